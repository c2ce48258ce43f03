namespace Pyner.Pipeline.Distribution;

/// <summary>A batch that was given up.</summary>
/// <param name="Ordinal">Its position among the job's batches.</param>
/// <param name="Id">Its id.</param>
/// <param name="Reason">Why.</param>
public sealed record FailedBatch(long Ordinal, BatchId Id, string Reason);
