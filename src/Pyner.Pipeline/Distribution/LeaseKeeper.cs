namespace Pyner.Pipeline.Distribution;

/// <summary>Keeps a lease by renewing it, until it is disposed or the lease is lost.</summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    // A lease is renewed so often in its duration that two renewals may fail.
    private const int RenewalsPerLease = 3;

    private readonly TimeSpan _duration;
    private readonly Func<CancellationToken, Task<bool>> _renewAsync;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _ends = new();
    private readonly Task _keeping;

    /// <summary>Begins to renew a lease.</summary>
    /// <param name="duration">How long the lease lasts.</param>
    /// <param name="renewAsync">Renews it for that long; false where someone else may have what it is of.</param>
    public LeaseKeeper(TimeSpan duration, Func<CancellationToken, Task<bool>> renewAsync)
    {
        _duration = duration;
        _renewAsync = renewAsync;
        Lost = _lost.Token;
        _keeping = KeepAsync();
    }

    /// <summary>Cancelled once someone else may have what the lease is of.</summary>
    public CancellationToken Lost { get; }

    /// <summary>Renews the lease now.</summary>
    /// <returns>False where it is lost.</returns>
    public async Task<bool> ConfirmAsync(CancellationToken cancellation)
    {
        if (!_lost.IsCancellationRequested && await _renewAsync(cancellation).ConfigureAwait(false))
            return true;
        await _lost.CancelAsync().ConfigureAwait(false);
        return false;
    }

    /// <summary>Ends the renewing: none is under way any more.</summary>
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
            return await _renewAsync(_ends.Token).ConfigureAwait(false);
        }
        catch (LedgerUnavailableException)
        {
            // Not known to be lost. Where it is, the ledger will refuse what comes with it.
            return true;
        }
    }
}
