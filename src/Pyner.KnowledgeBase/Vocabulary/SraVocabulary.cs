using System.Collections.Frozen;

namespace Pyner.KnowledgeBase.Vocabulary;

/// <summary>
/// The values that the SRA schemas allow: the union of NCBI's and ENA's schema sets. A value outside them counts as it stands; it is
/// only listed. Case matters, as in the schemas, and the empty string (a missing source or selection) is outside.
/// </summary>
public static class SraVocabulary
{
    /// <summary>Library strategies.</summary>
    public static IReadOnlySet<string> Strategies { get; } = Frozen(LibraryStrategies.Values);

    /// <summary>Library sources.</summary>
    public static IReadOnlySet<string> Sources { get; } = Frozen(LibrarySources.Values);

    /// <summary>Library selections.</summary>
    public static IReadOnlySet<string> Selections { get; } = Frozen(LibrarySelections.Values);

    /// <summary>Library layouts.</summary>
    public static IReadOnlySet<string> Layouts { get; } = Frozen(LibraryLayouts.Values);

    /// <summary>Platforms.</summary>
    public static IReadOnlySet<string> Platforms { get; } = Frozen(Vocabulary.Platforms.Values);

    /// <summary>Instrument models of all platforms.</summary>
    public static IReadOnlySet<string> InstrumentModels { get; } = Frozen(Vocabulary.InstrumentModels.Values);

    private static FrozenSet<string> Frozen(string[] values) => values.ToFrozenSet(StringComparer.Ordinal);
}
