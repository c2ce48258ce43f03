namespace Pyner.Pipeline.Distribution;

/// <summary>A batch by its place, as messages name it.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Ordinal">The batch's position among the job's batches.</param>
/// <param name="Id">The batch's id.</param>
/// <param name="Trace">The batch's trace as it was planned; null where it has none.</param>
public sealed record BatchPosition(string JobId, long Ordinal, BatchId Id, string? Trace = null);
