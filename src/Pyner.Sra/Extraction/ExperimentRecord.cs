namespace Pyner.Sra.Extraction;

/// <summary>An EXPERIMENT: numbers of <see cref="SraValues"/>, -1 for what it does not have. Valid only during the call that hands it over.</summary>
public readonly ref struct ExperimentRecord
{
    /// <summary>Whether it has what it needs to count: an accession, a title and a strategy.</summary>
    public required bool Counts { get; init; }

    /// <summary>Its accession, trimmed, in UTF-8; may be empty.</summary>
    public required ReadOnlySpan<byte> Accession { get; init; }

    /// <summary>Library strategy; the empty string if it is missing.</summary>
    public required int Strategy { get; init; }

    /// <summary>Library source; the empty string if it is missing.</summary>
    public required int Source { get; init; }

    /// <summary>Library selection; the empty string if it is missing.</summary>
    public required int Selection { get; init; }

    /// <summary>Library layout, or -1.</summary>
    public required int Layout { get; init; }

    /// <summary>Platform, or -1.</summary>
    public required int Platform { get; init; }

    /// <summary>Instrument model, or -1.</summary>
    public required int InstrumentModel { get; init; }

    /// <summary>Accession of the sample it points to, trimmed, in UTF-8; may be empty.</summary>
    public required ReadOnlySpan<byte> SampleAccession { get; init; }
}
