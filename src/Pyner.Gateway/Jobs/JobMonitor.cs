using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Grpc.Core;
using Pyner.Gateway.Errors;
using Pyner.Pipeline.Distribution;

namespace Pyner.Gateway.Jobs;

/// <summary>
/// Looks into the ledger now and then, once for all watchers together, so that their number does not weigh on it. While it can't be reached, watchers keep
/// what they have and are told so.
/// </summary>
internal sealed partial class JobMonitor(IJobLedger ledger, GatewayOptions options, TimeProvider time, ILogger<JobMonitor> logger)
    : BackgroundService
{
    private static readonly TimeSpan s_idleInterval = TimeSpan.FromSeconds(2);

    // However much news there is.
    private static readonly TimeSpan s_leastInterval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, FollowedJob> _jobs = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _wanted = new(0);
    private int _watchers;
    private volatile IReadOnlyList<WorkerStatus> _workers = [];
    private volatile bool _unreachable;
    private bool _isHinted;

    /// <summary>Whether the last look failed.</summary>
    public bool LedgerUnreachable => _unreachable;

    /// <summary>Begins to watch a job. The caller disposes what it gets.</summary>
    /// <param name="status">The job, as it was just read.</param>
    /// <param name="workers">The workers that live, as they were just read.</param>
    /// <exception cref="RpcException">There are too many watchers.</exception>
    public JobSubscription Watch(JobStatus status, IReadOnlyList<WorkerStatus> workers)
    {
        lock (_lock)
        {
            if (_watchers == options.MaxWatchers)
            {
                throw RpcErrors.Exhausted(
                    "watchers",
                    $"There are {_watchers} watchers already, the most that this gateway takes. "
                    + "Ask with GetJob now and then, or watch again later.");
            }
            _watchers++;
            _workers = workers;
            FollowedJob job = Follow(status.Id);
            job.Watchers++;
            job.Take(status, isInTurn: false);
            if (_watchers == 1)
                _wanted.Release();
            return new JobSubscription(this, status.Id, job);
        }
    }

    /// <summary>Ends a watching.</summary>
    public void Leave(FollowedJob job)
    {
        lock (_lock)
        {
            _watchers--;
            job.Watchers--;
        }
    }

    /// <summary>Looks soon, if anybody watches the job: there is news of it.</summary>
    public void Hint(string jobId)
    {
        lock (_lock)
        {
            if (_isHinted || !_jobs.TryGetValue(jobId, out FollowedJob? job) || job.Watchers == 0)
                return;
            _isHinted = true;
        }
        _wanted.Release();
    }

    /// <summary>What is known of a job now, or null where it is gone from the ledger.</summary>
    public JobSnapshot? Current(string jobId, FollowedJob job)
    {
        lock (_lock)
            return _jobs.TryGetValue(jobId, out FollowedJob? now) && now == job ? job.Snapshot(_workers) : null;
    }

    /// <summary>A status that was just read, with the job's speed.</summary>
    public JobSnapshot Complete(JobStatus status, IReadOnlyList<WorkerStatus> workers)
    {
        lock (_lock)
        {
            DateTimeOffset now = time.GetUtcNow();
            JobSpeed speed = _jobs.TryGetValue(status.Id, out FollowedJob? job) ? job.SpeedOf(status) : SpeedWindow.Average(status, now);
            return new JobSnapshot(status, speed, status.State.IsEnd() ? [] : workers, now);
        }
    }

    /// <inheritdoc/>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever a look ends with, the next one may work, and watchers depend on it.")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
                SetReachable(null);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                SetReachable(e);
            }
            await WaitAsync(Stopwatch.GetTimestamp(), stoppingToken);
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        string[] ids = Wanted(await ledger.ListUnfinishedAsync(cancellation));
        if (ids.Length == 0)
            return;
        _workers = await ledger.ListWorkersAsync(cancellation);
        foreach (string id in ids)
        {
            JobStatus? status = await ledger.FindAsync(id, cancellation);
            FollowedJob? job;
            lock (_lock)
            {
                job = status is null ? Forget(id) : Follow(id);
            }
            if (status is null)
                job?.Wake();
            else
                job!.Take(status, isInTurn: true);
        }
    }

    /// <summary>The jobs to look at: unfinished ones, for their speed, and those that someone watches. The others are forgotten.</summary>
    private string[] Wanted(IReadOnlyList<string> unfinished)
    {
        lock (_lock)
        {
            string[] watched = [.. _jobs.Where(job => job.Value.Watchers > 0).Select(job => job.Key)];
            string[] wanted = [.. unfinished.Union(watched)];
            foreach (string id in _jobs.Keys.Except(wanted).ToArray())
                _jobs.Remove(id);
            return wanted;
        }
    }

    private FollowedJob Follow(string jobId)
    {
        if (!_jobs.TryGetValue(jobId, out FollowedJob? job))
            _jobs.Add(jobId, job = new FollowedJob(time));
        return job;
    }

    private FollowedJob? Forget(string jobId) => _jobs.Remove(jobId, out FollowedJob? job) ? job : null;

    private void SetReachable(Exception? failure)
    {
        bool unreachable = failure is not null;
        if (unreachable == _unreachable)
            return;
        if (failure is not null)
            LogUnreachable(failure.Message, failure is LedgerUnavailableException ? null : failure);
        else
            LogReachable();
        _unreachable = unreachable;
        FollowedJob[] jobs;
        lock (_lock)
            jobs = [.. _jobs.Values];
        foreach (FollowedJob job in jobs)
            job.Wake();
    }

    private async Task WaitAsync(long lookedAt, CancellationToken cancellation)
    {
        bool isWatched;
        lock (_lock)
            isWatched = _watchers > 0;
        try
        {
            // The first watcher does not wait for the idle interval to end.
            await _wanted.WaitAsync(isWatched ? options.PollInterval : s_idleInterval, cancellation);
            bool isHinted;
            lock (_lock)
                (isHinted, _isHinted) = (_isHinted, false);
            if (isHinted && s_leastInterval - Stopwatch.GetElapsedTime(lookedAt) is { Ticks: > 0 } rest)
                await Task.Delay(rest, cancellation);
        }
        catch (OperationCanceledException)
        {
            // The loop ends by itself.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The ledger can't be reached; watchers keep what they have: {Reason}")]
    private partial void LogUnreachable(string reason, Exception? failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "The ledger can be reached")]
    private partial void LogReachable();

    /// <inheritdoc/>
    public override void Dispose()
    {
        _wanted.Dispose();
        base.Dispose();
    }
}
