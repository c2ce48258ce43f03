using System.Diagnostics;
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

    [Fact]
    public void Pipes_and_links_in_a_tree_are_passed_over_as_the_build_does()
    {
        string folder = Directory.CreateDirectory(_folder["source/SRA000099"]).FullName;
        using (var pipe = Process.Start("mkfifo", Path.Combine(folder, "SRA000099.run.xml")))
            pipe.WaitForExit();
        File.CreateSymbolicLink(Path.Combine(folder, "SRA000099.sample.xml"), _folder["source/SRA000001/SRA000001.sample.xml"]);
        File.WriteAllText(Path.Combine(folder, "notes.txt"), "");
        Assert.Equal(1, Tool.Run("build", _folder["source"], "--out", _folder["kb2"], "--quiet").ExitCode);
        Assert.Contains("\"ignored_files\": 3", File.ReadAllText(_folder["kb2/job.json"]), StringComparison.Ordinal);
        using Process verify = Tool.Start(new Dictionary<string, string>(), "verify", _folder["kb2"], _folder["source"]);
        if (!verify.WaitForExit(TimeSpan.FromMinutes(1)))
        {
            verify.Kill();
            Assert.Fail("it waits for the pipe");
        }
        ToolRun run = ToolRun.EndOf(verify);
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
    }

    [Theory]
    [InlineData("--limit", "5")]
    [InlineData("--stage", "1")]
    public void A_job_with_a_limit_agrees_in_every_form_of_its_source(string option, string value)
    {
        File.WriteAllText(_folder["source/SRA000012/notes.txt"], "");
        using (var tar = Process.Start("tar", ["-C", _folder["source"], "--format=pax", "--sort=name", "-cf", _folder["source.tar"], "."]))
            tar.WaitForExit();
        foreach (string source in new[] { "source", "source.tar" })
        {
            Assert.Equal(1, Tool.Run("build", _folder[source], "--out", _folder["of-" + source], "--quiet", option, value).ExitCode);
            ToolRun run = Tool.Run("verify", _folder["of-" + source], _folder[source]);
            Assert.True(run.ExitCode == 0, run.Output + run.Error);
        }
    }

    [Fact]
    public void A_folder_whose_name_is_not_UTF_8_is_named()
    {
        ToolRun run;
        Shell("mkdir");
        try
        {
            run = Tool.Run("verify", _folder["kb"], _folder["source"]);
        }
        finally
        {
            Shell("rmdir"); // .NET can't do that either
        }
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("source/b\ufffdd/' can't be listed: its name is not UTF-8", run.Error, StringComparison.Ordinal);

        void Shell(string command)
        {
            using var shell = Process.Start("sh", ["-c", $"{command} \"$(printf '%s/b\\377d' '{_folder["source"]}')\""]);
            shell.WaitForExit();
        }
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
