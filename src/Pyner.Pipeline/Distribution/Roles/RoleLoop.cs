namespace Pyner.Pipeline.Distribution.Roles;

/// <summary>
/// Takes a role on every unfinished job that nobody else has it on, and does the role's work there. It looks into the ledger now and then and when a
/// message wakes it, so that no job depends on a message. Older jobs come first: where it has as many as it may and nobody is at an older one, it leaves the
/// youngest for that. Otherwise processes of different roles, each at other jobs, could wait for each other for ever.
/// </summary>
/// <param name="jobs">The jobs.</param>
/// <param name="options">How it looks for them.</param>
/// <param name="work">
/// The work on one job. It returns when it is done, or its token is cancelled: the process ends, the role was lost, or an older job needs it.
/// </param>
/// <param name="observer">Hears of it.</param>
public sealed class RoleLoop(IJobLedger jobs, RoleLoopOptions options, Func<HeldRole, CancellationToken, Task> work, IRoleObserver observer)
    : IDisposable
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);

    private readonly Hint _wake = new();
    private readonly Dictionary<string, Running> _running = new(StringComparer.Ordinal);
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
        await Task.WhenAll(_running.Values.Select(running => running.Work)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _wake.Dispose();

    private async Task LookAsync(CancellationToken stop)
    {
        foreach ((string jobId, Running done) in _running.Where(pair => pair.Value.Work.IsCompleted).ToList())
        {
            await done.Work.ConfigureAwait(false);
            done.GiveUp.Dispose();
            _running.Remove(jobId);
        }
        try
        {
            IReadOnlyList<string> unfinished = await jobs.ListUnfinishedAsync(stop).ConfigureAwait(false);
            ForgiveAllBut(unfinished);
            for (int i = 0; i < unfinished.Count; i++)
            {
                stop.ThrowIfCancellationRequested();
                string jobId = unfinished[i];
                if (_running.ContainsKey(jobId) || IsPaused(jobId))
                    continue;
                Running? youngest = null;
                if (_running.Count >= options.MaxJobs)
                {
                    youngest = Youngest(unfinished.Skip(i + 1));
                    if (youngest is null)
                        return;
                    // One that fails here each time does not keep another from going on.
                    if (HasFailedLately(jobId))
                        continue;
                }
                HeldRole? role = await HeldRole.TryTakeAsync(jobs, jobId, options.Role, options.Owner, options.LeaseDuration).ConfigureAwait(false);
                if (role is null)
                    continue;
                if (youngest is not null)
                {
                    // Not both at once: each may take all the memory that there is. The end of that one wakes this loop.
                    await role.DisposeAsync().ConfigureAwait(false);
                    await youngest.GiveUp.CancelAsync().ConfigureAwait(false);
                    return;
                }
                var giveUp = CancellationTokenSource.CreateLinkedTokenSource(stop);
                _running.Add(jobId, new Running(Task.Run(() => WorkAsync(role, giveUp.Token, stop), CancellationToken.None), giveUp));
            }
        }
        catch (LedgerUnavailableException e)
        {
            observer.Unavailable(e);
        }
    }

    /// <summary>The last of some jobs that is in hand, unless one is being left already.</summary>
    private Running? Youngest(IEnumerable<string> jobIds) =>
        jobIds.LastOrDefault(_running.ContainsKey) is string jobId && !_running.Values.Any(running => running.GiveUp.IsCancellationRequested)
            ? _running[jobId]
            : null;

    private bool HasFailedLately(string jobId)
    {
        lock (_pauses)
            return _pauses.TryGetValue(jobId, out (DateTime Until, TimeSpan Pause) pause) && pause.Until + options.LongestPause > DateTime.UtcNow;
    }

    private bool IsPaused(string jobId)
    {
        lock (_pauses)
            return _pauses.TryGetValue(jobId, out (DateTime Until, TimeSpan Pause) pause) && pause.Until > DateTime.UtcNow;
    }

    private async Task WorkAsync(HeldRole role, CancellationToken giveUp, CancellationToken stop)
    {
        RoleLease lease = role.Lease;
        observer.Taken(lease);
        await using (role.ConfigureAwait(false))
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(giveUp, role.Lost);
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
                else if (giveUp.IsCancellationRequested)
                    observer.LeftForOlder(lease);
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

    private sealed record Running(Task Work, CancellationTokenSource GiveUp);
}
