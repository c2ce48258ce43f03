namespace Pyner.Gateway.Jobs;

/// <summary>One watcher's place at a job. Disposing it frees the place.</summary>
/// <param name="monitor">Where the news come from.</param>
/// <param name="jobId">The job.</param>
/// <param name="job">What is followed.</param>
internal sealed class JobSubscription(JobMonitor monitor, string jobId, FollowedJob job) : IDisposable
{
    /// <summary>Completes at the next news. To be taken before <see cref="Current"/> is looked at.</summary>
    public Task Changed => job.Changed;

    /// <summary>What is known now, or null where the job is gone from the ledger.</summary>
    public JobSnapshot? Current => monitor.Current(jobId, job);

    /// <summary>Whether the ledger can't be reached, so that what is known may be old.</summary>
    public bool LedgerUnreachable => monitor.LedgerUnreachable;

    /// <inheritdoc/>
    public void Dispose() => monitor.Leave(job);
}
