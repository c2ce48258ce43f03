using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Pyner.Benchmarks.Isolated;

/// <summary>
/// The isolated benchmarks run in this process, which notes their <see cref="Work"/>, and are shown with bytes per second, and what is allocated for an
/// operation and for a submission.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class IsolatedAttribute : Attribute, IConfigSource
{
    /// <inheritdoc/>
    public IConfig Config { get; } = ManualConfig.CreateEmpty()
        .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(5).WithIterationCount(10).WithId("in this process"))
        .AddDiagnoser(new MemoryDiagnoser(new MemoryDiagnoserConfig(displayGenColumns: false)))
        .AddColumn(
            StatisticColumn.Median,
            new WorkColumn("MB/s", "Bytes of XML per second, in millions, at the median", (work, nanoseconds, _) => $"{1e3 * work.Bytes / nanoseconds:f0}"),
            new WorkColumn("Bytes", "Bytes of XML that an operation goes through", (work, _, _) => $"{work.Bytes}"),
            new WorkColumn(
                "Submissions",
                "Submissions they are of",
                (work, _, _) => $"{(work.Submissions == 0 ? "" : work.Submissions.ToString(System.Globalization.CultureInfo.InvariantCulture))}"),
            new WorkColumn(
                "B allocated/submission",
                "Managed memory allocated for a submission",
                (work, _, allocated) =>
                    $"{(work.Submissions == 0
                        ? ""
                        : ((double)allocated / work.Submissions).ToString("f2", System.Globalization.CultureInfo.InvariantCulture))}"));
}
