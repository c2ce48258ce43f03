namespace Pyner.Pipeline.Reports;

/// <summary>What a report shows of the rejected files.</summary>
/// <param name="Files">How many there are.</param>
/// <param name="Reasons">Why, the most frequent reason first.</param>
internal sealed record RejectedDigest(long Files, IReadOnlyList<RejectedReason> Reasons);
