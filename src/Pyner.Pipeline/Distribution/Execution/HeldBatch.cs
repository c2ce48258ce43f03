namespace Pyner.Pipeline.Distribution.Execution;

/// <summary>A batch that this worker has, and keeps by renewing its lease, until it is done with it or loses it.</summary>
internal sealed class HeldBatch : IAsyncDisposable
{
    private readonly LeaseKeeper _keeper;

    private HeldBatch(IBatchLedger batches, BatchLease lease, TimeSpan duration)
    {
        Lease = lease;
        _keeper = new LeaseKeeper(duration, cancellation => batches.RenewAsync(lease, duration, cancellation));
    }

    public BatchLease Lease { get; }

    /// <summary>Cancelled once someone else may have the batch: it is of no use to go on with it.</summary>
    public CancellationToken Lost => _keeper.Lost;

    /// <summary>Takes a batch. A call that is under way is waited for: one that was broken off may have taken it, and nobody would know.</summary>
    /// <returns>Null where there is nothing to do about it.</returns>
    public static async Task<HeldBatch?> TryTakeAsync(IBatchLedger batches, string jobId, long ordinal, string workerId, TimeSpan duration)
    {
        BatchLease? lease = await batches.TryLeaseAsync(jobId, ordinal, workerId, duration, CancellationToken.None).ConfigureAwait(false);
        return lease is null ? null : new HeldBatch(batches, lease, duration);
    }

    public ValueTask DisposeAsync() => _keeper.DisposeAsync();
}
