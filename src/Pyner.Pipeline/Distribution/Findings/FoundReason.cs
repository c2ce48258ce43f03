namespace Pyner.Pipeline.Distribution.Findings;

/// <summary>A reason for which files were rejected.</summary>
/// <param name="Code">The error code.</param>
/// <param name="Files">How many files it was.</param>
/// <param name="Examples">The first few that were merged.</param>
public sealed record FoundReason(string Code, long Files, IReadOnlyList<FoundFile> Examples);
