using Pyner.KnowledgeBase.Publishing;

namespace Pyner.Cli.Inspecting;

/// <summary>One of a knowledge base's catalogs, by the name it is asked for.</summary>
/// <param name="Name">As typed, such as <c>instrument-models</c>.</param>
/// <param name="Value">What its values are, such as <c>instrument model</c>.</param>
/// <param name="Counted">What its counts count.</param>
/// <param name="Of">Takes it from a knowledge base.</param>
internal sealed record InspectedCatalog(string Name, string Value, string Counted, Func<PublishedKnowledgeBase, PublishedCatalog> Of)
{
    /// <summary>All there are.</summary>
    public static IReadOnlyList<InspectedCatalog> All { get; } =
    [
        new("organisms", "organism", "samples", kb => kb.Organisms),
        new("strategies", "strategy", "experiments", kb => kb.Strategies),
        new("sources", "source", "experiments", kb => kb.Sources),
        new("selections", "selection", "experiments", kb => kb.Selections),
        new("layouts", "layout", "experiments", kb => kb.Layouts),
        new("platforms", "platform", "experiments", kb => kb.Platforms),
        new("instrument-models", "instrument model", "experiments", kb => kb.InstrumentModels),
        new("attributes", "attribute", "samples", kb => kb.Attributes),
    ];

    /// <summary>The name it has in knowledge_base.json, such as <c>instrument_models</c>.</summary>
    public string PublishedName => Name.Replace('-', '_');

    /// <summary>The records that its counts are a share of: all that count. A sample has many attributes, so their shares add up to more than 1.</summary>
    public long Whole(PublishedKnowledgeBase kb) => Counted == "samples" ? kb.Statistics.TotalSamples : kb.Statistics.TotalExperiments;
}
