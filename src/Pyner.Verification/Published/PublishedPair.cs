namespace Pyner.Verification.Published;

/// <summary>The figures of an organism and strategy as a knowledge base states them.</summary>
/// <param name="Count">Experiments.</param>
/// <param name="Submissions">Distinct submissions.</param>
public readonly record struct PublishedPair(long Count, long Submissions);
