using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using Xunit;

namespace Pyner.Cli.Tests;

public sealed class BuildErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_source_that_does_not_exist_is_named()
    {
        ToolRun run = Tool.Run("build", _folder["none"], "--out", _folder["kb"]);
        AssertRefused(run, _folder["none"]);
        AssertRefused(Tool.Run("build", _folder["none"], "--out", _folder["kb"], "--json"), _folder["none"]);
        Assert.False(Directory.Exists(_folder["kb"]));
    }

    [Fact]
    public void An_empty_folder_is_refused()
    {
        Directory.CreateDirectory(_folder["empty"]);
        AssertRefused(Tool.Run("build", _folder["empty"], "--out", _folder["kb"]), _folder["empty"]);
    }

    [Fact]
    public void A_folder_without_a_submission_is_refused()
    {
        Directory.CreateDirectory(_folder["photos"]);
        File.WriteAllText(_folder["photos/cat.jpg"], "meow");
        AssertRefused(Tool.Run("build", _folder["photos"], "--out", _folder["kb"]), _folder["photos"]);
    }

    [Fact]
    public void A_folder_in_the_tables_of_another_knowledge_base_is_refused()
    {
        HandmadeSource.WriteTree(_folder["source"], 20);
        Assert.Equal(0, Tool.Run("build", _folder["source"], "--out", _folder["kb"], "--tables").ExitCode);
        AssertRefused(Tool.Run("build", _folder["source"], "--out", _folder["kb/tables/mine"]), _folder["kb/tables"]);
        Assert.False(Directory.Exists(_folder["kb/tables/mine"]));
    }

    [Fact]
    public void An_archive_without_a_submission_is_no_reason_to_resume()
    {
        using (var compressed = new GZipStream(File.Create(_folder["photos.tar.gz"]), CompressionLevel.Fastest))
        using (var archive = new TarWriter(compressed))
            archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "cat.jpg") { DataStream = new MemoryStream("meow"u8.ToArray()) });
        ToolRun run = Tool.Run("build", _folder["photos.tar.gz"], "--out", _folder["kb"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("holds no submission", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was read before: the next build into this folder begins anew.", run.Error.Trim(), StringComparison.Ordinal);
        Assert.DoesNotContain("--resume", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_archive_is_refused()
    {
        File.WriteAllText(_folder["notes.txt"], "no archive");
        AssertRefused(Tool.Run("build", _folder["notes.txt"], "--out", _folder["kb"]), _folder["notes.txt"]);
    }

    [Fact]
    public void An_output_folder_that_can_t_be_made_is_named()
    {
        HandmadeSource.WriteTree(_folder["source"], 1);
        File.WriteAllText(_folder["file"], "");
        AssertRefused(Tool.Run("build", _folder["source"], "--out", _folder["file/kb"]), _folder["file/kb"]);
    }

    [Fact]
    public void An_indexer_that_does_not_exist_is_refused()
    {
        HandmadeSource.WriteTree(_folder["source"], 1);
        ToolRun run = Tool.Run(new Dictionary<string, string> { ["PYNER_INDEXER"] = "abacus" }, "build", _folder["source"], "--out", _folder["kb"]);
        AssertRefused(run, "abacus");
    }

    [Fact]
    public void A_truncated_archive_fails_with_what_was_read_before_the_fault()
    {
        HandmadeSource.WriteTarGz(_folder["dump.tar.gz"], 300);
        using (FileStream archive = File.OpenWrite(_folder["dump.tar.gz"]))
            archive.SetLength(archive.Length / 2);
        ToolRun run = Tool.Run("build", _folder["dump.tar.gz"], "--out", _folder["kb"], "--batch-size", "10");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("pyner: error: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("dump.tar.gz", run.Error, StringComparison.Ordinal);
        Assert.Matches("(?m)^Processed +[1-9][0-9]* submissions", run.Output);
        Assert.Matches("(?m)^Knowledge base +not written$", run.Output);
        Assert.False(File.Exists(_folder["kb/knowledge_base.json"]));
    }

    [Fact]
    public void An_unfinished_job_is_neither_overwritten_nor_resumed_with_other_options()
    {
        HandmadeSource.WriteTree(_folder["source"], 1_500);
        LeaveUnfinished();
        string[] same = ["build", _folder["source"], "--out", _folder["kb"], "--batch-size", "1"];
        ToolRun again = Tool.Run(same);
        AssertRefused(again, "--resume");
        Assert.Contains("--restart", again.Error, StringComparison.Ordinal);
        AssertRefused(Tool.Run([.. same, "--resume", "--limit", "7"]), "--limit");
        Assert.Equal(0, Tool.Run([.. same, "--restart"]).ExitCode);
    }

    [Fact]
    public void The_knowledge_base_of_another_source_is_replaced_only_where_it_is_asked_for()
    {
        HandmadeSource.WriteTree(_folder["source"], 3);
        HandmadeSource.WriteTree(_folder["other"], 4);
        Assert.Equal(0, Tool.Run("build", _folder["source"], "--out", _folder["kb"]).ExitCode);
        byte[] before = File.ReadAllBytes(_folder["kb/knowledge_base.json"]);
        foreach (string[] other in (string[][])[[_folder["other"]], [_folder["source"], "--studies"], [_folder["source"], "--limit", "2"]])
            AssertRefused(Tool.Run(["build", "--out", _folder["kb"], .. other]), "--restart");
        Assert.Equal(before, File.ReadAllBytes(_folder["kb/knowledge_base.json"]));
        Assert.Equal(0, Tool.Run("build", _folder["source"], "--out", _folder["kb"]).ExitCode);
        Assert.Equal(0, Tool.Run("build", _folder["other"], "--out", _folder["kb"], "--restart").ExitCode);
    }

    [Fact]
    public void A_mistaken_source_does_not_block_the_right_one()
    {
        using (var compressed = new GZipStream(File.Create(_folder["passwd.gz"]), CompressionLevel.Fastest))
            compressed.Write(Enumerable.Repeat((byte)'x', 2_000).ToArray());
        ToolRun mistaken = Tool.Run("build", _folder["passwd.gz"], "--out", _folder["kb"]);
        Assert.Equal(2, mistaken.ExitCode);
        Assert.Contains("is gzip, but holds no tar", mistaken.Error, StringComparison.Ordinal);
        HandmadeSource.WriteTree(_folder["source"], 3);
        ToolRun run = Tool.Run("build", _folder["source"], "--out", _folder["kb"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"An earlier job on '{_folder["passwd.gz"]}' failed before its first checkpoint", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_resume_is_said()
    {
        HandmadeSource.WriteTree(_folder["source"], 1);
        AssertRefused(Tool.Run("build", _folder["source"], "--out", _folder["kb"], "--resume"), "--resume");
    }

    [Fact]
    public void A_stack_trace_is_shown_only_where_it_is_asked_for()
    {
        var debug = new Dictionary<string, string> { ["PYNER_DEBUG"] = "1" };
        Assert.Contains("   at Pyner.", Tool.Run(debug, "build", _folder["none"], "--out", _folder["kb"]).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2>/dev/full")]
    [InlineData("2>&-")]
    public void A_log_that_can_not_be_written_ends_no_job(string log)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full");
        HandmadeSource.WriteTree(_folder["source"], 20);
        File.WriteAllText(_folder["source/SRA999999.run.xml"], "<broken");
        string command = $"exec {Tool.Command} build '{_folder["source"]}' --out '{_folder["kb"]}' --batch-size 1 --checkpoint-every 5 {log}";
        ToolRun run = Tool.InShell(command);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("21", run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["kb/knowledge_base.json"]));
    }

    [Theory]
    [InlineData("--json", ">/dev/full", 2)]
    [InlineData("", ">/dev/full", 2)]
    [InlineData("--json", ">&-", 2)]
    [InlineData("--quiet", ">/dev/full", 0)]
    public void A_stdout_that_can_not_be_written_ends_no_job_and_is_told(string option, string redirection, int exitCode)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full");
        HandmadeSource.WriteTree(_folder["source"], 20);
        string command = $"exec {Tool.Command} build '{_folder["source"]}' --out '{_folder["kb"]}' {option} {redirection}";
        ToolRun run = Tool.InShell(command);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal(exitCode == 2, run.Error.Contains("stdout can't be written: ", StringComparison.Ordinal));
        Assert.Equal(exitCode == 2, run.Error.Contains($"The knowledge base in '{_folder["kb"]}' is complete", StringComparison.Ordinal));
        Assert.Equal(0, Tool.Run("verify", _folder["kb"], _folder["source"]).ExitCode);
    }

    private void LeaveUnfinished()
    {
        using Process job = Tool.Start(
            new Dictionary<string, string>(), "build", _folder["source"], "--out", _folder["kb"],
            "--threads", "1", "--batch-size", "1", "--checkpoint-every", "1", "--json");
        InterruptionTests.ReadToCheckpoint(job, 3);
        Signal.Send(job, Signal.Kill);
        Assert.Equal(128 + Signal.Kill, ToolRun.EndOf(job).ExitCode);
    }

    private static void AssertRefused(ToolRun run, string mention)
    {
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith("pyner: error: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(mention, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
