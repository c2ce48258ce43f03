using Pyner.KnowledgeBase.Vocabulary;

namespace Pyner.KnowledgeBase.Publishing;

/// <summary>The seven catalogs that map a value to its count, under their published names and in their published order.</summary>
internal static class PublishedCatalogs
{
    public const string Strategies = "strategies";
    public const string Sources = "sources";
    public const string Selections = "selections";
    public const string Layouts = "layouts";
    public const string Platforms = "platforms";
    public const string InstrumentModels = "instrument_models";
    public const string Attributes = "attributes";

    /// <summary>All names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [Strategies, Sources, Selections, Layouts, Platforms, InstrumentModels, Attributes];

    /// <summary>Those for which the schemas have a vocabulary, in order.</summary>
    public static IReadOnlyList<(string Name, IReadOnlySet<string> Vocabulary)> Controlled { get; } =
    [
        (Strategies, SraVocabulary.Strategies),
        (Sources, SraVocabulary.Sources),
        (Selections, SraVocabulary.Selections),
        (Layouts, SraVocabulary.Layouts),
        (Platforms, SraVocabulary.Platforms),
        (InstrumentModels, SraVocabulary.InstrumentModels),
    ];

    /// <summary>A partial's catalog of a published name.</summary>
    public static Catalog Of(Partial partial, string name) => name switch
    {
        Strategies => partial.Strategies,
        Sources => partial.Sources,
        Selections => partial.Selections,
        Layouts => partial.Layouts,
        Platforms => partial.Platforms,
        InstrumentModels => partial.InstrumentModels,
        Attributes => partial.Attributes,
        _ => throw new ArgumentException($"there is no catalog '{name}'", nameof(name)),
    };
}
