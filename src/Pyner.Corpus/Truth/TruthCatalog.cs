namespace Pyner.Corpus.Truth;

/// <summary>The catalogs of a knowledge base, in the order in which <c>truth.json</c> lists them.</summary>
public enum TruthCatalog : byte
{
    /// <summary>Organisms, by sample.</summary>
    Organisms,

    /// <summary>Library strategies, by experiment.</summary>
    Strategies,

    /// <summary>Library sources; the empty string stands for none.</summary>
    Sources,

    /// <summary>Library selections; the empty string stands for none.</summary>
    Selections,

    /// <summary>Library layouts.</summary>
    Layouts,

    /// <summary>Platforms.</summary>
    Platforms,

    /// <summary>Instrument models.</summary>
    InstrumentModels,

    /// <summary>Lower-cased tags of sample attributes, by sample.</summary>
    Attributes,
}
