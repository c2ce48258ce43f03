namespace Pyner.Pipeline.Distribution.Execution;

/// <summary>A batch that this worker has, and keeps by renewing its lease, until it is done with it or loses it.</summary>
internal sealed class HeldBatch : IAsyncDisposable
{
    // A lease is renewed so often in its duration that two renewals may fail.
    private const int RenewalsPerLease = 3;

    private readonly IBatchLedger _batches;
    private readonly TimeSpan _duration;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _ends = new();
    private readonly Task _keeping;

    private HeldBatch(IBatchLedger batches, BatchLease lease, TimeSpan duration)
    {
        _batches = batches;
        _duration = duration;
        Lease = lease;
        Lost = _lost.Token;
        _keeping = KeepAsync();
    }

    public BatchLease Lease { get; }

    /// <summary>Cancelled once someone else may have the batch: it is of no use to go on with it.</summary>
    public CancellationToken Lost { get; }

    /// <summary>Takes a batch. A call that is under way is waited for: one that was broken off may have taken it, and nobody would know.</summary>
    /// <returns>Null where there is nothing to do about it.</returns>
    public static async Task<HeldBatch?> TryTakeAsync(IBatchLedger batches, string jobId, long ordinal, string workerId, TimeSpan duration)
    {
        BatchLease? lease = await batches.TryLeaseAsync(jobId, ordinal, workerId, duration, CancellationToken.None).ConfigureAwait(false);
        return lease is null ? null : new HeldBatch(batches, lease, duration);
    }

    public async ValueTask DisposeAsync()
    {
        await _ends.CancelAsync().ConfigureAwait(false);
        await _keeping.ConfigureAwait(false);
        _ends.Dispose();
        _lost.Dispose();
    }

    private async Task KeepAsync()
    {
        using var timer = new PeriodicTimer(_duration / RenewalsPerLease);
        try
        {
            while (await timer.WaitForNextTickAsync(_ends.Token).ConfigureAwait(false))
            {
                if (!await TryRenewAsync().ConfigureAwait(false))
                {
                    await _lost.CancelAsync().ConfigureAwait(false);
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Done with it.
        }
    }

    private async Task<bool> TryRenewAsync()
    {
        try
        {
            return await _batches.RenewAsync(Lease, _duration, _ends.Token).ConfigureAwait(false);
        }
        catch (LedgerUnavailableException)
        {
            // Not known to be lost. Where it is, the ledger will refuse what was made of it.
            return true;
        }
    }
}
