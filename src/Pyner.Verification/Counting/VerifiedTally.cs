namespace Pyner.Verification.Counting;

/// <summary>How often a catalog's value occurs.</summary>
/// <param name="Count">Occurrences.</param>
/// <param name="Submissions">Distinct submissions.</param>
public readonly record struct VerifiedTally(long Count, long Submissions);
