using System.Globalization;
using System.Text.Json.Nodes;
using Pyner.Benchmarks.Baseline;
using Pyner.Benchmarks.WholeProcess;
using Pyner.Corpus;

namespace Pyner.Benchmarks.Tests;

/// <summary>A comparison of programs is worth nothing if one of them may count wrongly unseen.</summary>
public sealed class TruthTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _figures;
    private readonly string _truth;

    public TruthTests()
    {
        string tree = _folder["corpus"];
        _figures = _folder["figures.json"];
        CorpusGenerator.WriteTree(tree, new CorpusOptions { Submissions = 60, MaxExperiments = 20, Oddity = 20, Malformed = 0.03 });
        _truth = CorpusGenerator.TruthPath(tree);
        XmlReaderBaseline.Write(XmlReaderBaseline.Count(tree, threads: 2), _figures);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Figures_that_were_counted_rightly_do_not_differ() => Assert.Empty(Truth.Differences(_figures, _truth));

    [Theory]
    [InlineData("files_processed")]
    [InlineData("statistics/total_runs")]
    [InlineData("statistics/rejected_files")]
    [InlineData("organisms/*/studies")]
    [InlineData("strategies/*")]
    [InlineData("sources/*")]
    [InlineData("selections/*")]
    [InlineData("layouts/*")]
    [InlineData("platforms/*")]
    [InlineData("instrument_models/*")]
    [InlineData("attributes/*")]
    [InlineData("submissions_behind/attributes/*")]
    [InlineData("organism_strategies/*/*/count")]
    public void One_figure_that_is_one_too_high_is_noticed_and_named(string place)
    {
        JsonNode figures = JsonNode.Parse(File.ReadAllText(_figures))!;
        var names = new List<string>();
        JsonNode parent = figures;
        foreach (string step in place.Split('/'))
        {
            parent = names.Count == 0 ? figures : parent[names[^1]]!;
            names.Add(step == "*" ? parent.AsObject().Last().Key : step);
        }
        long right = (long)parent[names[^1]]!;
        parent[names[^1]] = right + 1;
        File.WriteAllText(_figures, figures.ToJsonString());
        Assert.Equal(
            [string.Create(CultureInfo.InvariantCulture, $"{string.Join('/', names)}: {right + 1}, not {right}")],
            Truth.Differences(_figures, _truth));
    }

    [Fact]
    public void A_value_that_is_missing_and_one_that_is_made_up_are_noticed()
    {
        JsonNode figures = JsonNode.Parse(File.ReadAllText(_figures))!;
        JsonObject strategies = figures["strategies"]!.AsObject();
        string missing = strategies.First().Key;
        strategies.Remove(missing);
        strategies["MADE-UP"] = 1;
        File.WriteAllText(_figures, figures.ToJsonString());
        IReadOnlyList<string> differences = Truth.Differences(_figures, _truth);
        Assert.Equal(2, differences.Count);
        Assert.Contains(differences, difference => difference.StartsWith($"strategies/{missing}: nothing, not ", StringComparison.Ordinal));
        Assert.Contains("strategies/MADE-UP: 1, not nothing", differences);
    }

    [Fact]
    public void A_catalog_that_was_left_out_is_noticed()
    {
        JsonNode figures = JsonNode.Parse(File.ReadAllText(_figures))!;
        figures.AsObject().Remove("platforms");
        File.WriteAllText(_figures, figures.ToJsonString());
        Assert.StartsWith("platforms: nothing", Assert.Single(Truth.Differences(_figures, _truth)), StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_that_are_wrong_end_a_comparison_with_an_error()
    {
        File.WriteAllText(_figures, "{}");
        Assert.Contains("files_processed", Assert.Throws<InvalidOperationException>(() => Truth.Check(_figures, _truth)).Message, StringComparison.Ordinal);
    }
}
