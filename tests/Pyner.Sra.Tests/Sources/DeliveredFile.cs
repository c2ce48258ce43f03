using System.Security.Cryptography;
using Pyner.Sra.Sources;

namespace Pyner.Sra.Tests.Sources;

/// <summary>A file as a source delivered it, or as a test expects it.</summary>
internal sealed record DeliveredFile(string Accession, SubmissionFileKind Kind, string Content)
{
    public long Ordinal { get; init; }

    public bool IsDuplicate { get; init; }

    public string Path { get; init; } = "";

    /// <summary>Why it could not be read, or null.</summary>
    public string? Unreadable { get; init; }

    /// <summary>What tells one content from another.</summary>
    public static string Digest(ReadOnlySpan<byte> content) => $"{content.Length}:{Convert.ToHexStringLower(SHA256.HashData(content)[..8])}";

    public static DeliveredFile Of(string accession, SubmissionFileKind kind, byte[] content) => new(accession, kind, Digest(content));

    /// <summary>Accession, kind and content: what every source of the same submissions has in common.</summary>
    public string Key => $"{Accession} {Kind} {Content}";
}
