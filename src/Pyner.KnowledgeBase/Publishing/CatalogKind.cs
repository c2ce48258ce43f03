using Pyner.KnowledgeBase.Vocabulary;

namespace Pyner.KnowledgeBase.Publishing;

/// <summary>One of a knowledge base's catalogs: its name, what is in it, and where it is found before and after it is published.</summary>
public sealed class CatalogKind
{
    private readonly Func<Partial, IEnumerable<CatalogEntry>> _merged;
    private readonly Func<PublishedKnowledgeBase, PublishedCatalog> _published;

    private CatalogKind(
        string name, string value, bool countsSamples, IReadOnlySet<string>? vocabulary,
        Func<Partial, IEnumerable<CatalogEntry>> merged, Func<PublishedKnowledgeBase, PublishedCatalog> published)
    {
        Name = name;
        Value = value;
        Counted = countsSamples ? "samples" : "experiments";
        CountsSamples = countsSamples;
        Vocabulary = vocabulary;
        _merged = merged;
        _published = published;
    }

    /// <summary>Organisms, by the scientific names of samples.</summary>
    public static CatalogKind Organisms { get; } = new(
        "organisms", "organism", countsSamples: true, null,
        whole => whole.Organisms.Select(e => new CatalogEntry(e.Key, e.Value.Count, e.Value.Submissions.Count)), kb => kb.Organisms);

    /// <summary>Library strategies.</summary>
    public static CatalogKind Strategies { get; } =
        OfExperiments("strategies", "strategy", SraVocabulary.Strategies, whole => whole.Strategies, kb => kb.Strategies);

    /// <summary>Library sources.</summary>
    public static CatalogKind Sources { get; } = OfExperiments("sources", "source", SraVocabulary.Sources, whole => whole.Sources, kb => kb.Sources);

    /// <summary>Library selections.</summary>
    public static CatalogKind Selections { get; } =
        OfExperiments("selections", "selection", SraVocabulary.Selections, whole => whole.Selections, kb => kb.Selections);

    /// <summary>Library layouts.</summary>
    public static CatalogKind Layouts { get; } = OfExperiments("layouts", "layout", SraVocabulary.Layouts, whole => whole.Layouts, kb => kb.Layouts);

    /// <summary>Platforms.</summary>
    public static CatalogKind Platforms { get; } =
        OfExperiments("platforms", "platform", SraVocabulary.Platforms, whole => whole.Platforms, kb => kb.Platforms);

    /// <summary>Instrument models.</summary>
    public static CatalogKind InstrumentModels { get; } = OfExperiments(
        "instrument_models", "instrument model", SraVocabulary.InstrumentModels, whole => whole.InstrumentModels, kb => kb.InstrumentModels);

    /// <summary>Tags of sample attributes.</summary>
    public static CatalogKind Attributes { get; } = new(
        "attributes", "attribute", countsSamples: true, null, whole => Entries(whole.Attributes), kb => kb.Attributes);

    /// <summary>All of them, in their published order.</summary>
    public static IReadOnlyList<CatalogKind> All { get; } =
        [Organisms, Strategies, Sources, Selections, Layouts, Platforms, InstrumentModels, Attributes];

    /// <summary>Those whose values are mapped to a count alone, with the submissions behind them apart: all but organisms.</summary>
    internal static IReadOnlyList<CatalogKind> Plain { get; } = [.. All.Where(kind => kind != Organisms)];

    /// <summary>Those for which the schemas have a vocabulary.</summary>
    internal static IReadOnlyList<CatalogKind> Controlled { get; } = [.. All.Where(kind => kind.Vocabulary is not null)];

    /// <summary>Its name in <c>knowledge_base.json</c>, such as <c>instrument_models</c>.</summary>
    public string Name { get; }

    /// <summary>What its values are, such as <c>instrument model</c>.</summary>
    public string Value { get; }

    /// <summary>What its counts count: samples or experiments.</summary>
    public string Counted { get; }

    /// <summary>The schemas' values, or null where they have none.</summary>
    public IReadOnlySet<string>? Vocabulary { get; }

    private bool CountsSamples { get; }

    /// <summary>Its entries in what was merged, largest count first.</summary>
    public IReadOnlyList<CatalogEntry> Of(Partial whole) => [.. _merged(whole)];

    /// <summary>Its entries in what was published, largest count first.</summary>
    public PublishedCatalog Of(PublishedKnowledgeBase kb) => _published(kb);

    /// <summary>The records that its counts are a share of: all that count. A sample has many attributes, so their shares add up to more than 1.</summary>
    public long Whole(KnowledgeBaseStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        return CountsSamples ? statistics.TotalSamples : statistics.TotalExperiments;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static CatalogKind OfExperiments(
        string name, string value, IReadOnlySet<string> vocabulary, Func<Partial, Catalog> merged, Func<PublishedKnowledgeBase, PublishedCatalog> published) =>
        new(name, value, countsSamples: false, vocabulary, whole => Entries(merged(whole)), published);

    private static IEnumerable<CatalogEntry> Entries(Catalog catalog) => catalog.Select(e => new CatalogEntry(e.Key, e.Value.Count, e.Value.Submissions));
}
