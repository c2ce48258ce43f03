using System.Diagnostics;

namespace Pyner.Pipeline.Outputs;

/// <summary>
/// The course of a job in a few hundred points, however long it takes: whenever they become too many, every second one is dropped and the interval
/// between them doubled. Noting costs next to nothing, so that it can be done after every batch.
/// </summary>
internal sealed class ThroughputLog
{
    /// <summary>Most points that are kept.</summary>
    public const int Most = 240;

    private const double FirstInterval = 0.02;

    private readonly IReadOnlyList<ThroughputPoint> _earlier;
    private readonly List<ThroughputPoint> _points = [];
    private readonly Func<TimeSpan> _elapsed;
    private readonly double _offset;
    private readonly int _execution;
    private double _interval = FirstInterval;
    private ThroughputPoint _last;

    /// <summary>Begins the series of an execution.</summary>
    /// <param name="earlier">The points of the executions before.</param>
    /// <param name="offset">Time from the job's beginning to this execution's.</param>
    /// <param name="submissions">Submissions that it starts from.</param>
    /// <param name="bytes">Bytes that it starts from.</param>
    public ThroughputLog(IReadOnlyList<ThroughputPoint> earlier, TimeSpan offset, long submissions, long bytes)
        : this(earlier, offset, submissions, bytes, Clock())
    {
    }

    internal ThroughputLog(IReadOnlyList<ThroughputPoint> earlier, TimeSpan offset, long submissions, long bytes, Func<TimeSpan> elapsed)
    {
        _earlier = earlier;
        _elapsed = elapsed;
        // A clock that was set back must not let the second execution begin before the first one ended.
        _offset = Math.Max(Math.Max(0, offset.TotalSeconds), earlier.Count == 0 ? 0 : earlier[^1].Seconds);
        _execution = earlier.Count == 0 ? 1 : earlier[^1].Execution + 1;
        _last = new ThroughputPoint(_execution, _offset, submissions, bytes);
        _points.Add(_last);
    }

    /// <summary>All points, of earlier executions too: at most <see cref="Most"/>, and the first and last of this execution among them.</summary>
    public IReadOnlyList<ThroughputPoint> Points
    {
        get
        {
            List<ThroughputPoint> all = [.. _earlier, .. _points];
            if (_points[^1] != _last)
                all.Add(_last);
            return Thinned(all);
        }
    }

    /// <summary>Notes how far the job is now.</summary>
    public void Note(long submissions, long bytes)
    {
        _last = new ThroughputPoint(_execution, _offset + _elapsed().TotalSeconds, submissions, bytes);
        if (_last.Seconds - _points[^1].Seconds < _interval)
            return;
        _points.Add(_last);
        if (_points.Count < Most)
            return;
        int kept = 0;
        for (int i = 0; i < _points.Count; i += 2)
            _points[kept++] = _points[i];
        _points.RemoveRange(kept, _points.Count - kept);
        _interval *= 2;
    }

    private static Func<TimeSpan> Clock()
    {
        long began = Stopwatch.GetTimestamp();
        return () => Stopwatch.GetElapsedTime(began);
    }

    /// <summary>Drops every second point, but for the ends of executions, until they are few; then whole executions, the oldest first.</summary>
    private static List<ThroughputPoint> Thinned(List<ThroughputPoint> points)
    {
        while (points.Count > Most)
        {
            List<ThroughputPoint> fewer = [];
            for (int i = 0; i < points.Count; i++)
            {
                bool isEnd = i == 0 || i == points.Count - 1
                    || points[i - 1].Execution != points[i].Execution || points[i + 1].Execution != points[i].Execution;
                if (isEnd || i % 2 == 0)
                    fewer.Add(points[i]);
            }
            if (fewer.Count == points.Count)
                fewer.RemoveRange(0, fewer.Count - Most);
            points = fewer;
        }
        return points;
    }
}
