using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Findings;
using Xunit;

namespace Pyner.LedgerContracts;

/// <summary>A ledger's jobs, with every call made twice.</summary>
public sealed class RepeatingJobLedger(IJobLedger inner) : IJobLedger
{
    private readonly Repetition _repetition = new(inner);

    /// <inheritdoc/>
    public Task CreateAsync(string jobId, JobRequest request, int unfinishedLimit, CancellationToken cancellation) =>
        _repetition.RunAsync(jobId, () => inner.CreateAsync(jobId, request, unfinishedLimit, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<JobStatus?> FindAsync(string jobId, CancellationToken cancellation) => inner.FindAsync(jobId, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListAsync(string? afterJobId, int count, CancellationToken cancellation) =>
        inner.ListAsync(afterJobId, count, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListUnfinishedAsync(CancellationToken cancellation) => inner.ListUnfinishedAsync(cancellation);

    /// <inheritdoc/>
    public Task<bool> RequestCancelAsync(string jobId, string reason, CancellationToken cancellation) =>
        _repetition.SameAsync(jobId, () => inner.RequestCancelAsync(jobId, reason, cancellation), cancellation);

    /// <inheritdoc/>
    public async Task<RoleLease?> TryTakeRoleAsync(string jobId, JobRole role, string owner, TimeSpan duration, CancellationToken cancellation)
    {
        (RoleLease? first, RoleLease? second) =
            await _repetition.TwiceAsync(jobId, () => inner.TryTakeRoleAsync(jobId, role, owner, duration, cancellation), cancellation);
        Assert.True(first is null || second!.Token > first.Token);
        return second;
    }

    /// <inheritdoc/>
    public Task<bool> RenewRoleAsync(RoleLease lease, TimeSpan duration, CancellationToken cancellation) =>
        _repetition.SameAsync(lease.JobId, () => inner.RenewRoleAsync(lease, duration, cancellation), cancellation);

    /// <inheritdoc/>
    public Task ReleaseRoleAsync(RoleLease lease, CancellationToken cancellation) =>
        _repetition.RunAsync(lease.JobId, () => inner.ReleaseRoleAsync(lease, cancellation), cancellation);

    /// <inheritdoc/>
    public Task BeginPublishingAsync(RoleLease lease, CancellationToken cancellation) =>
        _repetition.RunAsync(lease.JobId, () => inner.BeginPublishingAsync(lease, cancellation), cancellation);

    /// <inheritdoc/>
    public Task EndAsync(RoleLease lease, DistributedJobState state, string? reason, CancellationToken cancellation) =>
        _repetition.RunAsync(lease.JobId, () => inner.EndAsync(lease, state, reason, cancellation), cancellation);

    /// <inheritdoc/>
    public Task NoteFindingsAsync(RoleLease aggregator, JobFindings findings, CancellationToken cancellation) =>
        _repetition.RunAsync(aggregator.JobId, () => inner.NoteFindingsAsync(aggregator, findings, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<JobFindings?> FindFindingsAsync(string jobId, CancellationToken cancellation) => inner.FindFindingsAsync(jobId, cancellation);

    /// <inheritdoc/>
    public async Task BeatAsync(WorkerReport worker, TimeSpan duration, CancellationToken cancellation)
    {
        await inner.BeatAsync(worker, duration, cancellation);
        await inner.BeatAsync(worker, duration, cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<WorkerStatus>> ListWorkersAsync(CancellationToken cancellation) => inner.ListWorkersAsync(cancellation);
}
