namespace Pyner.Verification.Counting;

/// <summary>How far a recount is.</summary>
/// <param name="Files">Submission files seen.</param>
/// <param name="Submissions">Submissions seen.</param>
/// <param name="Path">The file just reached.</param>
public readonly record struct RecountProgress(long Files, long Submissions, string Path);
