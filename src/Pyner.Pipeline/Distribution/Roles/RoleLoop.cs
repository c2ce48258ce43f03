namespace Pyner.Pipeline.Distribution.Roles;

/// <summary>
/// Takes a role on every unfinished job that nobody else has it on, and does the role's work there. It looks into the ledger now and then and when a
/// message wakes it, so that no job depends on a message.
/// </summary>
/// <param name="jobs">The jobs.</param>
/// <param name="options">How it looks for them.</param>
/// <param name="work">The work on one job. It returns when it is done, or its token is cancelled: the process ends, or the role was lost.</param>
/// <param name="observer">Hears of it.</param>
public sealed class RoleLoop(IJobLedger jobs, RoleLoopOptions options, Func<HeldRole, CancellationToken, Task> work, IRoleObserver observer)
    : IDisposable
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);

    private readonly Hint _wake = new();
    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (DateTime Until, TimeSpan Pause)> _pauses = new(StringComparer.Ordinal);

    /// <summary>Makes it look at once: there may be a new job.</summary>
    public void Wake() => _wake.Give();

    /// <summary>Runs until it is to end; all roles are given up then.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await LookAsync(stop).ConfigureAwait(false);
                await _wake.WaitAsync(options.PollInterval, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The end.
        }
        await Task.WhenAll(_running.Values).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _wake.Dispose();

    private async Task LookAsync(CancellationToken stop)
    {
        foreach ((string jobId, Task done) in _running.Where(pair => pair.Value.IsCompleted).ToList())
        {
            await done.ConfigureAwait(false);
            _running.Remove(jobId);
        }
        try
        {
            IReadOnlyList<string> unfinished = await jobs.ListUnfinishedAsync(stop).ConfigureAwait(false);
            ForgiveAllBut(unfinished);
            foreach (string jobId in unfinished)
            {
                stop.ThrowIfCancellationRequested();
                if (_running.Count >= options.MaxJobs)
                    return;
                if (_running.ContainsKey(jobId) || IsPaused(jobId))
                    continue;
                HeldRole? role = await HeldRole.TryTakeAsync(jobs, jobId, options.Role, options.Owner, options.LeaseDuration).ConfigureAwait(false);
                if (role is not null)
                    _running.Add(jobId, Task.Run(() => WorkAsync(role, stop), CancellationToken.None));
            }
        }
        catch (LedgerUnavailableException e)
        {
            observer.Unavailable(e);
        }
    }

    private bool IsPaused(string jobId)
    {
        lock (_pauses)
            return _pauses.TryGetValue(jobId, out (DateTime Until, TimeSpan Pause) pause) && pause.Until > DateTime.UtcNow;
    }

    private async Task WorkAsync(HeldRole role, CancellationToken stop)
    {
        RoleLease lease = role.Lease;
        observer.Taken(lease);
        await using (role.ConfigureAwait(false))
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, role.Lost);
            try
            {
                await work(role, end.Token).ConfigureAwait(false);
                observer.Left(lease);
                Forgive(lease.JobId);
            }
            catch (LeaseLostException)
            {
                observer.Lost(lease);
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                if (stop.IsCancellationRequested)
                    observer.Left(lease);
                else
                    observer.Lost(lease);
            }
            catch (Exception e)
            {
                observer.Failed(lease, e, Pause(lease.JobId));
            }
        }
        // There may be another job for the place that is free now.
        Wake();
    }

    private void Forgive(string jobId)
    {
        lock (_pauses)
            _pauses.Remove(jobId);
    }

    private void ForgiveAllBut(IReadOnlyList<string> jobIds)
    {
        lock (_pauses)
        {
            foreach (string jobId in _pauses.Keys.Except(jobIds).ToList())
                _pauses.Remove(jobId);
        }
    }

    private TimeSpan Pause(string jobId)
    {
        lock (_pauses)
        {
            TimeSpan pause = _pauses.TryGetValue(jobId, out (DateTime Until, TimeSpan Pause) before) ? before.Pause * 2 : s_firstPause;
            if (pause > options.LongestPause)
                pause = options.LongestPause;
            _pauses[jobId] = (DateTime.UtcNow + pause, pause);
            return pause;
        }
    }
}
