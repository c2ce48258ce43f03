namespace Pyner.Pipeline.Distribution;

/// <summary>A worker as the ledger has it.</summary>
/// <param name="Report">What it said last.</param>
/// <param name="LastHeartbeat">When it said so, by the ledger's clock (UTC).</param>
public sealed record WorkerStatus(WorkerReport Report, DateTimeOffset LastHeartbeat);
