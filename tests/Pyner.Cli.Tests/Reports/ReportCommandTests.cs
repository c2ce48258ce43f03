using Xunit;

namespace Pyner.Cli.Tests.Reports;

/// <summary><c>pyner report</c> makes what the job left, or says why it can't.</summary>
public sealed class ReportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ReportCommandTests()
    {
        HandmadeSource.WriteTree(_folder["source"], 12);
        HandmadeSource.Break(_folder["source"], 5);
        Assert.Equal(1, Tool.Run("build", _folder["source"], "--out", _folder["kb"], "--quiet").ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_report_is_made_again_byte_for_byte()
    {
        byte[] left = File.ReadAllBytes(_folder["kb/report.html"]);
        ToolRun elsewhere = Tool.Run("report", _folder["kb"], "--out", _folder["elsewhere.html"]);
        Assert.Equal((0, _folder["elsewhere.html"] + "\n", ""), (elsewhere.ExitCode, elsewhere.Output, elsewhere.Error));
        Assert.Equal(left, File.ReadAllBytes(_folder["elsewhere.html"]));
        File.Delete(_folder["kb/report.html"]);
        Assert.Equal(0, Tool.Run("report", _folder["kb"]).ExitCode);
        Assert.Equal(left, File.ReadAllBytes(_folder["kb/report.html"]));
    }

    [Theory]
    [InlineData("knowledge_base.json", null, "its knowledge_base.json was removed")]
    [InlineData("knowledge_base.json", "{}", "is missing")]
    [InlineData("job.json", null, "job.json' does not exist")]
    [InlineData("job.json", "{", "is no record of a job")]
    [InlineData("job.json", "[]", "is no record of a job")]
    [InlineData("job.json", "{\"job\": 7}", "is no record of a job")]
    [InlineData("rejected.jsonl", null, "rejected.jsonl' does not exist")]
    [InlineData("rejected.jsonl", "{\"accession\": \"SRA000001\"}\n", "no rejected file on line 1")]
    [InlineData("rejected.jsonl", "", "are not of one job")]
    public void What_is_missing_or_broken_is_named_and_the_former_report_stays(string file, string? content, string complaint)
    {
        byte[] left = File.ReadAllBytes(_folder["kb/report.html"]);
        File.Delete(_folder["kb/" + file]);
        if (content is not null)
            File.WriteAllText(_folder["kb/" + file], content);
        ToolRun run = Tool.Run("report", _folder["kb"]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("pyner: error: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(complaint, run.Error, StringComparison.Ordinal);
        Assert.Contains(_folder["kb"], run.Error, StringComparison.Ordinal);
        Assert.Equal(left, File.ReadAllBytes(_folder["kb/report.html"]));
        Assert.False(File.Exists(_folder["kb/report.html.tmp"]));
    }

    [Theory]
    [InlineData("job.json", "\n  \"submissions\": 12", "\n  \"submissions\": 11", "job.json has 11 submissions, knowledge_base.json 12")]
    [InlineData("job.json", "\"stage\": null", "\"stage\": 2", "job.json has stage 2, knowledge_base.json no stage")]
    [InlineData("job.json", "\"files\": 1,", "\"files\": 3,", "job.json has 3 rejected files, knowledge_base.json 1")]
    [InlineData("knowledge_base.json", "\"files_processed\": 12", "\"files_processed\": 13", "job.json has 12 submissions, knowledge_base.json 13")]
    [InlineData("rejected.jsonl", "\"code\":\"", "\"code\":\"not-", "rejected.jsonl has 1 lines with the code not-")]
    public void Figures_of_different_jobs_do_not_stand_on_one_page(string file, string from, string to, string complaint)
    {
        string text = File.ReadAllText(_folder["kb/" + file]);
        Assert.Equal(2, text.Split(from).Length);
        File.WriteAllText(_folder["kb/" + file], text.Replace(from, to, StringComparison.Ordinal));
        ToolRun run = Tool.Run("report", _folder["kb"]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains($"are not of one job: {complaint}", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_link_leads_to_is_written_and_the_link_stays(bool exists)
    {
        if (exists)
            File.WriteAllText(_folder["target.html"], "former");
        File.CreateSymbolicLink(_folder["second"], _folder["target.html"]);
        File.CreateSymbolicLink(_folder["first"], "second");
        Assert.Equal(0, Tool.Run("report", _folder["kb"], "--out", _folder["first"]).ExitCode);
        Assert.Equal("second", new FileInfo(_folder["first"]).LinkTarget);
        Assert.Equal(_folder["target.html"], new FileInfo(_folder["second"]).LinkTarget);
        Assert.Equal(File.ReadAllBytes(_folder["kb/report.html"]), File.ReadAllBytes(_folder["target.html"]));
    }

    [Theory]
    [InlineData("pipe", "is a folder, a pipe or a device")]
    [InlineData("to-pipe", "is a folder, a pipe or a device")]
    [InlineData("source", "is a folder, a pipe or a device")]
    [InlineData("-", "--out names a file")]
    public void What_is_no_file_keeps_its_place(string name, string complaint)
    {
        using (var pipe = System.Diagnostics.Process.Start("mkfifo", _folder["pipe"]))
            pipe.WaitForExit();
        File.CreateSymbolicLink(_folder["to-pipe"], _folder["pipe"]);
        ToolRun run = Tool.Run("report", _folder["kb"], "--out", name == "-" ? name : _folder[name]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(complaint, run.Error, StringComparison.Ordinal);
        Assert.True(name == "-" || Path.Exists(_folder[name]));
        using var test = System.Diagnostics.Process.Start("test", ["-p", _folder["pipe"]]);
        test.WaitForExit();
        Assert.Equal(0, test.ExitCode);
    }

    [Fact]
    public void A_record_without_the_job_s_course_will_do()
    {
        string record = File.ReadAllText(_folder["kb/job.json"]);
        int begin = record.IndexOf("  \"throughput\"", StringComparison.Ordinal);
        int end = record.IndexOf("  \"rejected\"", StringComparison.Ordinal);
        File.WriteAllText(_folder["kb/job.json"], record.Remove(begin, end - begin));
        Assert.Equal(0, Tool.Run("report", _folder["kb"]).ExitCode);
        Assert.Contains("no record of its course", File.ReadAllText(_folder["kb/report.html"]), StringComparison.Ordinal);
    }
}
