namespace Pyner.Pipeline.Distribution;

/// <summary>
/// The ledger can't be reached, or did not answer in time. Whether the call was carried out is not known; since every call is harmless when
/// repeated, whoever made it waits and makes it again. Every call of <see cref="IJobLedger"/>, <see cref="IBatchLedger"/> and of the checkpoints that
/// <see cref="IBatchLedger.OpenCheckpoints"/> opens may throw it.
/// </summary>
/// <param name="message">What could not be reached, and why.</param>
/// <param name="inner">The cause.</param>
public sealed class LedgerUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
