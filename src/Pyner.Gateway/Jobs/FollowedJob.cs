using Pyner.Pipeline.Distribution;

namespace Pyner.Gateway.Jobs;

/// <summary>
/// A job that the gateway looks at again and again: its latest status, and a signal for those who wait for the next. Safe for several
/// threads.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class FollowedJob(TimeProvider time)
{
    private readonly Lock _lock = new();
    private SpeedWindow _window = new(time);
    private TaskCompletionSource _changed = NewSignal();
    private JobStatus? _latest;
    private bool _wentBack;
    private DateTimeOffset _readAt;

    /// <summary>How many watch it; the monitor's to change.</summary>
    public int Watchers { get; set; }

    /// <summary>
    /// Completes at the next news: a later status, the ledger's disappearance or return. To be taken before what it announces is looked
    /// at.
    /// </summary>
    public Task Changed
    {
        get
        {
            lock (_lock)
                return _changed.Task;
        }
    }

    /// <summary>
    /// Takes what was just read. A status that is older than the latest one changes nothing, unless the next one is older too: then the ledger came back as
    /// it was before.
    /// </summary>
    /// <param name="status">The status.</param>
    /// <param name="isInTurn">Whether it was read after those before it, and not beside them.</param>
    public void Take(JobStatus status, bool isInTurn)
    {
        lock (_lock)
        {
            bool wentBack = status.Revision < _latest?.Revision;
            if (wentBack && !(isInTurn && _wentBack))
            {
                _wentBack |= isInTurn;
                return;
            }
            _wentBack = false;
            if (wentBack)
                _window = new SpeedWindow(time);
            bool isNews = status.Revision != _latest?.Revision;
            _latest = status;
            _readAt = time.GetUtcNow();
            _window.Add(status);
            if (isNews)
                Signal();
        }
    }

    /// <summary>Wakes those who wait.</summary>
    public void Wake()
    {
        lock (_lock)
            Signal();
    }

    /// <summary>What is known now, or null before the first status.</summary>
    /// <param name="workers">The workers that live.</param>
    public JobSnapshot? Snapshot(IReadOnlyList<WorkerStatus> workers)
    {
        lock (_lock)
            return _latest is { } latest ? new JobSnapshot(latest, _window.Of(latest), latest.State.IsEnd() ? [] : workers, _readAt) : null;
    }

    /// <summary>The speed of a job whose status was just read.</summary>
    public JobSpeed SpeedOf(JobStatus status)
    {
        lock (_lock)
            return _window.Of(status);
    }

    private void Signal()
    {
        TaskCompletionSource announced = _changed;
        _changed = NewSignal();
        announced.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
