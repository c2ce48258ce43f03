using Pyner.Pipeline.Distribution;

namespace Pyner.Gateway.Jobs;

/// <summary>What is known of a job at one moment.</summary>
/// <param name="Status">The job, as the ledger has it.</param>
/// <param name="Speed">How fast it goes.</param>
/// <param name="Workers">The workers that live; empty where nobody asked, or the job is at its end.</param>
/// <param name="ReadAt">When it was read from the ledger (UTC).</param>
internal sealed record JobSnapshot(JobStatus Status, JobSpeed Speed, IReadOnlyList<WorkerStatus> Workers, DateTimeOffset ReadAt);
