using Pyner.KnowledgeBase;
using Pyner.Pipeline.Ledgers;
using Pyner.Pipeline.Tests.Fakes;
using Pyner.Sra.Sources;
using Xunit;

namespace Pyner.Pipeline.Tests;

public sealed class BuildResumeTests : IDisposable
{
    private readonly BuildHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Interrupted_at_any_point_and_resumed_gives_the_same_bytes(int seed)
    {
        var random = new Random(seed);
        SourceKind kind = seed % 2 == 0 ? SourceKind.TarGz : SourceKind.Tar;
        List<MemorySubmission> submissions = MemorySource.Generate(700, seed, kind == SourceKind.TarGz);
        int executions = 0;
        BuildResult result;
        do
        {
            using var cancellation = new CancellationTokenSource();
            int left = random.Next(0, 25);
            var source = new MemorySource(submissions, kind)
            {
                Delays = true,
                Opened = _ =>
                {
                    if (Interlocked.Decrement(ref left) < 0)
                        cancellation.Cancel();
                },
            };
            bool resume = executions++ > 0;
            result = _harness.Run(
                source, options => options with { Resume = resume, Threads = random.Next(1, 9), CheckpointEvery = random.Next(1, 300) }, stop: cancellation);
            if (result.Outcome != BuildOutcome.Interrupted)
                break;
            Assert.Equal(130, result.ExitCode);
            Assert.Contains("--resume", result.Message, StringComparison.Ordinal);
            Assert.False(File.Exists(Path.Combine(_harness.Out, "knowledge_base.json")));
            Assert.Equal(JobState.Interrupted, _harness.Job()!.State);
        }
        while (executions < 500);
        Assert.True(executions > 2);
        Assert.Equal(700, result.Summary.Submissions);
        Assert.Equal(BuildHarness.Expected(submissions, _harness.Options), _harness.Outputs());
    }

