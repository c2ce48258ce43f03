using Pyner.Pipeline;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Findings;

namespace Pyner.Gateway.Tests.Fakes;

/// <summary>A ledger of jobs in memory, which tests change as the other services would, and take away.</summary>
internal sealed class MemoryJobLedger : IJobLedger
{
    private readonly Lock _lock = new();
    private readonly List<JobStatus> _jobs = [];
    private readonly List<WorkerStatus> _workers = [];
    private readonly Dictionary<string, JobFindings> _findings = [];

    /// <summary>While it is set, every call fails as if the server were gone.</summary>
    public bool IsAway { get; set; }

    /// <summary>While it is set, every call fails as if the ledger were one of another version.</summary>
    public bool IsForeign { get; set; }

    /// <summary>Calls so far.</summary>
    public int Calls { get; private set; }

    /// <summary>A job as it is.</summary>
    public JobStatus this[string jobId]
    {
        get
        {
            lock (_lock)
                return _jobs.Single(job => job.Id == jobId);
        }
    }

    /// <summary>Changes a job, and moves its revision on.</summary>
    public void Change(string jobId, Func<JobStatus, JobStatus> change)
    {
        lock (_lock)
        {
            int place = _jobs.FindIndex(job => job.Id == jobId);
            _jobs[place] = change(_jobs[place]) with { Revision = _jobs[place].Revision + 1 };
        }
    }

    /// <summary>Puts a job there as it is given.</summary>
    public void Put(JobStatus status)
    {
        lock (_lock)
        {
            _jobs.RemoveAll(job => job.Id == status.Id);
            _jobs.Add(status);
        }
    }

    /// <summary>Notes what a job has found, as its aggregator does.</summary>
    public void Note(string jobId, JobFindings findings)
    {
        lock (_lock)
            _findings[jobId] = findings;
    }

    /// <summary>Loses a job, as a ledger without a file does when it is started anew.</summary>
    public void Lose(string jobId)
    {
        lock (_lock)
            _jobs.RemoveAll(job => job.Id == jobId);
    }

    public Task CreateAsync(string jobId, JobRequest request, int unfinishedLimit, CancellationToken cancellation) => Call(() =>
    {
        if (_jobs.Any(job => job.Id == jobId))
            return 0;
        JobStatus[] unfinished = [.. _jobs.Where(IsUnfinished)];
        if (unfinished.Any(job => job.Request.OutputFolder == request.OutputFolder))
            throw new JobRefusedException(JobRefusal.FolderTaken, $"An unfinished job writes to '{request.OutputFolder}'. Choose another folder.");
        if (unfinished.Length >= unfinishedLimit)
            throw new JobRefusedException(JobRefusal.TooManyJobs, $"{unfinished.Length} jobs are unfinished, and {unfinishedLimit} is the limit. Wait for one.");
        _jobs.Add(new JobStatus { Id = jobId, Request = request, State = DistributedJobState.Queued, Revision = 1, CreatedAt = DateTimeOffset.UtcNow });
        return 0;
    });

    public Task<JobStatus?> FindAsync(string jobId, CancellationToken cancellation) => Call(() => _jobs.SingleOrDefault(job => job.Id == jobId));

    public Task<IReadOnlyList<string>> ListAsync(string? afterJobId, int count, CancellationToken cancellation) => Call<IReadOnlyList<string>>(() =>
    {
        IEnumerable<string> newest = _jobs.Select(job => job.Id).Reverse();
        if (afterJobId is not null)
            newest = newest.SkipWhile(id => id != afterJobId).Skip(1);
        return [.. newest.Take(count)];
    });

    public Task<IReadOnlyList<string>> ListUnfinishedAsync(CancellationToken cancellation) =>
        Call<IReadOnlyList<string>>(() => [.. _jobs.Where(IsUnfinished).Select(job => job.Id)]);

    public Task<bool> RequestCancelAsync(string jobId, string reason, CancellationToken cancellation) => Call(() =>
    {
        if (_jobs.SingleOrDefault(job => job.Id == jobId) is not { } known)
            return false;
        if (IsUnfinished(known))
            Change(jobId, job => job with { CancelRequested = true, Reason = reason });
        return true;
    });

    public Task BeatAsync(WorkerReport worker, TimeSpan duration, CancellationToken cancellation) => Call(() =>
    {
        _workers.RemoveAll(known => known.Report.Id == worker.Id);
        _workers.Add(new WorkerStatus(worker, DateTimeOffset.UtcNow));
        return 0;
    });

    public Task<IReadOnlyList<WorkerStatus>> ListWorkersAsync(CancellationToken cancellation) => Call<IReadOnlyList<WorkerStatus>>(() => [.. _workers]);

    // The gateway has no role in a job.
    public Task<RoleLease?> TryTakeRoleAsync(string jobId, JobRole role, string owner, TimeSpan duration, CancellationToken cancellation) => throw NotAsked();

    public Task<bool> RenewRoleAsync(RoleLease lease, TimeSpan duration, CancellationToken cancellation) => throw NotAsked();

    public Task ReleaseRoleAsync(RoleLease lease, CancellationToken cancellation) => throw NotAsked();

    public Task BeginPublishingAsync(RoleLease lease, CancellationToken cancellation) => throw NotAsked();

    public Task EndAsync(RoleLease lease, DistributedJobState state, string? reason, CancellationToken cancellation) => throw NotAsked();

    public Task NoteFindingsAsync(RoleLease aggregator, JobFindings findings, CancellationToken cancellation) => throw NotAsked();

    public Task<JobFindings?> FindFindingsAsync(string jobId, CancellationToken cancellation) => Call(() => _findings.GetValueOrDefault(jobId));

    private static bool IsUnfinished(JobStatus job) => job.State < DistributedJobState.Completed;

    private static InvalidOperationException NotAsked() => new("the gateway takes no role in a job");

    // As a real ledger it answers from another thread.
    private async Task<T> Call<T>(Func<T> call)
    {
        await Task.Yield();
        lock (_lock)
        {
            Calls++;
            if (IsForeign)
                throw new JobException("The ledger has version 2, this pyner reads and writes version 1.");
            return IsAway ? throw new LedgerUnavailableException("127.0.0.1:6379 does not answer") : call();
        }
    }
}
