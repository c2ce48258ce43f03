using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Pyner.Benchmarks.Isolated;

/// <summary>A column of what an operation went through.</summary>
/// <param name="name">Its head.</param>
/// <param name="legend">What it tells.</param>
/// <param name="figure">The figure, of the work and the nanoseconds and allocated bytes of an operation.</param>
internal sealed class WorkColumn(string name, string legend, Func<Work, double, long, FormattableString> figure) : IColumn
{
    /// <inheritdoc/>
    public string Id => nameof(WorkColumn) + name;

    /// <inheritdoc/>
    public string ColumnName => name;

    /// <inheritdoc/>
    public bool AlwaysShow => true;

    /// <inheritdoc/>
    public ColumnCategory Category => ColumnCategory.Custom;

    /// <inheritdoc/>
    public int PriorityInCategory => 0;

    /// <inheritdoc/>
    public bool IsNumeric => true;

    /// <inheritdoc/>
    public UnitType UnitType => UnitType.Dimensionless;

    /// <inheritdoc/>
    public string Legend => legend;

    /// <inheritdoc/>
    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        BenchmarkReport? report = summary[benchmarkCase];
        return report?.ResultStatistics is { } time && Work.Of(benchmarkCase) is Work work
            ? figure(work, time.Median, report.GcStats.GetBytesAllocatedPerOperation(benchmarkCase) ?? 0).ToString(CultureInfo.InvariantCulture)
            : "?";
    }

    /// <inheritdoc/>
    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    /// <inheritdoc/>
    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    /// <inheritdoc/>
    public bool IsAvailable(Summary summary) => true;
}
