using Pyner.Pipeline.Ledgers;
using Pyner.Pipeline.Tests.Fakes;
using Xunit;

namespace Pyner.Pipeline.Tests;

public sealed class SmallDiskTests
{
    private static readonly List<MemorySubmission> s_submissions = MemorySource.Generate(3_000, 51);

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(200)]
    [InlineData(300)]
    [InlineData(330)]
    public void A_disk_that_fills_up_fails_the_job_and_after_making_room_it_goes_on(int kilobytes)
    {
        using SmallDisk? disk = SmallDisk.TryMount(kilobytes);
        Assert.SkipUnless(disk is not null, SmallDisk.Absent);
        BuildOptions options = Options(disk.Path);
        string message;
        try
        {
            BuildResult result = Run(options);
            Assert.Equal(BuildOutcome.Failed, result.Outcome);
            message = result.Message!;
            Assert.Contains("--resume", message, StringComparison.Ordinal);
        }
        catch (JobException e)
        {
            // So small that not even the ledger can be laid out.
            message = e.Message;
        }
        Assert.Contains("full", message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(options.OutputFolder, "knowledge_base.json")));

        disk.Resize(20_000);
        bool planned;
        using (var ledger = SqliteLedger.Open(options.OutputFolder))
            planned = ledger.Find() is not null;
        Assert.Equal(BuildOutcome.DoneWithRejected, Run(options with { Resume = planned }).Outcome);
        Assert.Equal(BuildHarness.Expected(s_submissions, options), PublishedOutputs.Of(options.OutputFolder));
    }

    [Fact]
    public void A_folder_that_can_not_be_written_is_refused()
    {
        using SmallDisk? disk = SmallDisk.TryMount(20_000);
        Assert.SkipUnless(disk is not null, SmallDisk.Absent);
        disk.Protect(true);
        JobException refused = Assert.Throws<JobException>(() => Run(Options(disk.Path)));
        Assert.Contains("--out", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ledger_that_can_not_be_written_any_more_is_refused()
    {
        using SmallDisk? disk = SmallDisk.TryMount(20_000);
        Assert.SkipUnless(disk is not null, SmallDisk.Absent);
        BuildOptions options = Options(disk.Path);
        Run(options);
        disk.Protect(true);
        JobException refused = Assert.Throws<JobException>(() => Run(options));
        Assert.Contains("not writable", refused.Message, StringComparison.Ordinal);
        disk.Protect(false);
    }

    private static BuildOptions Options(string disk) =>
        new() { SourcePath = "/memory", OutputFolder = Path.Combine(disk, "out"), BatchSize = 10, CheckpointEvery = 100, Threads = 2, Studies = true };

    private static BuildResult Run(BuildOptions options) =>
        new BuildJob(options, BuildHarness.Ports(new MemorySource(s_submissions))).Run(TestContext.Current.CancellationToken);
}
