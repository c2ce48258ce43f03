using System.Globalization;
using StackExchange.Redis;

namespace Pyner.Ledger;

/// <summary>Times and durations as the scripts have them: microseconds.</summary>
internal static class LedgerTime
{
    public static RedisValue Microseconds(TimeSpan duration) => duration.Ticks / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset Read(string microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(long.Parse(microseconds, CultureInfo.InvariantCulture) * TimeSpan.TicksPerMicrosecond);

    public static TimeSpan Span(string microseconds) => new(long.Parse(microseconds, CultureInfo.InvariantCulture) * TimeSpan.TicksPerMicrosecond);
}
