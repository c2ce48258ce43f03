using Pyner.Pipeline.Distribution.Findings;

namespace Pyner.Pipeline.Distribution.Patience;

/// <summary>The jobs of a ledger that may be away for a while: every call waits until it is back.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="patience">How it waits.</param>
public sealed class PatientJobLedger(IJobLedger ledger, LedgerPatience patience) : IJobLedger
{
    /// <inheritdoc/>
    public Task CreateAsync(string jobId, JobRequest request, int unfinishedLimit, CancellationToken cancellation) =>
        patience.PersistAsync(() => ledger.CreateAsync(jobId, request, unfinishedLimit, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<JobStatus?> FindAsync(string jobId, CancellationToken cancellation) =>
        patience.PersistAsync(() => ledger.FindAsync(jobId, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListAsync(string? afterJobId, int count, CancellationToken cancellation) =>
        patience.PersistAsync(() => ledger.ListAsync(afterJobId, count, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListUnfinishedAsync(CancellationToken cancellation) =>
        patience.PersistAsync(() => ledger.ListUnfinishedAsync(cancellation), cancellation);

    /// <inheritdoc/>
    public Task<bool> RequestCancelAsync(string jobId, string reason, CancellationToken cancellation) =>
        patience.PersistAsync(() => ledger.RequestCancelAsync(jobId, reason, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<RoleLease?> TryTakeRoleAsync(string jobId, JobRole role, string owner, TimeSpan duration, CancellationToken cancellation) =>
        patience.PersistAsync(() => ledger.TryTakeRoleAsync(jobId, role, owner, duration, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<bool> RenewRoleAsync(RoleLease lease, TimeSpan duration, CancellationToken cancellation) =>
        patience.PersistAsync(() => ledger.RenewRoleAsync(lease, duration, cancellation), cancellation);

    /// <inheritdoc/>
    public Task ReleaseRoleAsync(RoleLease lease, CancellationToken cancellation) =>
        patience.PersistAsync(() => ledger.ReleaseRoleAsync(lease, cancellation), cancellation);

    /// <inheritdoc/>
    public Task BeginPublishingAsync(RoleLease lease, CancellationToken cancellation) =>
        patience.PersistAsync(() => ledger.BeginPublishingAsync(lease, cancellation), cancellation);

    /// <inheritdoc/>
    public Task EndAsync(RoleLease lease, DistributedJobState state, string? reason, CancellationToken cancellation) =>
        patience.PersistAsync(() => ledger.EndAsync(lease, state, reason, cancellation), cancellation);

    /// <inheritdoc/>
    public Task NoteFindingsAsync(RoleLease aggregator, JobFindings findings, CancellationToken cancellation) =>
        patience.PersistAsync(() => ledger.NoteFindingsAsync(aggregator, findings, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<JobFindings?> FindFindingsAsync(string jobId, CancellationToken cancellation) =>
        patience.PersistAsync(() => ledger.FindFindingsAsync(jobId, cancellation), cancellation);

    /// <inheritdoc/>
    public Task BeatAsync(WorkerReport worker, TimeSpan duration, CancellationToken cancellation) =>
        patience.PersistAsync(() => ledger.BeatAsync(worker, duration, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<WorkerStatus>> ListWorkersAsync(CancellationToken cancellation) =>
        patience.PersistAsync(() => ledger.ListWorkersAsync(cancellation), cancellation);
}
