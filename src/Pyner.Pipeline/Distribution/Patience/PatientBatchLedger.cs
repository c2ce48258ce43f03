using Pyner.Pipeline.Ledgers;

namespace Pyner.Pipeline.Distribution.Patience;

/// <summary>The batches of a ledger that may be away for a while: every call waits until it is back.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="patience">How it waits.</param>
public sealed class PatientBatchLedger(IBatchLedger ledger, LedgerPatience patience) : IBatchLedger
{
    /// <inheritdoc/>
    public Task<long> BeginPlanAsync(RoleLease scanner, JobIdentity identity, CancellationToken cancellation) =>
        patience.PersistAsync(() => ledger.BeginPlanAsync(scanner, identity, cancellation), cancellation);

    /// <inheritdoc/>
    public Task PlanAsync(RoleLease scanner, PlannedBatch batch, CancellationToken cancellation) =>
        patience.PersistAsync(() => ledger.PlanAsync(scanner, batch, cancellation), cancellation);

    /// <inheritdoc/>
    public Task NoteSourceAsync(RoleLease scanner, long? submissionsTotal, long sourceBytes, long? sourceBytesTotal, CancellationToken cancellation) =>
        patience.PersistAsync(() => ledger.NoteSourceAsync(scanner, submissionsTotal, sourceBytes, sourceBytesTotal, cancellation), cancellation);

    /// <inheritdoc/>
    public Task EndPlanAsync(RoleLease scanner, long planned, CancellationToken cancellation) =>
        patience.PersistAsync(() => ledger.EndPlanAsync(scanner, planned, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<Backlog> BacklogAsync(string jobId, CancellationToken cancellation) =>
        patience.PersistAsync(() => ledger.BacklogAsync(jobId, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BatchPosition>> TakeOverdueAsync(RoleLease scanner, TimeSpan age, int count, CancellationToken cancellation) =>
        patience.PersistAsync(() => ledger.TakeOverdueAsync(scanner, age, count, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<BatchLease?> TryLeaseAsync(string jobId, long ordinal, string workerId, TimeSpan duration, CancellationToken cancellation) =>
        patience.PersistAsync(() => ledger.TryLeaseAsync(jobId, ordinal, workerId, duration, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<bool> RenewAsync(BatchLease lease, TimeSpan duration, CancellationToken cancellation) =>
        patience.PersistAsync(() => ledger.RenewAsync(lease, duration, cancellation), cancellation);

    /// <inheritdoc/>
    public Task ReturnAsync(BatchLease lease, CancellationToken cancellation) =>
        patience.PersistAsync(() => ledger.ReturnAsync(lease, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<bool> CompleteAsync(BatchLease lease, ParsedBatch parsed, CancellationToken cancellation) =>
        patience.PersistAsync(() => ledger.CompleteAsync(lease, parsed, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<bool> LeaveToOthersAsync(BatchLease lease, CancellationToken cancellation) =>
        patience.PersistAsync(() => ledger.LeaveToOthersAsync(lease, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<BatchRefusal> RefuseAsync(BatchLease lease, string reason, TimeSpan tryFor, CancellationToken cancellation) =>
        patience.PersistAsync(() => ledger.RefuseAsync(lease, reason, tryFor, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<FinishedBatch>> ReadFinishedAsync(string jobId, long firstOrdinal, int count, CancellationToken cancellation) =>
        patience.PersistAsync(() => ledger.ReadFinishedAsync(jobId, firstOrdinal, count, cancellation), cancellation);

    /// <inheritdoc/>
    public ILedger OpenCheckpoints(RoleLease aggregator) => new PatientCheckpoints(patience.Persist(() => ledger.OpenCheckpoints(aggregator)), patience);
}
