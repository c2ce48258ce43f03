using System.Text.Json;
using Xunit;

namespace Pyner.Cli.Tests;

public sealed class InspectTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public InspectTests()
    {
        HandmadeSource.WriteTree(_folder["source"], 12);
        Assert.Equal(0, Tool.Run("build", _folder["source"], "--out", _folder["kb"], "--quiet").ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_catalog_is_shown_largest_count_first()
    {
        ToolRun run = Tool.Run("inspect", _folder["kb"], "organisms");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["rank\tsamples\tsubmissions\torganism", "1\t8\t8\tHomo sapiens", "2\t4\t4\tOryza sativa"], run.OutputLines);
        Assert.Equal("2 organisms\n", run.Error);
    }

    [Theory]
    [InlineData("strategies", "1\t6\t6\tRNA-Seq")]
    [InlineData("sources", "1\t12\t12\tGENOMIC")]
    [InlineData("selections", "1\t12\t12\tRANDOM")]
    [InlineData("layouts", "1\t12\t12\tPAIRED")]
    [InlineData("platforms", "1\t12\t12\tILLUMINA")]
    [InlineData("instrument-models", "1\t12\t12\tIllumina HiSeq 2000")]
    [InlineData("instrument_models", "1\t12\t12\tIllumina HiSeq 2000")]
    [InlineData("instruments", "1\t12\t12\tIllumina HiSeq 2000")]
    [InlineData("attributes", "1\t12\t12\ttissue")]
    public void Every_catalog_can_be_shown(string catalog, string first) =>
        Assert.Equal(first, Tool.Run("inspect", _folder["kb"], catalog).OutputLines[1]);

    [Fact]
    public void Top_shows_the_largest_and_tells_how_many_it_leaves_out()
    {
        ToolRun run = Tool.Run("inspect", _folder["kb"], "organisms", "--top", "1");
        Assert.Equal("1\t8\t8\tHomo sapiens", run.OutputLines[^1]);
        Assert.Equal("2 organisms; 1 not shown (--top 0 shows all)\n", run.Error);
        Assert.Equal(3, Tool.Run("inspect", _folder["kb"], "organisms", "--top", "0").OutputLines.Length);
    }

    [Fact]
    public void A_search_keeps_the_rank_and_ignores_case()
    {
        ToolRun run = Tool.Run("inspect", _folder["kb"], "organisms", "--search", "ORYZA");
        Assert.Equal(["2\t4\t4\tOryza sativa"], run.OutputLines[1..]);
        Assert.Equal("1 of 2 organisms match\n", run.Error);
    }

    [Fact]
    public void A_search_without_a_match_is_no_error()
    {
        ToolRun run = Tool.Run("inspect", _folder["kb"], "organisms", "--search", "unicorn");
        Assert.Equal(0, run.ExitCode);
        Assert.Single(run.OutputLines);
    }

    [Fact]
    public void Json_lines_have_one_object_per_value()
    {
        ToolRun run = Tool.Run("inspect", _folder["kb"], "organisms", "--json");
        Assert.Empty(run.Error);
        JsonElement[] lines = [.. run.OutputLines.Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["Homo sapiens", "Oryza sativa"], lines.Select(line => line.GetProperty("name").GetString()));
        Assert.Equal([8, 4], lines.Select(line => line.GetProperty("count").GetInt64()));
        Assert.Equal([8, 4], lines.Select(line => line.GetProperty("submissions").GetInt64()));
        Assert.Equal([1, 2], lines.Select(line => line.GetProperty("rank").GetInt32()));
        Assert.All(lines, line => Assert.Equal("organisms", line.GetProperty("catalog").GetString()));
    }

    [Fact]
    public void A_hostile_name_can_t_reach_the_terminal_or_break_a_line()
    {
        string path = _folder["source/SRA000003/SRA000003.sample.xml"];
        File.WriteAllText(path, File.ReadAllText(path).Replace("Oryza sativa", "A&#x9b;31m&#x202e;B&#9;C&#x200b;", StringComparison.Ordinal));
        Assert.Equal(0, Tool.Run("build", _folder["source"], "--out", _folder["hostile"], "--quiet").ExitCode);
        ToolRun run = Tool.Run("inspect", _folder["hostile"], "organisms", "--search", "31m");
        Assert.Equal(@"3	1	1	A\u009b31m\u202eB C\u200b", run.OutputLines[1]);
    }

    [Fact]
    public void Without_a_catalog_the_statistics_are_shown()
    {
        ToolRun run = Tool.Run("inspect", _folder["kb"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches("^Submissions +12$", run.OutputLines[0]);
        Assert.Matches("^Total experiments +12$", run.OutputLines[1]);
        JsonElement figures = JsonDocument.Parse(Assert.Single(Tool.Run("inspect", _folder["kb"], "--json").OutputLines)).RootElement;
        Assert.Equal((12, 2), (figures.GetProperty("files_processed").GetInt32(), figures.GetProperty("unique_organisms").GetInt32()));
    }

    [Fact]
    public void How_many_records_are_in_no_catalog_is_said()
    {
        foreach (int submission in (int[])[4, 5])
        {
            string path = _folder[$"source/SRA{submission:000000}/SRA{submission:000000}.experiment.xml"];
            File.WriteAllText(path, File.ReadAllText(path).Replace($"Library {submission}", "", StringComparison.Ordinal));
        }
        Assert.Equal(0, Tool.Run("build", _folder["source"], "--out", _folder["kb"], "--quiet").ExitCode);
        Assert.Equal("2 strategies\nof 12 experiments 2 lack accession, title or strategy and are not counted\n", Tool.Run("inspect", _folder["kb"], "strategies").Error);
        Assert.Equal("2 organisms\n", Tool.Run("inspect", _folder["kb"], "organisms").Error);
        Assert.Contains("<p class=\"soft\">Of 12 experiments 2 lack accession, title or strategy and are not counted.</p>", File.ReadAllText(_folder["kb/report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_may_be_named_for_its_folder() =>
        Assert.Equal(3, Tool.Run("inspect", _folder["kb/knowledge_base.json"], "organisms").OutputLines.Length);

    [Fact]
    public void A_folder_without_a_knowledge_base_is_named()
    {
        ToolRun run = Tool.Run("inspect", _folder["source"], "organisms");
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith("pyner: error: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(_folder["source"], run.Error, StringComparison.Ordinal);
    }
}
