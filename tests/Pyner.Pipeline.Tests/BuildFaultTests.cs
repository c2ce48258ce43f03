using Pyner.Pipeline.Ledgers;
using Pyner.Pipeline.Tests.Fakes;
using Pyner.Sra.Sources;
using Xunit;

namespace Pyner.Pipeline.Tests;

public sealed class BuildFaultTests : IDisposable
{
    private readonly BuildHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(4, true)]
    [InlineData(4, false)]
    public void A_source_that_ends_early_leaves_a_checkpoint_of_all_before_and_publishes_nothing(int threads, bool inPlan)
    {
        List<MemorySubmission> submissions = MemorySource.Generate(300, 31);
        MemorySource broken = inPlan
            ? new(submissions, SourceKind.TarGz) { PlanBreaksAt = 257, Delays = true }
            : new(submissions, SourceKind.TarGz) { BreaksAt = 257, Delays = true };
        BuildResult result = _harness.Run(broken, options => options with { Threads = threads });
        Assert.Equal((BuildOutcome.Failed, 2), (result.Outcome, result.ExitCode));
        Assert.Contains("cut off", result.Message, StringComparison.Ordinal);
        Assert.Empty(_harness.Outputs());
        LedgerJob job = _harness.Job()!;
        Assert.Equal(JobState.Failed, job.State);
        Assert.StartsWith(job.Reason!, result.Message, StringComparison.Ordinal);
        Assert.EndsWith("--resume.", result.Message, StringComparison.Ordinal);
        Assert.False(job.LastCheckpoint!.EndsSource);
        // Batches of 10: 25 whole ones come before submission 257.
        Assert.Equal((250, 250), (result.Summary.Submissions, job.LastCheckpoint.Submissions));
        Assert.Contains("\"state\": \"failed\"", _harness.Read("job.json"), StringComparison.Ordinal);
        Assert.Contains("cut off", _harness.Read("job.json"), StringComparison.Ordinal);

        JobException refused = Assert.Throws<JobException>(() => _harness.Run(new MemorySource(submissions, SourceKind.TarGz)));
        Assert.Contains("cut off", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_can_not_be_written_fails_the_job_which_then_has_no_knowledge_base()
    {
        List<MemorySubmission> submissions = MemorySource.Generate(300, 35);
        string report = Path.Combine(_harness.Out, "report.html");
        var observer = new RecordingObserver { OnPublished = _ => Directory.CreateDirectory(report) };
        BuildResult failed = _harness.Run(new MemorySource(submissions), observer: observer);
        Assert.Equal(BuildOutcome.Failed, failed.Outcome);
        Assert.Contains(report, failed.Message, StringComparison.Ordinal);
        Assert.EndsWith("go on with --resume.", failed.Message, StringComparison.Ordinal);
        Assert.Contains(observer.Published, path => Path.GetFileName(path) == "knowledge_base.json");
        Assert.DoesNotContain("knowledge_base.json", _harness.Outputs().Keys);

        Directory.Delete(report);
        Assert.Equal(BuildOutcome.DoneWithRejected, _harness.Run(new MemorySource(submissions), options => options with { Resume = true }).Outcome);
        Assert.Equal(BuildHarness.Expected(submissions, _harness.Options), _harness.Outputs());
        Assert.True(File.Exists(report));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_repaired_archive_is_proven_to_begin_as_before_and_the_job_goes_on(int threads)
    {
        List<MemorySubmission> submissions = MemorySource.Generate(300, 32, split: true);
        _harness.Run(new MemorySource(submissions, SourceKind.TarGz, "broken") { PlanBreaksAt = 217 });
        long merged = _harness.Job()!.LastCheckpoint!.EndBatch;
        var observer = new RecordingObserver();
        var parsers = new List<CountingParser>();
        JobPorts ports = BuildHarness.Ports(new MemorySource(submissions, SourceKind.TarGz, "repaired") { Delays = true }) with
        {
            CreateParser = () =>
            {
                var parser = new CountingParser();
                lock (parsers)
                    parsers.Add(parser);
                return parser;
            },
        };
        BuildResult result = new BuildJob(_harness.Options with { Resume = true, Threads = threads }, ports, observer)
            .Run(TestContext.Current.CancellationToken);
        Assert.Equal(BuildOutcome.DoneWithRejected, result.Outcome);
        Assert.True(observer.Beginning!.Proves);
        Assert.Equal(((submissions.Count + 9) / 10) - merged, parsers.Sum(parser => parser.Batches));
        Assert.Equal(BuildHarness.Expected(submissions, _harness.Options), _harness.Outputs());
        Assert.All(observer.Checkpoints, checkpoint => Assert.Equal("repaired", checkpoint.Fingerprint));
    }

    [Theory]
    [InlineData(0)] // another text
    [InlineData(1)] // another submission
    [InlineData(2)] // a file less
    [InlineData(3)] // fewer submissions than were merged
    public void An_archive_that_begins_otherwise_is_refused_and_the_checkpoints_stay(int change)
    {
        List<MemorySubmission> submissions = MemorySource.Generate(300, 33);
        _harness.Run(new MemorySource(submissions, SourceKind.TarGz, "broken") { PlanBreaksAt = 217 });
        IReadOnlyList<Checkpoint> before = Checkpoints();
        var other = new List<MemorySubmission>(submissions);
        int at = submissions.FindIndex(s => s.Files.Count > 2 && s.Files[^1].Bytes[0] != 'b');
        MemorySubmission one = submissions[at];
        switch (change)
        {
            case 0:
                other[at] = one with { Files = [.. one.Files.SkipLast(1), (one.Files[^1].Kind, [.. one.Files[^1].Bytes.SkipLast(2), (byte)'x', (byte)'\n'])] };
                break;
            case 1:
                other.RemoveAt(at);
                break;
            case 2:
                other[at] = one with { Files = [.. one.Files.SkipLast(1)] };
                break;
            default:
                other = [.. submissions.Take(100)];
                break;
        }
        JobException refused = Assert.Throws<JobException>(
            () => _harness.Run(new MemorySource(other, SourceKind.TarGz, "other") { Delays = true }, options => options with { Resume = true }));
        Assert.Contains("does not begin with", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Checkpoints());
        Assert.Equal(
            BuildOutcome.DoneWithRejected,
            _harness.Run(new MemorySource(submissions, SourceKind.TarGz, "repaired"), options => options with { Resume = true }).Outcome);
        Assert.Equal(BuildHarness.Expected(submissions, _harness.Options), _harness.Outputs());
    }

    [Fact]
    public void An_archive_that_breaks_again_while_it_is_proven_fails_and_stays_resumable()
    {
        List<MemorySubmission> submissions = MemorySource.Generate(300, 34);
        _harness.Run(new MemorySource(submissions, SourceKind.TarGz, "a") { PlanBreaksAt = 217 });
        IReadOnlyList<Checkpoint> before = Checkpoints();
        BuildResult again = _harness.Run(
            new MemorySource(submissions, SourceKind.TarGz, "b") { PlanBreaksAt = 117 }, options => options with { Resume = true });
        Assert.Equal(BuildOutcome.Failed, again.Outcome);
        Assert.Equal(before, Checkpoints());
        Assert.Equal(
            BuildOutcome.DoneWithRejected,
            _harness.Run(new MemorySource(submissions, SourceKind.TarGz, "c"), options => options with { Resume = true }).Outcome);
        Assert.Equal(BuildHarness.Expected(submissions, _harness.Options), _harness.Outputs());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_bug_in_the_parser_is_thrown_and_what_was_merged_before_is_kept(int threads)
    {
        List<MemorySubmission> submissions = MemorySource.Generate(300, 35);
        JobPorts ports = BuildHarness.Ports(new MemorySource(submissions)) with { CreateParser = () => new FaultyParser(4) };
        Assert.Throws<InvalidOperationException>(
            () => new BuildJob(_harness.Options with { Threads = threads }, ports).Run(TestContext.Current.CancellationToken));
        Assert.True(_harness.Job()!.LastCheckpoint!.EndBatch >= 4);
        _harness.Run(new MemorySource(submissions), options => options with { Resume = true });
        Assert.Equal(BuildHarness.Expected(submissions, _harness.Options), _harness.Outputs());
    }

    [Fact]
    public void A_parser_that_can_not_be_made_refuses_the_job_before_anything_is_changed()
    {
        JobPorts ports = BuildHarness.Ports(new MemorySource(MemorySource.Generate(30, 36))) with
        {
            CreateParser = () => throw new JobException("PYNER_INDEXER names no indexer"),
        };
        Assert.Throws<JobException>(() => new BuildJob(_harness.Options, ports).Run(TestContext.Current.CancellationToken));
        Assert.False(Directory.Exists(_harness.Out));
    }

    [Fact]
    public void A_ledger_that_fails_stops_the_job_with_its_reason()
    {
        JobPorts ports = BuildHarness.Ports(new MemorySource(MemorySource.Generate(600, 37)) { Delays = true }) with
        {
            OpenLedger = folder => new FailingLedger(SqliteLedger.Open(folder), 2),
        };
        BuildResult result = new BuildJob(_harness.Options, ports).Run(TestContext.Current.CancellationToken);
        Assert.Equal((BuildOutcome.Failed, "the disk is full"), (result.Outcome, result.Message));
        Assert.Equal((200, 200), (result.Summary.Submissions, _harness.Job()!.LastCheckpoint!.Submissions));
        List<MemorySubmission> submissions = MemorySource.Generate(600, 37);
        _harness.Run(new MemorySource(submissions), options => options with { Resume = true });
        Assert.Equal(BuildHarness.Expected(submissions, _harness.Options), _harness.Outputs());
    }

    [Theory]
    [InlineData("knowledge_base.json")]
    [InlineData("rejected.jsonl")]
    [InlineData("job.json")]
    [InlineData("report.html")]
    public void An_output_that_can_not_be_written_fails_the_job_and_is_written_by_resuming_without_reading_again(string name)
    {
        List<MemorySubmission> submissions = MemorySource.Generate(200, 38);
        string path = Path.Combine(_harness.Out, name);
        BuildResult result = _harness.Run(new MemorySource(submissions) { Opened = _ => Directory.CreateDirectory(path) });
        Assert.Equal(BuildOutcome.Failed, result.Outcome);
        Assert.Contains(path, result.Message, StringComparison.Ordinal);
        Assert.NotEqual(JobState.Finished, _harness.Job()!.State);
        Directory.Delete(path);
        BuildResult again = _harness.Run(new MemorySource(submissions) { BreaksAt = 0, PlanBreaksAt = 0 }, options => options with { Resume = true });
        Assert.Equal(BuildOutcome.DoneWithRejected, again.Outcome);
        Assert.Equal(BuildHarness.Expected(submissions, _harness.Options), _harness.Outputs());
        Assert.Equal(JobState.Finished, _harness.Job()!.State);
    }

    [Fact]
    public void Outputs_of_the_job_before_are_gone_before_a_new_one_is_planned()
    {
        List<MemorySubmission> submissions = MemorySource.Generate(100, 39);
        _harness.Run(new MemorySource(submissions), options => options with { Studies = true });
        Dictionary<string, string> before = _harness.Outputs();
        JobPorts ports = BuildHarness.Ports(new MemorySource(MemorySource.Generate(50, 40))) with
        {
            OpenLedger = folder => new UnplannableLedger(SqliteLedger.Open(folder)),
        };
        Assert.Throws<JobException>(() => new BuildJob(_harness.Options with { Restart = true }, ports).Run(TestContext.Current.CancellationToken));
        Assert.Empty(_harness.Outputs());
        _harness.Run(new MemorySource(submissions), options => options with { Studies = true, Resume = true });
        Assert.Equal(before, _harness.Outputs());
    }

    private IReadOnlyList<Checkpoint> Checkpoints()
    {
        using var ledger = SqliteLedger.Open(_harness.Out);
        return ledger.ReadCheckpoints(ledger.Find()!.Id);
    }
}
