namespace Pyner.Sra.Extraction;

/// <summary>A SAMPLE: numbers of <see cref="SraValues"/>. Valid only during the call that hands it over.</summary>
public readonly ref struct SampleRecord
{
    /// <summary>Whether it has what it needs to count: an organism.</summary>
    public required bool Counts { get; init; }

    /// <summary>Its accession, trimmed, in UTF-8; may be empty.</summary>
    public required ReadOnlySpan<byte> Accession { get; init; }

    /// <summary>Its organism; only where it <see cref="Counts"/>.</summary>
    public required int Organism { get; init; }

    /// <summary>The distinct tags of its attributes that have a value.</summary>
    public required ReadOnlySpan<int> Attributes { get; init; }
}
