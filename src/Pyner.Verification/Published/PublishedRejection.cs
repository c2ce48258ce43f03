namespace Pyner.Verification.Published;

/// <summary>A line of <c>rejected.jsonl</c>.</summary>
/// <param name="File">Path relative to the source's root.</param>
/// <param name="Accession">The submission.</param>
/// <param name="Kind">The file's kind, as it stands there.</param>
/// <param name="Code">The error code.</param>
public sealed record PublishedRejection(string File, string Accession, string Kind, string Code);
