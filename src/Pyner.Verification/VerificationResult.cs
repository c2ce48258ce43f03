using Pyner.Verification.Counting;

namespace Pyner.Verification;

/// <summary>What a verification found.</summary>
/// <param name="Differences">Every figure on which knowledge base and recount disagree.</param>
/// <param name="Recount">The recount.</param>
/// <param name="Figures">Number of figures that were compared.</param>
/// <param name="Limit">How many submissions the job was limited to; null for all.</param>
public sealed record VerificationResult(IReadOnlyList<Difference> Differences, Recount Recount, long Figures, long? Limit)
{
    /// <summary>Whether every figure agrees.</summary>
    public bool Agrees => Differences.Count == 0;
}
