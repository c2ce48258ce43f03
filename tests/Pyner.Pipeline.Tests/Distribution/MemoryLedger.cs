using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Findings;
using Pyner.Pipeline.Ledgers;

namespace Pyner.Pipeline.Tests.Distribution;

/// <summary>
/// A ledger of the services in memory, written for reading: every transition under one lock. It can be told to be away, and to go back to an older state.
/// </summary>
internal sealed class MemoryLedger : IJobLedger, IBatchLedger
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, WorkerStatus> _workers = [];
    private Dictionary<string, MemoryJob> _jobs = [];
    private int _failures;
    private long _calls;

    /// <summary>Added to the clock, by which leases expire.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>Calls made so far.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>Called before each call is carried out, with its name.</summary>
    public Action<string>? Before { get; set; }

    private DateTimeOffset Now => DateTimeOffset.UtcNow + Skew;

    /// <summary>Lets the next calls fail as if the ledger could not be reached: every other one after it was carried out.</summary>
    public void BeAway(int calls) => Interlocked.Exchange(ref _failures, calls);

    /// <summary>The state as it is now, to go back to.</summary>
    public Action Save()
    {
        lock (_gate)
        {
            Dictionary<string, MemoryJob> saved = _jobs.ToDictionary(pair => pair.Key, pair => pair.Value.Copy());
            return () =>
            {
                lock (_gate)
                    _jobs = saved.ToDictionary(pair => pair.Key, pair => pair.Value.Copy());
            };
        }
    }

    /// <summary>What is kept of a job beside its status: batches, deltas.</summary>
    public int KeptOf(string jobId)
    {
        lock (_gate)
            return _jobs[jobId].Batches.Count + _jobs[jobId].Deltas.Count(delta => delta is not null);
    }

    /// <summary>Lets every lease of a batch be someone else's.</summary>
    public void DropLeases()
    {
        lock (_gate)
        {
            foreach (MemoryBatchState batch in _jobs.Values.SelectMany(job => job.Batches.Values))
                batch.Lease = batch.Lease is null ? null : batch.Lease with { Token = 0 };
        }
    }

    /// <summary>Has a batch planned under another one's id, as if its submissions had been others then.</summary>
    public void ChangePlannedId(string jobId, long ordinal, long other)
    {
        lock (_gate)
        {
            Dictionary<long, MemoryBatchState> batches = _jobs[jobId].Batches;
            batches[ordinal] = new MemoryBatchState { Plan = batches[ordinal].Plan with { Id = batches[other].Plan.Id } };
        }
    }

    public Task CreateAsync(string jobId, JobRequest request, int unfinishedLimit, CancellationToken cancellation) => Do(nameof(CreateAsync), () =>
    {
        _jobs.TryAdd(jobId, new MemoryJob(jobId, request, Now));
    });

    public Task<JobStatus?> FindAsync(string jobId, CancellationToken cancellation) =>
        Do(nameof(FindAsync), () => _jobs.TryGetValue(jobId, out MemoryJob? job) ? job.Status(Now) : null);

    public Task<IReadOnlyList<string>> ListAsync(string? afterJobId, int count, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> ListUnfinishedAsync(CancellationToken cancellation) => Do(
        nameof(ListUnfinishedAsync), () => (IReadOnlyList<string>)[.. _jobs.Values.Where(job => !job.IsAtEnd).Select(job => job.Id)]);

    public Task<bool> RequestCancelAsync(string jobId, string reason, CancellationToken cancellation) => Do(nameof(RequestCancelAsync), () =>
    {
        MemoryJob job = _jobs[jobId];
        if (!job.IsAtEnd && !job.CancelRequested)
            (job.CancelRequested, job.Reason) = (true, reason);
        return true;
    });

    public Task<RoleLease?> TryTakeRoleAsync(string jobId, JobRole role, string owner, TimeSpan duration, CancellationToken cancellation) =>
        Do(nameof(TryTakeRoleAsync), () =>
        {
            MemoryJob job = _jobs[jobId];
            if (job.IsAtEnd || (job.Roles.TryGetValue(role, out (RoleLease Lease, DateTimeOffset Until) held) && held.Until > Now))
                return null;
            var lease = new RoleLease(jobId, role, owner, ++job.LastToken);
            job.Roles[role] = (lease, Now + duration);
            return lease;
        });

    public Task<bool> RenewRoleAsync(RoleLease lease, TimeSpan duration, CancellationToken cancellation) => Do(nameof(RenewRoleAsync), () =>
    {
        if (!Holds(lease))
            return false;
        _jobs[lease.JobId].Roles[lease.Role] = (lease, Now + duration);
        return true;
    });

    public Task ReleaseRoleAsync(RoleLease lease, CancellationToken cancellation) => Do(nameof(ReleaseRoleAsync), () =>
    {
        if (Holds(lease))
            _jobs[lease.JobId].Roles[lease.Role] = (lease, default);
    });

    public Task BeginPublishingAsync(RoleLease lease, CancellationToken cancellation) => Do(nameof(BeginPublishingAsync), () =>
    {
        MemoryJob job = Held(lease);
        job.State = job.Checkpoints.LastOrDefault() is { EndsSource: true }
            ? DistributedJobState.Publishing
            : throw new LedgerBehindException("no checkpoint ends the source");
    });

    public Task EndAsync(RoleLease lease, DistributedJobState state, string? reason, CancellationToken cancellation) => Do(nameof(EndAsync), () =>
    {
        if (_jobs.TryGetValue(lease.JobId, out MemoryJob? ended) && ended.State == state)
            return;
        MemoryJob job = Held(lease);
        if (state == DistributedJobState.Completed && job.State != DistributedJobState.Publishing)
            throw new LedgerBehindException("the job is not being published");
        (job.State, job.Reason) = (state, reason ?? (state == DistributedJobState.Completed ? null : job.Reason));
        job.DropContents();
    });

    public Task NoteFindingsAsync(RoleLease aggregator, JobFindings findings, CancellationToken cancellation) =>
        Do(nameof(NoteFindingsAsync), () => Held(aggregator).Findings.Add(findings));

    public Task<JobFindings?> FindFindingsAsync(string jobId, CancellationToken cancellation) =>
        Do(nameof(FindFindingsAsync), () => _jobs.TryGetValue(jobId, out MemoryJob? job) ? job.Findings.LastOrDefault() : null);

    /// <summary>All that was noted of what a job has found, in order.</summary>
    public IReadOnlyList<JobFindings> NotesOf(string jobId)
    {
        lock (_gate)
            return [.. _jobs[jobId].Findings];
    }

    public Task BeatAsync(WorkerReport worker, TimeSpan duration, CancellationToken cancellation) =>
        Do(nameof(BeatAsync), () => _workers[worker.Id] = new WorkerStatus(worker, Now));

    public Task<IReadOnlyList<WorkerStatus>> ListWorkersAsync(CancellationToken cancellation) =>
        Do(nameof(ListWorkersAsync), () => (IReadOnlyList<WorkerStatus>)[.. _workers.Values]);

    public Task<long> BeginPlanAsync(RoleLease scanner, JobIdentity identity, CancellationToken cancellation) => Do(nameof(BeginPlanAsync), () =>
    {
        MemoryJob job = Held(scanner);
        if (job.Identity is not null && job.Identity.Fingerprint != identity.Fingerprint)
            throw new JobException($"'{identity.SourcePath}' is another source than when the job began.");
        job.Identity ??= identity;
        job.State = job.State == DistributedJobState.Queued ? DistributedJobState.Running : job.State;
        return job.Planned;
    });

    public Task PlanAsync(RoleLease scanner, PlannedBatch batch, CancellationToken cancellation) => Do(nameof(PlanAsync), () =>
    {
        MemoryJob job = Held(scanner);
        if (batch.Ordinal > job.Planned)
            throw new LedgerBehindException($"batch {job.Planned} is not planned");
        if (batch.Ordinal < job.Planned)
            return;
        job.Batches[batch.Ordinal] = new MemoryBatchState { Plan = batch, PlannedAt = Now, PublishedAt = Now };
        job.Planned++;
        job.PlannedSubmissions += batch.Submissions;
    });

    public Task NoteSourceAsync(RoleLease scanner, long? submissionsTotal, long sourceBytes, long? sourceBytesTotal, CancellationToken cancellation) =>
        Do(nameof(NoteSourceAsync), () =>
        {
            MemoryJob job = Held(scanner);
            (job.SubmissionsTotal, job.SourceBytes, job.SourceBytesTotal) = (submissionsTotal, sourceBytes, sourceBytesTotal);
        });

    public Task EndPlanAsync(RoleLease scanner, long planned, CancellationToken cancellation) => Do(nameof(EndPlanAsync), () =>
    {
        MemoryJob job = Held(scanner);
        job.PlanEnded = job.Planned >= planned ? true : throw new LedgerBehindException($"{job.Planned} batches are planned, not {planned}");
    });

    public Task<Backlog> BacklogAsync(string jobId, CancellationToken cancellation) => Do(nameof(BacklogAsync), () =>
    {
        MemoryJob job = _jobs[jobId];
        long[] unparsed = [.. job.Batches.Where(pair => !pair.Value.IsFinished).Select(pair => pair.Key).Order()];
        return new Backlog(
            unparsed.Length,
            job.Batches.Values.Sum(batch => (long)batch.Plan.Submissions),
            unparsed.Length > 0 ? unparsed[0] : job.Planned,
            job.Planned,
            job.PlanEnded,
            job.CancelRequested || job.IsAtEnd);
    });

    public Task<IReadOnlyList<BatchPosition>> TakeOverdueAsync(RoleLease scanner, TimeSpan age, int count, CancellationToken cancellation) =>
        Do(nameof(TakeOverdueAsync), () =>
        {
            MemoryJob job = Held(scanner);
            MemoryBatchState[] overdue =
                [.. job.Batches.OrderBy(pair => pair.Key).Select(pair => pair.Value)
                    .Where(batch => batch.Waits(Now) && batch.PublishedAt + age <= Now).Take(count)];
            foreach (MemoryBatchState batch in overdue)
                batch.PublishedAt = batch.RefusedSince is null ? Now : Now - (age * 5 / 6);
            return (IReadOnlyList<BatchPosition>)[.. overdue.Select(batch => new BatchPosition(job.Id, batch.Plan.Ordinal, batch.Plan.Id, batch.Plan.Trace))];
        });

    public Task<BatchLease?> TryLeaseAsync(string jobId, long ordinal, string workerId, TimeSpan duration, CancellationToken cancellation) =>
        Do(nameof(TryLeaseAsync), () =>
        {
            if (!_jobs.TryGetValue(jobId, out MemoryJob? job) || job.IsAtEnd || job.CancelRequested)
                return null;
            if (!job.Batches.TryGetValue(ordinal, out MemoryBatchState? batch) || !batch.Waits(Now))
                return null;
            if (batch.RefusedBy.ContainsKey(workerId) && OthersMayRead(batch, workerId))
                return null;
            batch.Lease = new BatchLease(jobId, ordinal, workerId, ++job.LastToken, batch.Plan.Id, batch.Plan.Batch, Now - batch.PlannedAt, batch.Plan.Trace);
            batch.LeasedUntil = Now + duration;
            return batch.Lease;
        });

    public Task<bool> RenewAsync(BatchLease lease, TimeSpan duration, CancellationToken cancellation) => Do(nameof(RenewAsync), () =>
    {
        if (Leased(lease) is not MemoryBatchState batch)
            return false;
        batch.LeasedUntil = Now + duration;
        return true;
    });

    public Task ReturnAsync(BatchLease lease, CancellationToken cancellation) => Do(nameof(ReturnAsync), () =>
    {
        if (Leased(lease) is MemoryBatchState batch)
            batch.Lease = null;
    });

    public Task<bool> CompleteAsync(BatchLease lease, ParsedBatch parsed, CancellationToken cancellation) => Do(nameof(CompleteAsync), () =>
    {
        if (_jobs.GetValueOrDefault(lease.JobId)?.Batches.GetValueOrDefault(lease.Ordinal) is { FinishedBy: long token } && token == lease.Token)
            return true;
        if (Leased(lease) is not MemoryBatchState batch)
            return false;
        (batch.Parsed, batch.FinishedBy) = (new StoredBatch(parsed.Partial, parsed.Groups, parsed.Part), lease.Token);
        return true;
    });

    public Task<bool> LeaveToOthersAsync(BatchLease lease, CancellationToken cancellation) => Do(nameof(LeaveToOthersAsync), () =>
        Leased(lease) is MemoryBatchState batch ? LeavesToOthers(batch, lease) : HasGivenBack(lease));

    public Task<BatchRefusal> RefuseAsync(BatchLease lease, string reason, TimeSpan tryFor, CancellationToken cancellation) => Do(nameof(RefuseAsync), () =>
    {
        if (_jobs.GetValueOrDefault(lease.JobId)?.Batches.GetValueOrDefault(lease.Ordinal) is { Failure: not null } known && known.FinishedBy == lease.Token)
            return BatchRefusal.GivenUp;
        if (Leased(lease) is not MemoryBatchState batch)
            return HasGivenBack(lease) ? BatchRefusal.GivenBack : BatchRefusal.LeaseLost;
        if (LeavesToOthers(batch, lease))
            return BatchRefusal.GivenBack;
        batch.AloneSince ??= Now;
        if (Now - batch.AloneSince < tryFor)
        {
            (batch.Lease, batch.PublishedAt) = (null, Now);
            return BatchRefusal.GivenBack;
        }
        (batch.Failure, batch.FinishedBy) = (reason, lease.Token);
        _jobs[lease.JobId].Failures.Add(new FailedBatch(lease.Ordinal, lease.BatchId, reason));
        return BatchRefusal.GivenUp;
    });

    public Task<IReadOnlyList<FinishedBatch>> ReadFinishedAsync(string jobId, long firstOrdinal, int count, CancellationToken cancellation) =>
        Do(nameof(ReadFinishedAsync), () =>
        {
            var finished = new List<FinishedBatch>();
            MemoryJob job = _jobs[jobId];
            for (long ordinal = firstOrdinal; finished.Count < count && job.Batches.GetValueOrDefault(ordinal) is { IsFinished: true } batch; ordinal++)
                finished.Add(new FinishedBatch(ordinal, batch.Plan.Id, batch.Parsed, batch.Failure, batch.Plan.Trace));
            return (IReadOnlyList<FinishedBatch>)finished;
        });

    public ILedger OpenCheckpoints(RoleLease aggregator) => new MemoryCheckpoints(this, aggregator);

    /// <summary>A call that blocks.</summary>
    internal T Call<T>(string name, Func<T> transition)
    {
        Interlocked.Increment(ref _calls);
        Before?.Invoke(name);
        int failure = Interlocked.Decrement(ref _failures);
        if (failure < 0)
            Interlocked.Increment(ref _failures);
        if (failure >= 0 && failure % 2 == 0)
            throw new LedgerUnavailableException("it is away");
        T result;
        lock (_gate)
            result = transition();
        return failure >= 0 ? throw new LedgerUnavailableException("its answer was lost") : result;
    }

    /// <summary>The job that a lease is on.</summary>
    internal MemoryJob Held(RoleLease lease) => Holds(lease) ? _jobs[lease.JobId] : throw new LeaseLostException($"{lease.Role} is someone else's");

    internal MemoryJob? Job(string jobId) => _jobs.GetValueOrDefault(jobId);

    private bool Holds(RoleLease lease) =>
        _jobs.TryGetValue(lease.JobId, out MemoryJob? job) && !job.IsAtEnd
        && job.Roles.TryGetValue(lease.Role, out (RoleLease Lease, DateTimeOffset Until) held)
        && held.Lease.Token == lease.Token && held.Until > Now;

    private bool OthersMayRead(MemoryBatchState batch, string worker) =>
        Now - batch.RefusedSince <= IBatchLedger.PatienceWithOthers && _workers.Keys.Any(other => other != worker && !batch.RefusedBy.ContainsKey(other));

    private bool LeavesToOthers(MemoryBatchState batch, BatchLease lease)
    {
        batch.RefusedBy = batch.RefusedBy.SetItem(lease.WorkerId, lease.Token);
        batch.RefusedSince ??= Now;
        if (!OthersMayRead(batch, lease.WorkerId))
            return false;
        (batch.Lease, batch.PublishedAt, batch.AloneSince) = (null, DateTimeOffset.MinValue, null);
        return true;
    }

    private bool HasGivenBack(BatchLease lease) =>
        _jobs.GetValueOrDefault(lease.JobId)?.Batches.GetValueOrDefault(lease.Ordinal)?.RefusedBy.GetValueOrDefault(lease.WorkerId) == lease.Token;

    private MemoryBatchState? Leased(BatchLease lease) =>
        _jobs.GetValueOrDefault(lease.JobId) is { IsAtEnd: false } job && job.Batches.GetValueOrDefault(lease.Ordinal) is { IsFinished: false } batch
        && batch.Lease?.Token == lease.Token
            ? batch
            : null;

    private Task<T> Do<T>(string name, Func<T> transition)
    {
        try
        {
            return Task.FromResult(Call(name, transition));
        }
        catch (Exception e)
        {
            return Task.FromException<T>(e);
        }
    }

    private Task<bool> Do(string name, Action transition) => Do(name, () =>
    {
        transition();
        return true;
    });
}
