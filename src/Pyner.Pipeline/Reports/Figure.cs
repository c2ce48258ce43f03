using System.Globalization;

namespace Pyner.Pipeline.Reports;

/// <summary>Writes figures for people, the same in every locale.</summary>
public static class Figure
{
    private static readonly string[] s_units = ["B", "kB", "MB", "GB", "TB", "PB"];

    /// <summary>Such as <c>1,234,567</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Such as <c>12,345</c>, <c>12.3</c> or <c>0.25</c>.</summary>
    public static string Rate(double rate) =>
        rate.ToString(rate >= 99.95 || rate == 0 ? "N0" : rate >= 9.995 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

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
        return bytes.ToString(unit == 0 || bytes >= 99.95 ? "0" : bytes >= 9.995 ? "0.0" : "0.00", CultureInfo.InvariantCulture) + " " + s_units[unit];
    }

    /// <summary>Such as <c>0.42 s</c>, <c>12.3 s</c>, <c>3:07</c> or <c>1:02:45</c>.</summary>
    public static string Duration(double seconds) =>
        seconds < 59.95 ? seconds.ToString(seconds < 9.995 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + " s" : Clock(seconds);

    /// <summary>Such as <c>0:07</c> or <c>1:02:45</c>.</summary>
    public static string Clock(double seconds)
    {
        long whole = (long)Math.Round(seconds);
        return whole < 3600
            ? string.Create(CultureInfo.InvariantCulture, $"{whole / 60}:{whole % 60:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{whole / 3600}:{whole / 60 % 60:00}:{whole % 60:00}");
    }

    /// <summary>Such as <c>24.6 %</c>.</summary>
    public static string Percent(long part, long whole) =>
        whole == 0 ? "-" : ((double)part / whole * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>Such as <c>2026-01-01 12:00:00 UTC</c>.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
