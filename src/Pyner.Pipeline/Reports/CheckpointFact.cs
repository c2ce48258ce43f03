namespace Pyner.Pipeline.Reports;

/// <summary>A checkpoint, as job.json has it.</summary>
/// <param name="Batches">Batches merged.</param>
/// <param name="Submissions">Submissions merged.</param>
/// <param name="Recorded">When it was recorded.</param>
internal sealed record CheckpointFact(long Batches, long Submissions, DateTimeOffset Recorded);
