using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Ledgers;
using Xunit;

namespace Pyner.LedgerContracts;

/// <summary>A ledger's batches, with every call made twice.</summary>
public sealed class RepeatingBatchLedger(IBatchLedger inner, IJobLedger jobs) : IBatchLedger
{
    private readonly Repetition _repetition = new(jobs);

    /// <inheritdoc/>
    public Task<long> BeginPlanAsync(RoleLease scanner, JobIdentity identity, CancellationToken cancellation) =>
        _repetition.SameAsync(scanner.JobId, () => inner.BeginPlanAsync(scanner, identity, cancellation), cancellation);

    /// <inheritdoc/>
    public Task PlanAsync(RoleLease scanner, PlannedBatch batch, CancellationToken cancellation) =>
        _repetition.RunAsync(scanner.JobId, () => inner.PlanAsync(scanner, batch, cancellation), cancellation);

    /// <inheritdoc/>
    public Task NoteSourceAsync(RoleLease scanner, long? submissionsTotal, long sourceBytes, long? sourceBytesTotal, CancellationToken cancellation) =>
        _repetition.RunAsync(
            scanner.JobId, () => inner.NoteSourceAsync(scanner, submissionsTotal, sourceBytes, sourceBytesTotal, cancellation), cancellation);

    /// <inheritdoc/>
    public Task EndPlanAsync(RoleLease scanner, long planned, CancellationToken cancellation) =>
        _repetition.RunAsync(scanner.JobId, () => inner.EndPlanAsync(scanner, planned, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<Backlog> BacklogAsync(string jobId, CancellationToken cancellation) =>
        _repetition.SameAsync(jobId, () => inner.BacklogAsync(jobId, cancellation), cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BatchPosition>> TakeOverdueAsync(RoleLease scanner, TimeSpan age, int count, CancellationToken cancellation)
    {
        IReadOnlyList<BatchPosition> first = await inner.TakeOverdueAsync(scanner, age, count, cancellation);
        // A second call would take more where the first one left some, and takes what became overdue meanwhile.
        if (first.Count == count || age == TimeSpan.Zero)
            return first;
        IReadOnlyList<BatchPosition> second = await inner.TakeOverdueAsync(scanner, age, count, cancellation);
        Assert.Empty(first.Intersect(second));
        return [.. first, .. second];
    }

    /// <inheritdoc/>
    public async Task<BatchLease?> TryLeaseAsync(string jobId, long ordinal, string workerId, TimeSpan duration, CancellationToken cancellation)
    {
        BatchLease? lease = await inner.TryLeaseAsync(jobId, ordinal, workerId, duration, cancellation);
        // One that expires at once could be had again, and one that somebody else has may expire now.
        if (lease is not null && duration > TimeSpan.Zero)
            Assert.Null(await _repetition.SameAsync(jobId, () => inner.TryLeaseAsync(jobId, ordinal, workerId, duration, cancellation), cancellation));
        return lease;
    }

    /// <inheritdoc/>
    public Task<bool> RenewAsync(BatchLease lease, TimeSpan duration, CancellationToken cancellation) =>
        _repetition.SameAsync(lease.JobId, () => inner.RenewAsync(lease, duration, cancellation), cancellation);

    /// <inheritdoc/>
    public Task ReturnAsync(BatchLease lease, CancellationToken cancellation) =>
        _repetition.RunAsync(lease.JobId, () => inner.ReturnAsync(lease, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<bool> CompleteAsync(BatchLease lease, ParsedBatch parsed, CancellationToken cancellation) =>
        _repetition.SameAsync(lease.JobId, () => inner.CompleteAsync(lease, parsed, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<bool> LeaveToOthersAsync(BatchLease lease, CancellationToken cancellation) =>
        _repetition.SameAsync(lease.JobId, () => inner.LeaveToOthersAsync(lease, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<BatchRefusal> RefuseAsync(BatchLease lease, string reason, TimeSpan tryFor, CancellationToken cancellation) =>
        _repetition.SameAsync(lease.JobId, () => inner.RefuseAsync(lease, reason, tryFor, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<FinishedBatch>> ReadFinishedAsync(string jobId, long firstOrdinal, int count, CancellationToken cancellation) =>
        inner.ReadFinishedAsync(jobId, firstOrdinal, count, cancellation);

    /// <inheritdoc/>
    public ILedger OpenCheckpoints(RoleLease aggregator) => new RepeatingCheckpoints(inner.OpenCheckpoints(aggregator));
}
