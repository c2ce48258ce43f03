using Pyner.Pipeline.Ledgers;
using Xunit;

namespace Pyner.Pipeline.Tests;

/// <summary>Real processes that want the same output folder.</summary>
public sealed class TwoProcessesTests : IClassFixture<RealSources>
{
    private readonly RealSources _sources;

    public TwoProcessesTests(RealSources sources) => _sources = sources;

    [Fact]
    public void A_second_process_on_the_same_folder_is_refused_and_harms_nothing()
    {
        using var folder = new TemporaryFolder();
        Dictionary<string, string> undisturbed = JobProcess.Undisturbed(_sources["tree"], folder["undisturbed"]);
        using SqliteLedger held = SqliteLedger.Open(folder["out"]);
        foreach (string mode in new[] { "start", "resume", "restart" })
        {
            using JobProcess second = JobProcess.Start(_sources["tree"], folder["out"], 1, JobProcess.BatchSize, 10, mode);
            (int exitCode, string said) = second.Wait();
            Assert.Equal(2, exitCode);
            Assert.Contains("Another pyner is writing", said, StringComparison.Ordinal);
        }
        held.Dispose();
        using JobProcess alone = JobProcess.Start(_sources["tree"], folder["out"], 1, JobProcess.BatchSize, 10, "start");
        (int code, string output) = alone.Wait();
        Assert.True(code is 0 or 1, output);
        Assert.Equal(undisturbed, PublishedOutputs.Of(folder["out"]));
    }

    [Fact]
    public void Of_processes_started_at_once_one_does_the_job_and_the_others_are_refused()
    {
        using var folder = new TemporaryFolder();
        Dictionary<string, string> undisturbed = JobProcess.Undisturbed(_sources["tree"], folder["undisturbed"]);
        List<JobProcess> processes = [.. Enumerable.Range(0, 4)
            .Select(_ => JobProcess.Start(_sources["tree"], folder["out"], 1, JobProcess.BatchSize, 10, "start"))];
        List<(int ExitCode, string Output)> ends = [.. processes.Select(process => process.Wait())];
        processes.ForEach(process => process.Dispose());
        // One that comes after another has ended builds anew, which is fine; none may fail otherwise.
        Assert.Contains(ends, end => end.ExitCode is 0 or 1);
        Assert.All(ends.Where(end => end.ExitCode == 2), end => Assert.Contains("Another pyner is writing", end.Output, StringComparison.Ordinal));
        Assert.Equal(undisturbed, PublishedOutputs.Of(folder["out"]));
    }
}
