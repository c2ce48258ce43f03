namespace Pyner.Pipeline.Distribution;

/// <summary>
/// The ledger does not have what the caller saw it take before: it was restored from an older state. The caller drops what it has in memory and begins
/// from what the ledger has.
/// </summary>
/// <param name="message">What is missing.</param>
public sealed class LedgerBehindException(string message) : Exception(message);
