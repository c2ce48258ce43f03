namespace Pyner.Pipeline.Distribution;

/// <summary>A batch that waits for the aggregator: parsed, or given up.</summary>
/// <param name="Ordinal">Its position among the job's batches.</param>
/// <param name="Id">Its id.</param>
/// <param name="Parsed">What is merged of it; null where it was given up.</param>
/// <param name="Failure">Why it was given up; null where it was parsed.</param>
/// <param name="Trace">The batch's trace as it was planned; null where it has none.</param>
public sealed record FinishedBatch(long Ordinal, BatchId Id, StoredBatch? Parsed, string? Failure, string? Trace = null);
