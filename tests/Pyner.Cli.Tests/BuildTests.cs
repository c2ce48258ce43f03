using System.Text.Json;
using Xunit;

namespace Pyner.Cli.Tests;

public sealed class BuildTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_build_writes_the_knowledge_base_and_sums_up_on_stdout()
    {
        HandmadeSource.WriteTree(_folder["source"], 12);
        ToolRun run = Tool.Run("build", _folder["source"], "--out", _folder["kb"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Matches("(?m)^Processed +12 submissions, 36 files, ", run.Output);
        Assert.Matches("(?m)^Experiments +12$", run.Output);
        Assert.Matches("(?m)^Samples +12$", run.Output);
        Assert.Matches("(?m)^Runs +12$", run.Output);
        Assert.Matches("(?m)^Unique organisms +2$", run.Output);
        Assert.Matches("(?m)^Unique strategies +2$", run.Output);
        Assert.Matches("(?m)^Checkpoints +1$", run.Output);
        Assert.Matches("(?m)^Errors +0$", run.Output);
        foreach (string label in new[] { "Elapsed", "Throughput", "CPU", "Peak memory" })
            Assert.Matches($"(?m)^{label} +[0-9]", run.Output);
        Assert.All(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("pyner: ", line, StringComparison.Ordinal));
        Assert.DoesNotContain('\e', run.Output + run.Error);

        using var kb = JsonDocument.Parse(File.ReadAllText(_folder["kb/knowledge_base.json"]));
        Assert.Equal(12, kb.RootElement.GetProperty("files_processed").GetInt64());
        Assert.Equal(8, kb.RootElement.GetProperty("organisms").GetProperty("Homo sapiens").GetProperty("count").GetInt64());
        Assert.Equal(6, kb.RootElement.GetProperty("strategies").GetProperty("WGS").GetInt64());
        Assert.Equal("", File.ReadAllText(_folder["kb/rejected.jsonl"]));
        Assert.True(File.Exists(_folder["kb/job.json"]));
        Assert.False(File.Exists(_folder["kb/indices.json"]));
    }

    [Fact]
    public void Rejected_files_are_told_and_make_the_exit_code_1()
    {
        HandmadeSource.WriteTree(_folder["source"], 3);
        HandmadeSource.Break(_folder["source"], 2);
        ToolRun run = Tool.Run("build", _folder["source"], "--out", _folder["kb"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Matches("(?m)^Errors +1 rejected file ", run.Output);
        Assert.Contains("rejected SRA000002/SRA000002.run.xml: ", run.Error, StringComparison.Ordinal);
        using var rejected = JsonDocument.Parse(File.ReadAllText(_folder["kb/rejected.jsonl"]));
        Assert.Equal("SRA000002", rejected.RootElement.GetProperty("accession").GetString());
    }

    [Fact]
    public void Only_the_first_few_rejected_files_are_told()
    {
        HandmadeSource.WriteTree(_folder["source"], 9);
        for (int i = 1; i <= 9; i++)
            HandmadeSource.Break(_folder["source"], i);
        ToolRun run = Tool.Run("build", _folder["source"], "--out", _folder["kb"]);
        Assert.Equal(5, run.Error.Split("rejected SRA").Length - 1);
        Assert.Contains("listed in rejected.jsonl only", run.Error, StringComparison.Ordinal);
        Assert.Equal(9, File.ReadAllLines(_folder["kb/rejected.jsonl"]).Length);
    }

    [Fact]
    public void A_quiet_build_writes_nothing()
    {
        HandmadeSource.WriteTree(_folder["source"], 3);
        HandmadeSource.Break(_folder["source"], 2);
        Assert.Equal(new ToolRun(1, "", ""), Tool.Run("build", _folder["source"], "--out", _folder["kb"], "--quiet"));
    }

    [Fact]
    public void A_quiet_build_still_tells_errors()
    {
        ToolRun run = Tool.Run("build", _folder["none"], "--out", _folder["kb"], "-q");
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith("pyner: error: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_lines_tell_every_step_and_nothing_else_is_on_stdout()
    {
        HandmadeSource.WriteTree(_folder["source"], 10);
        HandmadeSource.Break(_folder["source"], 4);
        ToolRun run = Tool.Run("build", _folder["source"], "--out", _folder["kb"], "--json", "--batch-size", "2", "--checkpoint-every", "4");
        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Error);
        JsonElement[] lines = [.. run.OutputLines.Select(line => JsonDocument.Parse(line).RootElement)];
        string[] types = [.. lines.Select(line => line.GetProperty("type").GetString()!)];
        Assert.Equal("summary", types[^1]);
        Assert.Contains("progress", types);
        Assert.Single(types, "started");
        Assert.Equal([4, 8, 10], lines.Where(line => Type(line) == "checkpoint").Select(line => line.GetProperty("submissions").GetInt64()));
        JsonElement rejected = Assert.Single(lines, line => Type(line) == "rejected");
        Assert.Equal("SRA000004/SRA000004.run.xml", rejected.GetProperty("file").GetString());
        Assert.Equal("run", rejected.GetProperty("kind").GetString());
        Assert.Contains(lines, line => Type(line) == "published" && line.GetProperty("file").GetString() == _folder["kb/knowledge_base.json"]);
        JsonElement summary = lines[^1];
        Assert.Equal("done_with_rejected", summary.GetProperty("outcome").GetString());
        Assert.Equal(1, summary.GetProperty("exit_code").GetInt32());
        Assert.Equal(10, summary.GetProperty("submissions").GetInt64());
        Assert.Equal(9, summary.GetProperty("runs").GetInt64());
        Assert.Equal(3, summary.GetProperty("checkpoints").GetInt32());
        Assert.Equal(10, summary.GetProperty("files").GetProperty("run").GetInt64());
    }

    [Fact]
    public void Every_field_of_the_json_lines_is_documented()
    {
        HandmadeSource.WriteTree(_folder["source"], 3);
        HandmadeSource.Break(_folder["source"], 2);
        string documentation = File.ReadAllText(Path.Combine(TestData.RealDocuments.RepositoryRoot, "docs", "json-lines.md"));
        ToolRun run = Tool.Run("build", _folder["source"], "--out", _folder["kb"], "--json");
        foreach (JsonElement line in run.OutputLines.Select(line => JsonDocument.Parse(line).RootElement))
            Assert.All(line.EnumerateObject(), field => Assert.Contains($"`{field.Name}`", documentation, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--stage", "1")]
    [InlineData("--limit", "1,000")]
    [InlineData("--limit", "1000")]
    public void A_stage_or_a_limit_reads_a_part(string option, string value)
    {
        HandmadeSource.WriteTree(_folder["source"], 1_005);
        ToolRun run = Tool.Run("build", _folder["source"], "--out", _folder["kb"], option, value);
        Assert.Equal(0, run.ExitCode);
        Assert.Matches("(?m)^Processed +1,000 submissions", run.Output);
    }

    [Fact]
    public void Studies_are_listed_where_they_are_asked_for()
    {
        HandmadeSource.WriteTree(_folder["source"], 3);
        Assert.Equal(0, Tool.Run("build", _folder["source"], "--out", _folder["kb"], "--studies").ExitCode);
        using var indices = JsonDocument.Parse(File.ReadAllText(_folder["kb/indices.json"]));
        JsonElement rice = indices.RootElement.GetProperty("organisms").GetProperty("Oryza sativa");
        Assert.Equal(["SRA000003"], rice.GetProperty("studies").EnumerateArray().Select(study => study.GetString()));
    }

    [Fact]
    public void Threads_batches_indexers_and_the_kind_of_source_change_no_byte()
    {
        HandmadeSource.WriteTree(_folder["tree"], 50);
        HandmadeSource.WriteTarGz(_folder["dump.tar.gz"], 50);
        Dictionary<string, string> scalar = new(KnowledgeBaseFolder.FixedTime) { ["PYNER_INDEXER"] = "scalar" };
        Assert.Equal(0, Tool.Run(KnowledgeBaseFolder.FixedTime, "build", _folder["tree"], "--out", _folder["a"], "--threads", "1").ExitCode);
        Assert.Equal(0, Tool.Run(scalar, "build", _folder["tree"], "--out", _folder["b"], "--threads", "3", "--batch-size", "7").ExitCode);
        Assert.Equal(0, Tool.Run(KnowledgeBaseFolder.FixedTime, "build", _folder["dump.tar.gz"], "--out", _folder["c"]).ExitCode);
        KnowledgeBaseFolder.AssertSameBytes(_folder["a"], _folder["b"]);
        KnowledgeBaseFolder.AssertSameBytes(_folder["a"], _folder["c"]);
    }

    private static string? Type(JsonElement line) => line.GetProperty("type").GetString();
}
