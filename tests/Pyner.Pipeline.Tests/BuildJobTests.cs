using Pyner.Pipeline.Tests.Fakes;
using Pyner.Sra;
using Pyner.Sra.Sources;
using Xunit;

namespace Pyner.Pipeline.Tests;

public sealed class BuildJobTests : IDisposable
{
    private readonly BuildHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Theory]
    [InlineData(1, 10, 100)]
    [InlineData(2, 10, 100)]
    [InlineData(3, 7, 1)]
    [InlineData(4, 1, 33)]
    [InlineData(5, 100, 10_000)]
    [InlineData(8, 10, 50)]
    public void Threads_and_batches_and_checkpoints_do_not_change_the_result(int threads, int batchSize, long checkpointEvery)
    {
        List<MemorySubmission> submissions = MemorySource.Generate(620, 1);
        BuildResult result = _harness.Run(
            new MemorySource(submissions) { Delays = true },
            options => options with { Threads = threads, BatchSize = batchSize, CheckpointEvery = checkpointEvery, Studies = true });
        Assert.Equal(BuildOutcome.DoneWithRejected, result.Outcome);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(620, result.Summary.Submissions);
        Assert.Equal(BuildHarness.Expected(submissions, _harness.Options with { Studies = true }), _harness.Outputs());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_stream_whose_submissions_come_in_pieces_gives_the_same(int threads)
    {
        List<MemorySubmission> pieces = MemorySource.Generate(500, 2, split: true);
        BuildResult result = _harness.Run(new MemorySource(pieces, SourceKind.TarGz) { Delays = true }, options => options with { Threads = threads });
        Assert.Equal(500, result.Summary.Submissions);
        Assert.True(pieces.Count > 500);
        Assert.Equal(BuildHarness.Expected(pieces, _harness.Options), _harness.Outputs());
    }

    [Fact]
    public void A_limit_ends_the_reading()
    {
        List<MemorySubmission> submissions = MemorySource.Generate(300, 3);
        BuildResult result = _harness.Run(new MemorySource(submissions), options => options with { Stage = 2, Limit = 123 });
        Assert.Equal(123, result.Summary.Submissions);
        Assert.Equal(BuildHarness.Expected(submissions.Take(123), _harness.Options with { Stage = 2 }), _harness.Outputs());
    }

    [Fact]
    public void A_job_without_rejected_files_is_done_with_exit_code_0()
    {
        List<MemorySubmission> submissions = [.. MemorySource.Generate(50, 4).Where(s => s.Files.All(f => f.Bytes.Length == 0 || f.Bytes[0] != 'b'))];
        BuildResult result = _harness.Run(new MemorySource(submissions));
        Assert.Equal((BuildOutcome.Done, 0, null), (result.Outcome, result.ExitCode, result.Message));
    }

    [Fact]
    public void The_summary_has_the_figures_of_the_whole()
    {
        List<MemorySubmission> submissions = MemorySource.Generate(250, 5);
        KnowledgeBase.Partial expected = LineParser.ParseAll(submissions);
        BuildSummary summary = _harness.Run(new MemorySource(submissions)).Summary;
        Assert.Equal(expected.Totals.Samples, summary.Samples);
        Assert.Equal(expected.Totals.Experiments, summary.Experiments);
        Assert.Equal(expected.Totals.Runs, summary.Runs);
        Assert.Equal(expected.Totals.Bytes, summary.Bytes);
        Assert.Equal(expected.Totals.IgnoredFiles, summary.IgnoredFiles);
        Assert.Equal(expected.Organisms.Count, summary.UniqueOrganisms);
        Assert.Equal(expected.Strategies.Count, summary.UniqueStrategies);
        Assert.Equal(expected.Rejected.Count, summary.Rejected);
        Assert.Equal(["broken"], summary.RejectedByCode.Keys);
        Assert.Equal(Enum.GetValues<SubmissionFileKind>().Sum(kind => expected.Totals[kind]), summary.Files.Values.Sum());
        Assert.Equal((25, 3), (summary.Batches, summary.Checkpoints));
        Assert.True(summary.PeakMemory > 0);
    }

    [Fact]
    public void Checkpoints_follow_the_number_asked_for()
    {
        var observer = new RecordingObserver();
        _harness.Run(new MemorySource(MemorySource.Generate(250, 6)) { Delays = true }, observer: observer);
        Assert.Equal([100, 200, 250], observer.Checkpoints.Select(c => c.Submissions));
        Assert.Equal([10, 20, 25], observer.Checkpoints.Select(c => c.EndBatch));
        Assert.Equal([false, false, true], observer.Checkpoints.Select(c => c.EndsSource));
    }

    [Fact]
    public void The_observer_hears_of_rejected_files_in_the_sources_order()
    {
        List<MemorySubmission> submissions = MemorySource.Generate(300, 7);
        var observer = new RecordingObserver();
        _harness.Run(new MemorySource(submissions) { Delays = true }, observer: observer);
        Assert.Equal(LineParser.ParseAll(submissions).Rejected, observer.Rejected);
        Assert.Contains(Path.Combine(_harness.Out, "knowledge_base.json"), observer.Published);
        Assert.Equal(300, observer.Beginning!.Submissions);
        Assert.Null(observer.Beginning.ResumedFrom);
    }

    [Fact]
    public async Task Progress_only_grows_and_never_passes_the_total()
    {
        var source = new MemorySource(MemorySource.Generate(800, 8)) { Delays = true };
        var job = new BuildJob(_harness.Options, BuildHarness.Ports(source));
        Task<BuildResult> running = Task.Run(() => job.Run(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        BuildProgress before = job.Progress;
        while (!running.IsCompleted)
        {
            BuildProgress now = job.Progress;
            Assert.True(
                now.Submissions >= before.Submissions && now.Bytes >= before.Bytes && now.Checkpoints >= before.Checkpoints && now.Phase >= before.Phase);
            Assert.True(now.SubmissionsTotal is null || now.Submissions <= now.SubmissionsTotal);
            before = now;
        }
        BuildResult result = await running;
        BuildProgress last = job.Progress;
        Assert.Equal(
            (BuildPhase.Ended, 800, 800, result.Summary.Rejected, result.Summary.Bytes, result.Summary.Checkpoints),
            (last.Phase, last.Submissions, last.SubmissionsTotal!.Value, last.Rejected, last.Bytes, last.Checkpoints));
    }

    [Fact]
    public void An_output_folder_inside_the_source_is_refused()
    {
        using var folder = new TemporaryFolder();
        foreach (string inside in new[] { folder.Path, folder["kb"], folder["kb"] + "/" })
        {
            var options = new BuildOptions { SourcePath = folder.Path, OutputFolder = inside };
            JobException refused = Assert.Throws<JobException>(
                () => new BuildJob(options, BuildHarness.Ports(new MemorySource([]))).Run(TestContext.Current.CancellationToken));
            Assert.Contains("lies in the source", refused.Message, StringComparison.Ordinal);
        }
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_source_that_does_not_open_leaves_no_folder_behind()
    {
        JobPorts ports = BuildHarness.Ports(new MemorySource([])) with { OpenSource = path => throw new SourceException($"'{path}' does not exist.") };
        Assert.Throws<SourceException>(() => new BuildJob(_harness.Options, ports).Run(TestContext.Current.CancellationToken));
        Assert.False(Directory.Exists(_harness.Out));
    }

    [Fact]
    public void A_parser_that_leaves_submissions_unread_is_found_out()
    {
        JobPorts ports = BuildHarness.Ports(new MemorySource(MemorySource.Generate(30, 9))) with { CreateParser = () => new FaultyParser(0, stops: true) };
        InvalidOperationException bug = Assert.Throws<InvalidOperationException>(
            () => new BuildJob(_harness.Options, ports).Run(TestContext.Current.CancellationToken));
        Assert.Contains("unread", bug.Message, StringComparison.Ordinal);
    }
}
