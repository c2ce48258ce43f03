using System.Diagnostics;

namespace Pyner.Pipeline.Distribution.Aggregation;

/// <summary>How long an aggregator goes on trying where outputs can't be written: what it has merged is too much to lose to a disk that is full for a minute.</summary>
/// <param name="options">How long, and how often.</param>
internal sealed class OutputPatience(AggregationOptions options)
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);

    private long _since;
    private TimeSpan _pause;

    /// <summary>Whether to try again.</summary>
    public bool IsLeft => _since == 0 ? options.PublishPatience > TimeSpan.Zero : Stopwatch.GetElapsedTime(_since) < options.PublishPatience;

    /// <summary>Something could not be written.</summary>
    /// <returns>How long to wait until the next try; longer each time.</returns>
    public TimeSpan NextPause()
    {
        if (_since == 0)
            (_since, _pause) = (Stopwatch.GetTimestamp(), s_firstPause);
        else
            _pause *= 2;
        if (_pause > options.LongestPublishPause)
            _pause = options.LongestPublishPause;
        return _pause;
    }

    /// <summary>The outputs can be written again.</summary>
    public void Renew() => _since = 0;
}
