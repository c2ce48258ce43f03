using System.Globalization;

namespace Pyner.Query.Values;

/// <summary>Writes dates and times as DuckDB does.</summary>
internal static class Moments
{
    private const long MicrosecondsPerDay = 86_400_000_000;

    private static readonly DateOnly s_epoch = new(1970, 1, 1);

    /// <summary>A date, in days since 1970.</summary>
    public static string Date(int days) => days switch
    {
        int.MaxValue => "infinity",
        -int.MaxValue => "-infinity",
        _ when days < DateOnly.MinValue.DayNumber - s_epoch.DayNumber || days > DateOnly.MaxValue.DayNumber - s_epoch.DayNumber =>
            throw new QueryException("A date before the year 1 or after 9999 can't be written. Cast it to VARCHAR."),
        _ => s_epoch.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    /// <summary>A time of day, in microseconds.</summary>
    public static string Time(long microseconds)
    {
        long seconds = microseconds / 1_000_000;
        string whole = string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
        long fraction = microseconds % 1_000_000;
        return fraction == 0 ? whole : whole + "." + fraction.ToString("000000", CultureInfo.InvariantCulture).TrimEnd('0');
    }

    /// <summary>A moment, in microseconds since 1970.</summary>
    public static string Timestamp(long microseconds)
    {
        if (microseconds is long.MaxValue or -long.MaxValue)
            return microseconds > 0 ? "infinity" : "-infinity";
        long day = Math.DivRem(microseconds, MicrosecondsPerDay, out long time);
        if (time < 0)
            (day, time) = (day - 1, time + MicrosecondsPerDay);
        return $"{Date((int)day)} {Time(time)}";
    }
}