    [Fact]
    public void A_resumed_job_parses_only_what_is_not_merged()
    {
        List<MemorySubmission> submissions = MemorySource.Generate(300, 11);
        Interrupt(submissions, afterBatches: 15);
        long merged = _harness.Job()!.LastCheckpoint!.EndBatch;
        Assert.InRange(merged, 1, 29);
        var opened = new List<long>();
        var observer = new RecordingObserver();
        _harness.Run(
            new MemorySource(submissions) { Opened = batch => { lock (opened) { opened.Add(batch.Ordinal); } } },
            options => options with { Resume = true },
            observer: observer);
        opened.Sort();
        Assert.Equal(Enumerable.Range((int)merged, 30 - (int)merged).Select(i => (long)i), opened);
        Assert.Equal(merged, observer.Beginning!.ResumedFrom!.EndBatch);
        Assert.Equal(LineParser.ParseAll(submissions.Skip((int)merged * 10)).Rejected, observer.Rejected);
        Assert.Contains($"\"resumed_from\": {{\n    \"batches\": {merged},", _harness.Read("job.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_job_goes_on_from_deltas_that_were_folded()
    {
        List<MemorySubmission> submissions = MemorySource.Generate(700, 13);
        Interrupt(submissions, afterBatches: 50);
        using (var ledger = SqliteLedger.Open(_harness.Out))
        {
            LedgerJob job = ledger.Find()!;
            Assert.InRange(job.LastCheckpoint!.Sequence, 2, 6);
            var sum = new Partial();
            for (int sequence = 0; sequence < job.LastCheckpoint.Sequence; sequence++)
                sum.Merge(Partial.ReadFrom(new MemoryStream(ledger.ReadDelta(job.Id, sequence)!)));
            using var stream = new MemoryStream();
            sum.WriteTo(stream);
            Assert.True(ledger.Fold(job.Id, job.LastCheckpoint.Sequence - 1, stream.ToArray()));
        }
        Assert.Equal(BuildOutcome.DoneWithRejected, _harness.Run(new MemorySource(submissions), options => options with { Resume = true }).Outcome);
        Assert.Equal(BuildHarness.Expected(submissions, _harness.Options), _harness.Outputs());
    }

    [Fact]
    public void Starting_over_an_unfinished_job_stops_and_names_the_ways_on()
    {
        List<MemorySubmission> submissions = MemorySource.Generate(300, 12);
        Interrupt(submissions, afterBatches: 15);
        LedgerJob before = _harness.Job()!;
        JobException refused = Assert.Throws<JobException>(() => _harness.Run(new MemorySource(submissions)));
        Assert.Contains(_harness.Out, refused.Message, StringComparison.Ordinal);
        Assert.Contains("--resume", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--restart", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"{before.LastCheckpoint!.Submissions:N0} submissions", refused.Message, StringComparison.Ordinal);
        Assert.Contains(
            before.StartedAt.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture),
            refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, _harness.Job());
    }

    [Fact]
    public void Restart_drops_the_unfinished_job()
    {
        Interrupt(MemorySource.Generate(300, 13), afterBatches: 15);
        string before = _harness.Job()!.Id;
        List<MemorySubmission> others = MemorySource.Generate(200, 14);
        BuildResult result = _harness.Run(new MemorySource(others, fingerprint: "another"), options => options with { Restart = true });
        Assert.Equal(200, result.Summary.Submissions);
        Assert.NotEqual(before, _harness.Job()!.Id);
        Assert.Equal(BuildHarness.Expected(others, _harness.Options), _harness.Outputs());
    }

    [Fact]
    public void A_finished_job_is_built_anew_without_being_asked_twice()
    {
        _harness.Run(new MemorySource(MemorySource.Generate(100, 15)), options => options with { Studies = true });
        List<MemorySubmission> others = MemorySource.Generate(200, 16);
        _harness.Run(new MemorySource(others), options => options with { Studies = true });
        Assert.Equal(BuildHarness.Expected(others, _harness.Options with { Studies = true }), _harness.Outputs());
    }

    [Fact]
    public void A_finished_knowledge_base_of_another_source_is_replaced_only_where_it_is_asked_for()
    {
        List<MemorySubmission> others = MemorySource.Generate(200, 16);
        foreach (MemorySource other in (MemorySource[])[new(others, fingerprint: "next month's"), new(others, SourceKind.Tar), new(others, path: "/other")])
        {
            using var harness = new BuildHarness();
            harness.Run(new MemorySource(MemorySource.Generate(100, 15)));
            Dictionary<string, string> before = harness.Outputs();
            LedgerJob job = harness.Job()!;
            JobException refused = Assert.Throws<JobException>(() => harness.Run(other));
            Assert.StartsWith($"'{harness.Out}' holds the knowledge base of the folder '/memory' (100 submissions, finished ", refused.Message, StringComparison.Ordinal);
            Assert.EndsWith("or replace what is there by giving --restart.", refused.Message, StringComparison.Ordinal);
            Assert.Equal(before, harness.Outputs());
            Assert.Equal(job, harness.Job());
            harness.Run(other, options => options with { Restart = true });
            Assert.Equal(BuildHarness.Expected(others, harness.Options), harness.Outputs());
        }
    }

    [Fact]
    public void A_finished_archive_that_moved_is_the_same()
    {
        List<MemorySubmission> submissions = MemorySource.Generate(100, 15);
        _harness.Run(new MemorySource(submissions, SourceKind.TarGz));
        Assert.Null(_harness.Run(new MemorySource(submissions, SourceKind.TarGz, path: "/moved")).Message);
        Assert.Equal("/moved", _harness.Job()!.Identity.SourcePath);
    }

    [Theory]
    [MemberData(nameof(OtherOptions))]
    public void A_finished_knowledge_base_of_other_options_is_replaced_only_where_it_is_asked_for(string option, string before, string now, int which)
    {
        var source = new MemorySource(MemorySource.Generate(100, 15));
        _harness.Run(source);
        Dictionary<string, string> outputs = _harness.Outputs();
        JobException refused = Assert.Throws<JobException>(() => _harness.Run(source, options => With(options, which)));
        Assert.Contains($"{option} was {before}, is {now}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(outputs, _harness.Outputs());
        Assert.Null(_harness.Run(source, options => With(options, which) with { Restart = true }).Message);
    }

    [Fact]
    public void A_knowledge_base_without_a_ledger_is_replaced_only_where_it_is_asked_for()
    {
        var source = new MemorySource(MemorySource.Generate(100, 15));
        _harness.Run(source);
        Directory.Delete(Path.Combine(_harness.Out, ".pyner"), recursive: true);
        JobException refused = Assert.Throws<JobException>(() => _harness.Run(source));
        Assert.Contains("--restart", refused.Message, StringComparison.Ordinal);
        Assert.False(SqliteLedger.Exists(_harness.Out));
        Assert.NotEmpty(_harness.Outputs());
        Assert.Null(_harness.Run(source, options => options with { Restart = true }).Message);
    }

    [Fact]
    public void A_job_that_fails_over_a_finished_one_leaves_no_old_figures()
    {
        _harness.Run(new MemorySource(MemorySource.Generate(100, 17)));
        _harness.Run(new MemorySource(MemorySource.Generate(200, 18)) { BreaksAt = 150 });
        Assert.Empty(_harness.Outputs());
        Assert.Contains("\"state\": \"failed\"", _harness.Read("job.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_job_that_failed_before_its_first_checkpoint_gives_way_to_any_other(bool resume)
    {
        BuildResult failed = _harness.Run(new MemorySource(MemorySource.Generate(300, 17), SourceKind.TarGz, "the wrong one") { PlanBreaksAt = 0 });
        Assert.Equal(BuildOutcome.Failed, failed.Outcome);
        LedgerJob before = _harness.Job()!;
        Assert.Equal((JobState.Failed, null), (before.State, before.LastCheckpoint));
        List<MemorySubmission> others = MemorySource.Generate(200, 18);
        var observer = new RecordingObserver();
        BuildResult result = _harness.Run(new MemorySource(others), options => options with { Resume = resume, Studies = true }, observer: observer);
        Assert.Equal((BuildOutcome.DoneWithRejected, null), (result.Outcome, result.Message));
        Assert.StartsWith("An earlier job on '/memory' failed before its first checkpoint: the archive is cut off", Assert.Single(observer.Notices), StringComparison.Ordinal);
        Assert.Equal(BuildHarness.Expected(others, _harness.Options with { Studies = true }), _harness.Outputs());
    }

    [Fact]
    public void Resuming_a_finished_job_says_that_it_is_done()
    {
        var source = new MemorySource(MemorySource.Generate(100, 19));
        _harness.Run(source);
        Dictionary<string, string> before = _harness.Outputs();
        string record = _harness.Read("job.json");
        BuildResult again = _harness.Run(source, options => options with { Resume = true });
        Assert.Equal(BuildOutcome.DoneWithRejected, again.Outcome);
        Assert.Contains("done already", again.Message, StringComparison.Ordinal);
        Assert.Equal(100, again.Summary.Submissions);
        Assert.Equal(before, _harness.Outputs());
        Assert.Equal(record, _harness.Read("job.json"));
    }

    [Theory]
    [InlineData("knowledge_base.json")]
    [InlineData("indices.json")]
    [InlineData("rejected.jsonl")]
    [InlineData("job.json")]
    [InlineData("report.html")]
    public void Resuming_a_finished_job_writes_a_missing_output_again_from_the_ledger(string missing)
    {
        List<MemorySubmission> submissions = MemorySource.Generate(100, 20);
        _harness.Run(new MemorySource(submissions), options => options with { Studies = true });
        Dictionary<string, string> before = _harness.Outputs();
        File.Delete(Path.Combine(_harness.Out, missing));
        var unread = new MemorySource(submissions) { BreaksAt = 0, PlanBreaksAt = 0 };
        BuildResult again = _harness.Run(unread, options => options with { Resume = true, Studies = true });
        Assert.Equal((BuildOutcome.DoneWithRejected, null), (again.Outcome, again.Message));
        Assert.Equal(before, _harness.Outputs());
        Assert.True(File.Exists(Path.Combine(_harness.Out, "job.json")));
        Assert.True(File.Exists(Path.Combine(_harness.Out, "report.html")));
    }

    [Fact]
    public void Resuming_where_no_job_is_stops_and_leaves_no_folder()
    {
        JobException refused = Assert.Throws<JobException>(() => _harness.Run(new MemorySource([]), options => options with { Resume = true }));
        Assert.Contains("no job to resume", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_harness.Out));
    }

    public static TheoryData<string, string, string, int> OtherOptions => new()
    {
        { "--stage", "none", "2", 0 },
        { "--limit", "none", "250", 1 },
        { "--batch-size", "10", "20", 2 },
        { "--studies", "no", "yes", 3 },
    };

    [Theory]
    [MemberData(nameof(OtherOptions))]
    public void Resuming_with_other_options_stops_and_says_which(string option, string before, string now, int which)
    {
        List<MemorySubmission> submissions = MemorySource.Generate(300, 21);
        Interrupt(submissions, afterBatches: 15);
        LedgerJob job = _harness.Job()!;
        JobException refused = Assert.Throws<JobException>(
            () => _harness.Run(new MemorySource(submissions), options => With(options, which) with { Resume = true }));
        Assert.Contains($"{option} was {before}, is {now}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(job, _harness.Job());
    }

    [Theory]
    [InlineData(SourceKind.DirectoryTree)]
    [InlineData(SourceKind.Tar)]
    public void Resuming_with_a_changed_source_stops(SourceKind kind)
    {
        List<MemorySubmission> submissions = MemorySource.Generate(300, 22);
        Interrupt(submissions, afterBatches: 15, kind);
        JobException refused = Assert.Throws<JobException>(
            () => _harness.Run(new MemorySource(submissions, kind, "f1"), options => options with { Resume = true }));
        Assert.Contains("source changed", refused.Message, StringComparison.Ordinal);
        Assert.Contains("f0", refused.Message, StringComparison.Ordinal);
        Assert.Contains("f1", refused.Message, StringComparison.Ordinal);
    }

    private static BuildOptions With(BuildOptions options, int which) => which switch
    {
        0 => options with { Stage = 2 },
        1 => options with { Limit = 250 },
        2 => options with { BatchSize = 20 },
        _ => options with { Studies = true },
    };

    private void Interrupt(List<MemorySubmission> submissions, int afterBatches, SourceKind kind = SourceKind.DirectoryTree)
    {
        using var cancellation = new CancellationTokenSource();
        var source = new MemorySource(submissions, kind)
        {
            Opened = batch =>
            {
                if (batch.Ordinal == afterBatches)
                    cancellation.Cancel();
            },
        };
        BuildResult result = _harness.Run(source, stop: cancellation);
        Assert.Equal(BuildOutcome.Interrupted, result.Outcome);
    }
}
