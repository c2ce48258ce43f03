using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Pyner.Cli.Tests;

public sealed class InterruptionTests : IDisposable
{
    // A checkpoint after each of so many submissions takes far longer than a signal takes to arrive.
    private const int Submissions = 4_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Signal.Interrupt)]
    [InlineData(Signal.Terminate)]
    public void A_signal_stops_the_job_at_a_checkpoint_and_resuming_gives_the_same_bytes(int signal)
    {
        HandmadeSource.WriteTree(_folder["source"], Submissions);
        string[] options = ["--threads", "2", "--batch-size", "1"];
        using (Process job = Tool.Start(
            KnowledgeBaseFolder.FixedTime, ["build", _folder["source"], "--out", _folder["kb"], "--json", "--checkpoint-every", "1", .. options]))
        {
            ReadToCheckpoint(job, 3);
            Signal.Send(job, signal);
            ToolRun run = ToolRun.EndOf(job);
            Assert.Equal(130, run.ExitCode);
            JsonElement summary = JsonDocument.Parse(run.OutputLines[^1]).RootElement;
            Assert.Equal("interrupted", summary.GetProperty("outcome").GetString());
            Assert.InRange(summary.GetProperty("submissions").GetInt64(), 3, Submissions - 1);
            Assert.False(File.Exists(_folder["kb/knowledge_base.json"]));
        }
        ToolRun resumed = Tool.Run(
            KnowledgeBaseFolder.FixedTime, ["build", _folder["source"], "--out", _folder["kb"], "--resume", .. options]);
        Assert.Equal(0, resumed.ExitCode);
        Assert.Contains("before the resume", resumed.Output, StringComparison.Ordinal);
        Assert.Equal(0, Tool.Run(KnowledgeBaseFolder.FixedTime, "build", _folder["source"], "--out", _folder["whole"]).ExitCode);
        KnowledgeBaseFolder.AssertSameBytes(_folder["whole"], _folder["kb"]);
    }

    [Fact]
    public void A_second_signal_stops_at_once_and_resuming_still_gives_the_same_bytes()
    {
        HandmadeSource.WriteTree(_folder["source"], Submissions);
        using (Process job = Tool.Start(
            KnowledgeBaseFolder.FixedTime, "build", _folder["source"], "--out", _folder["kb"], "--json", "--batch-size", "1", "--checkpoint-every", "1"))
        {
            ReadToCheckpoint(job, 2);
            Signal.Send(job, Signal.Interrupt);
            Signal.Send(job, Signal.Terminate);
            Assert.Equal(130, ToolRun.EndOf(job).ExitCode);
        }
        Assert.Equal(0, Tool.Run(
            KnowledgeBaseFolder.FixedTime, "build", _folder["source"], "--out", _folder["kb"], "--resume", "--batch-size", "1").ExitCode);
        Assert.Equal(0, Tool.Run(KnowledgeBaseFolder.FixedTime, "build", _folder["source"], "--out", _folder["whole"]).ExitCode);
        KnowledgeBaseFolder.AssertSameBytes(_folder["whole"], _folder["kb"]);
    }

    /// <summary>Reads JSON lines until the job has so many checkpoints.</summary>
    internal static void ReadToCheckpoint(Process job, int checkpoint)
    {
        while (job.StandardOutput.ReadLine() is { } line)
        {
            if (line.Contains($"\"type\":\"checkpoint\",\"checkpoint\":{checkpoint},", StringComparison.Ordinal))
                return;
        }
        Assert.Fail("the job ended before that checkpoint: " + job.StandardError.ReadToEnd());
    }
}
