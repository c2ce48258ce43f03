namespace Pyner.Verification;

/// <summary>A SAMPLE of a sample file.</summary>
public sealed record SampleRecord : VerifiedRecord
{
    /// <summary><c>@accession</c>, trimmed; empty where missing.</summary>
    public required string Accession { get; init; }

    /// <summary><c>SAMPLE_NAME/SCIENTIFIC_NAME</c>, trimmed; empty where missing.</summary>
    public required string Organism { get; init; }

    /// <summary>The distinct lower-cased tags whose value is not empty, in order of first appearance.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Whether it enters the catalogs; otherwise it is a sample with missing fields.</summary>
    public bool Counts => Organism.Length > 0;

    /// <inheritdoc/>
    public bool Equals(SampleRecord? other) =>
        other is not null && Accession == other.Accession && Organism == other.Organism && Tags.SequenceEqual(other.Tags);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Accession, Organism, Tags.Count);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{nameof(SampleRecord)} {{ Accession = {Accession}, Organism = {Organism}, Tags = [{string.Join(" | ", Tags)}] }}";
}
