using Pyner.KnowledgeBase;
using Pyner.KnowledgeBase.Publishing;
using Pyner.KnowledgeBase.Vocabulary;

namespace Pyner.Pipeline.Reports;

/// <summary>One of the catalogs that a report shows.</summary>
/// <param name="Id">Its part of the page.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Value">What its values are.</param>
/// <param name="Counted">What its counts count.</param>
/// <param name="Top">Most values to show.</param>
/// <param name="Vocabulary">The schemas' values, or null where there are none.</param>
/// <param name="Merged">Takes it from what a job merged.</param>
/// <param name="Published">Takes it from what a job published.</param>
internal sealed record ReportCatalogKind(
    string Id, string Title, string Value, string Counted, int Top, IReadOnlySet<string>? Vocabulary,
    Func<Partial, IEnumerable<CatalogEntry>> Merged, Func<PublishedKnowledgeBase, PublishedCatalog> Published)
{
    private const int Most = 20;
    private const string Samples = "samples";
    private const string Experiments = "experiments";

    /// <summary>All there are, in the page's order.</summary>
    public static IReadOnlyList<ReportCatalogKind> All { get; } =
    [
        new("organisms", "Organisms", "organism", Samples, Most, null,
            whole => whole.Organisms.Select(e => new CatalogEntry(e.Key, e.Value.Count, e.Value.Submissions.Count)), kb => kb.Organisms),
        new("attributes", "Attributes", "attribute tag", Samples, Most, null, whole => Entries(whole.Attributes), kb => kb.Attributes),
        new("strategies", "Library strategies", "strategy", Experiments, Most, SraVocabulary.Strategies, whole => Entries(whole.Strategies), kb => kb.Strategies),
        new("instruments", "Instrument models", "instrument model", Experiments, Most, SraVocabulary.InstrumentModels,
            whole => Entries(whole.InstrumentModels), kb => kb.InstrumentModels),
        new("selections", "Library selections", "selection", Experiments, Most, SraVocabulary.Selections, whole => Entries(whole.Selections), kb => kb.Selections),
        new("sources", "Library sources", "source", Experiments, Most, SraVocabulary.Sources, whole => Entries(whole.Sources), kb => kb.Sources),
        new("platforms", "Platforms", "platform", Experiments, Most, SraVocabulary.Platforms, whole => Entries(whole.Platforms), kb => kb.Platforms),
        new("layouts", "Library layouts", "layout", Experiments, Most, SraVocabulary.Layouts, whole => Entries(whole.Layouts), kb => kb.Layouts),
    ];

    /// <summary>The records that its counts are a share of. A sample has many attributes, so their shares add up to more than 1.</summary>
    public long Whole(KnowledgeBaseStatistics statistics) => Counted == Samples ? statistics.TotalSamples : statistics.TotalExperiments;

    private static IEnumerable<CatalogEntry> Entries(Catalog catalog) =>
        catalog.Select(e => new CatalogEntry(e.Key, e.Value.Count, e.Value.Submissions));
}
