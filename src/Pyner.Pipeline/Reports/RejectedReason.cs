namespace Pyner.Pipeline.Reports;

/// <summary>A reason for which files were rejected.</summary>
/// <param name="Code">The error code.</param>
/// <param name="Files">How many files it was.</param>
/// <param name="Examples">The first few, by path.</param>
internal sealed record RejectedReason(string Code, long Files, IReadOnlyList<RejectedExample> Examples);
