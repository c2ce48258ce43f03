namespace Pyner.Pipeline.Distribution.Roles;

/// <summary>A role that this process has, and keeps by renewing its lease, until it gives it up or loses it.</summary>
public sealed class HeldRole : IAsyncDisposable
{
    private static readonly TimeSpan s_releaseTime = TimeSpan.FromSeconds(2);

    private readonly IJobLedger _jobs;
    private readonly LeaseKeeper _keeper;

    private HeldRole(IJobLedger jobs, RoleLease lease, TimeSpan duration)
    {
        _jobs = jobs;
        Lease = lease;
        _keeper = new LeaseKeeper(duration, cancellation => jobs.RenewRoleAsync(lease, duration, cancellation));
    }

    /// <summary>The lease, for every call that changes something.</summary>
    public RoleLease Lease { get; }

    /// <summary>Cancelled once someone else may have the role: whoever works under it stops, and drops what it has in memory.</summary>
    public CancellationToken Lost => _keeper.Lost;

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
        if (!await _keeper.ConfirmAsync(cancellation).ConfigureAwait(false))
            throw new LeaseLostException($"the {Lease.Role} role of job {Lease.JobId} is someone else's");
    }

    /// <summary>Gives the role up, where it is still held, so that someone else can take it at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await _keeper.DisposeAsync().ConfigureAwait(false);
        if (!Lost.IsCancellationRequested)
            await ReleaseAsync().ConfigureAwait(false);
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
}
