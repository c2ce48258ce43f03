namespace Pyner.Corpus;

/// <summary>One file of a generated submission.</summary>
public sealed record GeneratedFile
{
    /// <summary>What the file is, by its name.</summary>
    public required CorpusFileKind Kind { get; init; }

    /// <summary>Path below the corpus's root, with forward slashes.</summary>
    public required string Path { get; init; }

    /// <summary>The file's bytes.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>How the file was broken; null for a well-formed one.</summary>
    public FaultKind? Fault { get; init; }

    /// <summary>Byte offset at which the fault was put in, where it has a place.</summary>
    public long? FaultOffset { get; init; }
}
