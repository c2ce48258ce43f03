using System.Globalization;
using Pyner.Pipeline.Reports;

namespace Pyner.Cli.Terminal;

/// <summary>Writes quantities for people, the same in every locale.</summary>
internal static class Quantity
{
    /// <summary>Such as <c>1,234,567</c>.</summary>
    public static string Count(long count) => Figure.Count(count);

    /// <summary>Such as <c>1 submission</c> or <c>12 submissions</c>.</summary>
    public static string Count(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>Such as <c>4.52 GB</c>: powers of 1000, three digits.</summary>
    public static string Bytes(double bytes) => Figure.Bytes(bytes);

    /// <summary>Such as <c>0.42 s</c>, <c>12.3 s</c>, <c>3:07</c> or <c>1:02:45</c>.</summary>
    public static string Duration(TimeSpan time) => Figure.Duration(time.TotalSeconds);

    /// <summary>Such as <c>0:07</c> or <c>1:02:45</c>.</summary>
    public static string Clock(TimeSpan time) => Figure.Clock(time.TotalSeconds);

    /// <summary>Such as <c>40,650/s</c>; a dash where no time passed.</summary>
    public static string Rate(long count, TimeSpan time) =>
        time > TimeSpan.Zero ? $"{Count((long)Math.Round(count / time.TotalSeconds))}/s" : "-";

    /// <summary>Such as <c>3.61 GB/s</c>; a dash where no time passed.</summary>
    public static string ByteRate(long bytes, TimeSpan time) => time > TimeSpan.Zero ? $"{Bytes(bytes / time.TotalSeconds)}/s" : "-";

    /// <summary>Such as <c>24.6 %</c>.</summary>
    public static string Percent(double fraction) => (fraction * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
