namespace Pyner.Pipeline.Distribution.Roles;

/// <summary>A role that this process has, and keeps by renewing its lease, until it gives it up or loses it.</summary>
public sealed class HeldRole : IAsyncDisposable
{
    // A lease is renewed so often in its duration that two renewals may fail.
    private const int RenewalsPerLease = 3;

    private static readonly TimeSpan s_releaseTime = TimeSpan.FromSeconds(2);

    private readonly IJobLedger _jobs;
    private readonly TimeSpan _duration;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _ends = new();
    private readonly Task _keeping;

    private HeldRole(IJobLedger jobs, RoleLease lease, TimeSpan duration)
    {
        _jobs = jobs;
        _duration = duration;
        Lease = lease;
        Lost = _lost.Token;
        _keeping = KeepAsync();
    }

    /// <summary>The lease, for every call that changes something.</summary>
    public RoleLease Lease { get; }

    /// <summary>Cancelled once someone else may have the role: whoever works under it stops, and drops what it has in memory.</summary>
    public CancellationToken Lost { get; }

    /// <summary>Takes a role. A call that is under way is waited for: one that was broken off may have taken it, and nobody would know.</summary>
    /// <returns>Null where someone else has it, or the job is at its end.</returns>
    public static async Task<HeldRole?> TryTakeAsync(IJobLedger jobs, string jobId, JobRole role, string owner, TimeSpan duration)
    {
        RoleLease? lease = await jobs.TryTakeRoleAsync(jobId, role, owner, duration, CancellationToken.None).ConfigureAwait(false);
        return lease is null ? null : new HeldRole(jobs, lease, duration);
    }

    /// <summary>Makes sure, right before something that the ledger can't refuse, that the role is still this process's.</summary>
    /// <exception cref="LeaseLostException">It is not.</exception>
    public async Task ConfirmAsync(CancellationToken cancellation)
    {
        if (_lost.IsCancellationRequested || !await _jobs.RenewRoleAsync(Lease, _duration, cancellation).ConfigureAwait(false))
        {
            await _lost.CancelAsync().ConfigureAwait(false);
            throw new LeaseLostException($"the {Lease.Role} role of job {Lease.JobId} is someone else's");
        }
    }

    /// <summary>Gives the role up, where it is still held, so that someone else can take it at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ends.CancelAsync().ConfigureAwait(false);
        await _keeping.ConfigureAwait(false);
        if (!_lost.IsCancellationRequested)
            await ReleaseAsync().ConfigureAwait(false);
        _ends.Dispose();
        _lost.Dispose();
    }

    private async Task ReleaseAsync()
    {
        using var timeout = new CancellationTokenSource(s_releaseTime);
        try
        {
            await _jobs.ReleaseRoleAsync(Lease, timeout.Token).WaitAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is LedgerUnavailableException or OperationCanceledException)
        {
            // It expires by itself.
        }
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
            // Given up.
        }
    }

    private async Task<bool> TryRenewAsync()
    {
        try
        {
            return await _jobs.RenewRoleAsync(Lease, _duration, _ends.Token).ConfigureAwait(false);
        }
        catch (LedgerUnavailableException)
        {
            // Not known to be lost. Where it is, the ledger will refuse what comes with it.
            return true;
        }
    }
}
