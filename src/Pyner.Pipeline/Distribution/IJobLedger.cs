using Pyner.Pipeline.Distribution.Findings;

namespace Pyner.Pipeline.Distribution;

/// <summary>
/// The jobs of the services, their roles and the workers: what the gateway shows, and by which scanner and aggregator find their work. It is the
/// truth; messages are only hints that something in it changed. Every call is one atomic transition, and harmless when repeated.
/// </summary>
public interface IJobLedger
{
    /// <summary>Adds a job in the state <see cref="DistributedJobState.Queued"/>.</summary>
    /// <param name="jobId">A new id.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="unfinishedLimit">Most jobs that may be unfinished at a time, this one included.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="JobRefusedException">An unfinished job writes to the same output folder, or there are too many unfinished ones.</exception>
    /// <exception cref="JobException">The ledger is of another version.</exception>
    Task CreateAsync(string jobId, JobRequest request, int unfinishedLimit, CancellationToken cancellation);

    /// <summary>A job's status, or null where there is no such job.</summary>
    Task<JobStatus?> FindAsync(string jobId, CancellationToken cancellation);

    /// <summary>The ids of all jobs, the newest first, after <paramref name="afterJobId"/> if that is given.</summary>
    Task<IReadOnlyList<string>> ListAsync(string? afterJobId, int count, CancellationToken cancellation);

    /// <summary>The ids of all jobs that are not at their end, the oldest first.</summary>
    Task<IReadOnlyList<string>> ListUnfinishedAsync(CancellationToken cancellation);

    /// <summary>Asks to cancel a job; one at its end stays as it is.</summary>
    /// <returns>False where there is no such job.</returns>
    Task<bool> RequestCancelAsync(string jobId, string reason, CancellationToken cancellation);

    /// <summary>Takes a role where nobody has it, or its lease expired, or this owner has it: its own earlier lease is then lost.</summary>
    /// <returns>The lease, or null where someone else has it or the job is at its end.</returns>
    Task<RoleLease?> TryTakeRoleAsync(string jobId, JobRole role, string owner, TimeSpan duration, CancellationToken cancellation);

    /// <summary>Keeps a role for another while. A lease that expired is not lost before someone else takes the role.</summary>
    /// <returns>False where it was lost.</returns>
    Task<bool> RenewRoleAsync(RoleLease lease, TimeSpan duration, CancellationToken cancellation);

    /// <summary>Gives a role up, so that someone else may take it at once. Nothing happens where it was lost.</summary>
    Task ReleaseRoleAsync(RoleLease lease, CancellationToken cancellation);

    /// <summary>Moves a job on to <see cref="DistributedJobState.Publishing"/>, by its aggregator, once a checkpoint ends the source.</summary>
    /// <exception cref="LedgerBehindException">No checkpoint does.</exception>
    /// <exception cref="LeaseLostException">The role was lost.</exception>
    Task BeginPublishingAsync(RoleLease lease, CancellationToken cancellation);

    /// <summary>
    /// Ends a job, by its scanner or its aggregator, and drops everything of it but its status: batches, partials, deltas.
    /// Repeating it changes nothing.
    /// </summary>
    /// <param name="lease">The role of whoever ends it.</param>
    /// <param name="state">Its end.</param>
    /// <param name="reason">Why. Null leaves the words of whoever asked to cancel it; of a job that is completed they are dropped.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="LedgerBehindException">It is to be <see cref="DistributedJobState.Completed"/>, and is not being published.</exception>
    /// <exception cref="LeaseLostException">The role was lost, and the job is not at this end.</exception>
    Task EndAsync(RoleLease lease, DistributedJobState state, string? reason, CancellationToken cancellation);

    /// <summary>
    /// Notes what a job has found so far, in place of what was noted before, for <see cref="FindFindingsAsync"/>. The job's status does not change with
    /// it. The last note stays when the job ends.
    /// </summary>
    /// <exception cref="LeaseLostException">The role was lost.</exception>
    Task NoteFindingsAsync(RoleLease aggregator, JobFindings findings, CancellationToken cancellation);

    /// <summary>What was noted last of what a job has found, or null where nothing was.</summary>
    Task<JobFindings?> FindFindingsAsync(string jobId, CancellationToken cancellation);

    /// <summary>Notes that a worker lives. One that is silent for <paramref name="duration"/> is forgotten.</summary>
    Task BeatAsync(WorkerReport worker, TimeSpan duration, CancellationToken cancellation);

    /// <summary>The workers that live, by device and id.</summary>
    Task<IReadOnlyList<WorkerStatus>> ListWorkersAsync(CancellationToken cancellation);
}
