namespace Pyner.Corpus.Truth;

/// <summary>How often a value occurs, and in how many submissions.</summary>
/// <param name="Count">Records that have it.</param>
/// <param name="Submissions">Distinct submissions that have it.</param>
public readonly record struct TruthTally(long Count, long Submissions);
