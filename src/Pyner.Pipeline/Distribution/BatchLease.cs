using Pyner.Sra.Sources;

namespace Pyner.Pipeline.Distribution;

/// <summary>The right to parse one batch until it expires.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Ordinal">The batch's position among the job's batches, from 0.</param>
/// <param name="WorkerId">Who has it.</param>
/// <param name="Token">Fencing token: each lease of a batch has a greater one than the lease before.</param>
/// <param name="BatchId">The batch's id as it was planned; what is read must have the same.</param>
/// <param name="Batch">Where the batch's files are.</param>
/// <param name="Waited">How long it waited for a worker: since it was planned, given back, or its last lease expired, by the ledger's clock.</param>
/// <param name="Trace">The batch's trace as it was planned; null where it has none.</param>
public sealed record BatchLease(
    string JobId, long Ordinal, string WorkerId, long Token, BatchId BatchId, BatchReference Batch, TimeSpan Waited = default, string? Trace = null);
