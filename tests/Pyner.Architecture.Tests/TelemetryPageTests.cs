using System.Text.RegularExpressions;
using Pyner.Pipeline.Distribution.Execution;
using Pyner.TestData;

namespace Pyner.Architecture.Tests;

/// <summary>What <c>docs/telemetry.md</c> lists, held against the code that sends it.</summary>
public sealed partial class TelemetryPageTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(RealDocuments.RepositoryRoot, "docs", "telemetry.md"));

    [Fact]
    public void Every_outcome_of_a_batch_is_listed()
    {
        // Where a worker took none there is no span.
        IEnumerable<BatchOutcome> outcomes = Enum.GetValues<BatchOutcome>().Where(outcome => outcome != BatchOutcome.NothingToDo);
        Assert.Equal(outcomes.Select(outcome => outcome.ToString()).Order(StringComparer.Ordinal), Names(OutcomeList().Match(s_page).Groups["list"].Value));
    }

    [Fact]
    public void Every_reason_to_refuse_a_call_is_listed()
    {
        string refusals = File.ReadAllText(Path.Combine(RealDocuments.RepositoryRoot, "src", "Pyner.Gateway", "Access", "AccessRefusals.cs"));
        IEnumerable<string> reasons = Reason().Matches(refusals).Select(match => match.Groups["name"].Value).Distinct().Order(StringComparer.Ordinal);
        string row = s_page.Split('\n').Single(line => line.StartsWith("| `pyner.calls.refused`", StringComparison.Ordinal));
        Assert.Equal(reasons, Names(row[row.LastIndexOf(':')..]));
    }

    private static IEnumerable<string> Names(string list) => Quoted().Matches(list).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"`pyner\.batch\.outcome` \((?<list>[^)]*)\)")]
    private static partial Regex OutcomeList();

    [GeneratedRegex("`(?<name>[^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"""(?<name>[A-Z]+(?:_[A-Z]+)+)""")]
    private static partial Regex Reason();
}
