using Pyner.Pipeline.Distribution;

namespace Pyner.LedgerContracts;

/// <summary>A ledger of the services under test.</summary>
/// <param name="Jobs">Its jobs.</param>
/// <param name="Batches">Their batches.</param>
/// <param name="Connection">What is disposed of at the test's end.</param>
public sealed record DistributedLedger(IJobLedger Jobs, IBatchLedger Batches, IAsyncDisposable Connection);
