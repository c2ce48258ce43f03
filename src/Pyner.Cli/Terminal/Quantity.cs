using System.Globalization;

namespace Pyner.Cli.Terminal;

/// <summary>Writes quantities for people, the same in every locale.</summary>
internal static class Quantity
{
    private static readonly string[] s_units = ["B", "kB", "MB", "GB", "TB", "PB"];

    /// <summary>Such as <c>1,234,567</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Such as <c>1 submission</c> or <c>12 submissions</c>.</summary>
    public static string Count(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>Such as <c>4.52 GB</c>: powers of 1000, three digits.</summary>
    public static string Bytes(double bytes)
    {
        int unit = 0;
        // 999.5 would be shown as 1000.
        while (bytes >= 999.5 && unit < s_units.Length - 1)
        {
            bytes /= 1000;
            unit++;
        }
        return $"{ThreeDigits(bytes, unit == 0)} {s_units[unit]}";
    }

    /// <summary>Such as <c>0.42 s</c>, <c>12.3 s</c>, <c>3:07</c> or <c>1:02:45</c>.</summary>
    public static string Duration(TimeSpan time) => time.TotalSeconds < 59.95
        ? time.TotalSeconds.ToString(time.TotalSeconds < 9.995 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + " s"
        : Clock(time);

    /// <summary>Such as <c>0:07</c> or <c>1:02:45</c>.</summary>
    public static string Clock(TimeSpan time)
    {
        long seconds = (long)Math.Round(time.TotalSeconds);
        return seconds < 3600
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}:{seconds % 60:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}");
    }

    /// <summary>Such as <c>40,650/s</c>; a dash where no time passed.</summary>
    public static string Rate(long count, TimeSpan time) =>
        time > TimeSpan.Zero ? $"{Count((long)Math.Round(count / time.TotalSeconds))}/s" : "-";

    /// <summary>Such as <c>3.61 GB/s</c>; a dash where no time passed.</summary>
    public static string ByteRate(long bytes, TimeSpan time) => time > TimeSpan.Zero ? $"{Bytes(bytes / time.TotalSeconds)}/s" : "-";

    /// <summary>Such as <c>24.6 %</c>.</summary>
    public static string Percent(double fraction) => (fraction * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static string ThreeDigits(double value, bool whole) =>
        value.ToString(whole || value >= 99.95 ? "0" : value >= 9.995 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
