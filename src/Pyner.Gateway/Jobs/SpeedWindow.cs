using Pyner.Pipeline.Batches;
using Pyner.Pipeline.Distribution;

namespace Pyner.Gateway.Jobs;

/// <summary>
/// A job's speed over the last while, from its statuses. Without enough of them (the gateway has just started) it is the average since the job's
/// start, and for a job at its end the average of the whole. Not safe for several threads.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class SpeedWindow(TimeProvider time)
{
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_spacing = TimeSpan.FromSeconds(1);

    // Below this a batch more or less makes all the difference.
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestRemaining = TimeSpan.FromDays(30);

    private readonly Queue<(long At, JobStatus Status)> _seen = [];
    private long _last;

    /// <summary>Takes a status, as it was just read.</summary>
    public void Add(JobStatus status)
    {
        long now = time.GetTimestamp();
        if (_seen.Count > 0 && time.GetElapsedTime(_last, now) < s_spacing)
            return;
        _seen.Enqueue((now, status));
        _last = now;
        // The oldest kept is the last one from before the window, so that what is measured spans all of it.
        while (_seen.Count > 2 && time.GetElapsedTime(_seen.ElementAt(1).At, now) >= s_window)
            _seen.Dequeue();
    }

    /// <summary>The speed, given the latest status.</summary>
    public JobSpeed Of(JobStatus status)
    {
        if (_seen.Count > 0 && !status.State.IsEnd())
        {
            (long at, JobStatus before) = _seen.Peek();
            TimeSpan passed = time.GetElapsedTime(at);
            if (passed >= s_shortest)
                return Between(before, status, passed);
        }
        return Average(status, time.GetUtcNow());
    }

    /// <summary>The average since a job's start, or to its end.</summary>
    public static JobSpeed Average(JobStatus status, DateTimeOffset now)
    {
        // The ledger's clock set the start: it may be a little ahead of this machine's.
        if (status.StartedAt is not { } started || (status.EndedAt ?? now) - started is var passed && passed < TimeSpan.FromMilliseconds(100))
            return JobSpeed.Unknown;
        return status.EndedAt is null && passed < s_shortest ? JobSpeed.Unknown : Between(null, status, passed);
    }

    private static JobSpeed Between(JobStatus? before, JobStatus after, TimeSpan passed)
    {
        var devices = after.Devices.ToDictionary(
            share => share.Device,
            share => SpeedOf(before?.Devices.FirstOrDefault(old => old.Device == share.Device)?.Figures ?? default, share.Figures, passed),
            StringComparer.Ordinal);
        return new JobSpeed(SpeedOf(before?.Parsed ?? default, after.Parsed, passed), devices, Remaining(before, after, passed));
    }

    private static Speed SpeedOf(BatchFigures before, BatchFigures after, TimeSpan passed) => new(
        (after.Submissions - before.Submissions) / passed.TotalSeconds, (after.Bytes - before.Bytes) / passed.TotalSeconds);

    private static TimeSpan? Remaining(JobStatus? before, JobStatus after, TimeSpan passed)
    {
        if (after.State != DistributedJobState.Running || JobShare.Of(after) is not double share)
            return null;
        double gained = share - (before is null ? 0 : JobShare.Of(before) ?? 0);
        if (gained <= 0)
            return null;
        double seconds = passed.TotalSeconds * (1 - share) / gained;
        return seconds < s_longestRemaining.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }
}
