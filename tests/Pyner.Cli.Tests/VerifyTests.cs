using System.Text.Json;
using Xunit;

namespace Pyner.Cli.Tests;

public sealed class VerifyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public VerifyTests()
    {
        HandmadeSource.WriteTree(_folder["source"], 12);
        HandmadeSource.Break(_folder["source"], 5);
        Assert.Equal(1, Tool.Run("build", _folder["source"], "--out", _folder["kb"], "--quiet", "--studies").ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_knowledge_base_agrees_with_its_source()
    {
        ToolRun run = Tool.Run("verify", _folder["kb"], _folder["source"]);
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("Every figure agrees: 12 submissions recounted, ", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public void A_count_that_was_tampered_with_is_found()
    {
        Tamper();
        ToolRun run = Tool.Run("verify", _folder["kb"], _folder["source"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("strategies 'WGS' count: the knowledge base says 7, the recount 6", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quiet_verification_tells_by_its_exit_code()
    {
        Assert.Equal(new ToolRun(0, "", ""), Tool.Run("verify", _folder["kb"], _folder["source"], "--quiet"));
        Tamper();
        Assert.Equal(new ToolRun(1, "", ""), Tool.Run("verify", _folder["kb"], _folder["source"], "--quiet"));
    }

    [Fact]
    public void Json_lines_list_the_differences_and_sum_up()
    {
        Tamper();
        ToolRun run = Tool.Run("verify", _folder["kb"], _folder["source"], "--json");
        JsonElement[] lines = [.. run.OutputLines.Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Contains(lines, line => line.GetProperty("type").GetString() == "difference"
            && line.GetProperty("value").GetString() == "WGS" && line.GetProperty("recounted").GetString() == "6");
        Assert.False(lines[^1].GetProperty("agrees").GetBoolean());
        Assert.Equal(lines.Length - 1, lines[^1].GetProperty("differences").GetInt32());
    }

    [Fact]
    public void Another_source_does_not_agree()
    {
        HandmadeSource.WriteTree(_folder["other"], 11);
        ToolRun run = Tool.Run("verify", _folder["kb"], _folder["other"], "--top", "1");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(2, run.OutputLines.Length);
        Assert.Contains("are not listed (--top 0 lists all)", run.OutputLines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kb", "none")]
    [InlineData("none", "source")]
    public void What_does_not_exist_is_named(string kb, string source)
    {
        ToolRun run = Tool.Run("verify", _folder[kb], _folder[source]);
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith("pyner: error: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(_folder["none"], run.Error, StringComparison.Ordinal);
    }

    private void Tamper()
    {
        string path = _folder["kb/knowledge_base.json"];
        string text = File.ReadAllText(path);
        string tampered = text.Replace("\"WGS\": 6", "\"WGS\": 7", StringComparison.Ordinal);
        Assert.NotEqual(text, tampered);
        File.WriteAllText(path, tampered);
    }
}
