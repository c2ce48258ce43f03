namespace Pyner.Pipeline.Distribution;

/// <summary>The ledger takes no such job as things are.</summary>
/// <param name="refusal">Why.</param>
/// <param name="message">What is wrong and what to do, for people.</param>
public sealed class JobRefusedException(JobRefusal refusal, string message) : Exception(message)
{
    /// <summary>Why it was refused.</summary>
    public JobRefusal Refusal => refusal;
}
