using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Pyner.Pipeline;
using Pyner.Xml.Devices;
using Pyner.Xml.Indexing;

namespace Pyner.Xml.Gpu.Checks.Benchmark;

/// <summary>Writes what was measured as a page for <c>docs/benchmarks</c>.</summary>
internal sealed class BenchmarkReport
{
    private readonly StringBuilder _text = new();

    /// <summary>Begins with what it was measured on.</summary>
    public BenchmarkReport(DeviceDescription device)
    {
        Line($"# Stage 1 and whole builds on {device.Name}, {DateTime.UtcNow:yyyy-MM-dd}");
        Line();
        Line($"Device: {device.Model}, {device.Multiprocessors} multiprocessors, {device.Memory / 1e9:0.0} GB, {device.Detail}.");
        Line(
            $"Host: {Processor()}, {Environment.ProcessorCount} logical processors, {RuntimeInformation.OSDescription}, "
            + $"{RuntimeInformation.FrameworkDescription}, indexer {StructuralIndexers.Choose().Name}.");
        if (device.Name.Kind == DeviceKind.CpuAccelerator)
        {
            Line();
            Line("**There was no GPU.** These figures are of ILGPU's simulation of one, and say nothing of a GPU: they show that the benchmark runs.");
        }
    }

    /// <summary>What it says so far.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>Adds the head of the table of stage 1.</summary>
    public void BeginStageOne()
    {
        Line();
        Line("## Stage 1, GB of documents a second (medians)");
        Line();
        Line("| batch, MB | documents | launches | kernels | with copies | overlapped, 2 streams | host, 1 core | host, all cores |");
        Line("|---|---|---|---|---|---|---|---|");
    }

    /// <summary>Adds a row to it.</summary>
    public void Add(BenchmarkRow row) => Line(
        $"| {row.Bytes / 1e6:0.0##} | {row.Documents:N0} | {row.Launches} | {row.Kernels / 1e9:0.0000} | {row.WithCopies / 1e9:0.0000} | "
        + $"{row.Overlapped / 1e9:0.0000} | {row.HostCore / 1e9:0.00} | {row.HostCores / 1e9:0.00} |");

    /// <summary>Adds the head of the table of builds.</summary>
    public void BeginBuilds()
    {
        Line();
        Line("## Whole builds from a tree: the same knowledge base, byte for byte");
        Line();
        Line("| threads | round | processor, s | device, s | processor, MB/s | device, MB/s |");
        Line("|---|---|---|---|---|---|");
    }

    /// <summary>Adds a row to it.</summary>
    public void Add(int round, BuildSummary processor, BuildSummary device) => Line(
        $"| {processor.Threads} | {round} | {processor.Elapsed.TotalSeconds:0.00} | {device.Elapsed.TotalSeconds:0.00} | "
        + $"{processor.BytesPerSecond / 1e6:N1} | {device.BytesPerSecond / 1e6:N1} |");

    /// <summary>Adds a sentence.</summary>
    public void Say(string sentence)
    {
        Line();
        Line($"{sentence}");
    }

    private void Line(FormattableString text) => _text.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private void Line(string text = "") => _text.Append(text).Append('\n');

    private static string Processor()
    {
        const string Information = "/proc/cpuinfo";
        string? line = File.Exists(Information)
            ? File.ReadLines(Information).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line is null ? "a processor of unknown name" : line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..];
    }
}
