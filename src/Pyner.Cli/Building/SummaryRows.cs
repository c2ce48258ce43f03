using System.Globalization;
using Pyner.Cli.Terminal;
using Pyner.Pipeline;

namespace Pyner.Cli.Building;

/// <summary>The figures that a job closes with, in the order in which they are shown.</summary>
internal static class SummaryRows
{
    /// <summary>Label and value of every line.</summary>
    public static IReadOnlyList<(string Label, string Value)> Of(BuildSummary summary) =>
    [
        ("Processed", $"{Quantity.Count(summary.Submissions, "submission")}, {Quantity.Count(summary.Files.Values.Sum(), "file")}{Ignored(summary)}, "
            + $"{Quantity.Bytes(summary.Bytes)} of XML" + Resumed(summary)),
        ("Elapsed", Quantity.Duration(summary.Elapsed)),
        ("Throughput", $"{Quantity.Count((long)Math.Round(summary.SubmissionsPerSecond))} submissions/s, {Quantity.Bytes(summary.BytesPerSecond)}/s"),
        ("Experiments", Quantity.Count(summary.Experiments) + Missing(summary.ExperimentsMissingFields)),
        ("Samples", Quantity.Count(summary.Samples) + Missing(summary.SamplesMissingFields)),
        ("Runs", Quantity.Count(summary.Runs)),
        ("Unique organisms", Quantity.Count(summary.UniqueOrganisms)),
        ("Unique strategies", Quantity.Count(summary.UniqueStrategies)),
        ("Unique attributes", Quantity.Count(summary.UniqueAttributes)),
        ("Checkpoints", Quantity.Count(summary.Checkpoints)),
        ("Errors", summary.Rejected == 0 ? "0" : $"{Quantity.Count(summary.Rejected, "rejected file")} ({Codes(summary)})"),
        ("CPU", $"{Quantity.Duration(summary.CpuTime)}{Cores(summary)}, {Quantity.Count(summary.Threads, "thread")}"),
        ("Peak memory", Quantity.Bytes(summary.PeakMemory)),
        .. Devices(summary),
    ];

    /// <summary>The shares of the devices, where any but the processor had one.</summary>
    private static IEnumerable<(string Label, string Value)> Devices(BuildSummary summary)
    {
        double bytes = Math.Max(1, summary.Devices.Sum(share => share.Figures.Bytes));
        if (summary.Devices.Any(share => share.Device != "cpu"))
        {
            yield return ("Devices", string.Join("; ", summary.Devices.Select(share =>
                $"{share.Device} {Quantity.Count(share.Batches)} of {Quantity.Count(summary.Devices.Sum(all => all.Batches))} batches, "
                + $"{Quantity.Bytes(share.Figures.Bytes)} ({Quantity.Percent(share.Figures.Bytes / bytes)})")));
        }
    }

    private static string Ignored(BuildSummary summary) => summary.IgnoredFiles == 0 ? "" : $" (and {Quantity.Count(summary.IgnoredFiles)} ignored)";

    private static string Missing(long count) => count == 0 ? "" : $" (and {Quantity.Count(count)} with missing fields)";

    private static string Resumed(BuildSummary summary) =>
        summary.ResumedSubmissions == 0 ? "" : $" ({Quantity.Count(summary.ResumedSubmissions)} before the resume)";

    private static string Codes(BuildSummary summary) => string.Join(", ", summary.RejectedByCode
        .OrderByDescending(pair => pair.Value)
        .Select(pair => $"{Quantity.Count(pair.Value)} {SafeText.OneLine(pair.Key)}"));

    private static string Cores(BuildSummary summary) => summary.Elapsed <= TimeSpan.Zero
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $" ({summary.CpuTime / summary.Elapsed:0.0} cores)");
}
