using Pyner.Pipeline.Ledgers;
using Pyner.Sra.Sources;
using Xunit;

namespace Pyner.Pipeline.Tests.Ledgers;

/// <summary>What every ledger must do. A store's tests derive from this and say how to open it, close it and open it again.</summary>
public abstract class LedgerContract
{
    protected static readonly DateTimeOffset Morning = new(2026, 3, 1, 8, 30, 0, 123, TimeSpan.Zero);

    protected static readonly JobIdentity Identity = new()
    {
        SourcePath = "/data/NCBI_SRA_Metadata_Full.tar.gz",
        SourceKind = SourceKind.TarGz,
        Fingerprint = "00ff",
        Stage = 2,
        Limit = 50_000,
        BatchSize = 100,
        Studies = true,
    };

    /// <summary>Opens the ledger; the same one each time within a test.</summary>
    protected abstract ILedger Open();

    [Fact]
    public void An_empty_ledger_holds_no_job()
    {
        using ILedger ledger = Open();
        Assert.Null(ledger.Find());
    }

    [Fact]
    public void A_planned_job_is_found_again_as_it_was()
    {
        LedgerJob planned;
        using (ILedger ledger = Open())
            planned = ledger.Plan(Identity, Morning);
        using ILedger again = Open();
        Assert.Equal(planned, again.Find());
        Assert.Equal(Identity, planned.Identity);
        Assert.Equal(Morning, planned.StartedAt);
        Assert.Equal(JobState.Running, planned.State);
        Assert.Null(planned.LastCheckpoint);
    }

    [Fact]
    public void Options_that_were_not_given_stay_absent()
    {
        using ILedger ledger = Open();
        JobIdentity bare = Identity with { Stage = null, Limit = null, Studies = false, SourceKind = SourceKind.DirectoryTree };
        ledger.Plan(bare, Morning);
        Assert.Equal(bare, ledger.Find()!.Identity);
    }

    [Fact]
    public void Checkpoints_come_back_in_order_with_their_deltas()
    {
        string job;
        Checkpoint[] recorded;
        using (ILedger ledger = Open())
        {
            job = ledger.Plan(Identity, Morning).Id;
            recorded = Chain(job, (10, 1_000, false), (25, 2_500, false), (26, 2_550, true));
            foreach (Checkpoint checkpoint in recorded)
                Assert.True(ledger.Record(job, checkpoint, Delta(checkpoint.Sequence)));
        }
        using ILedger again = Open();
        Assert.Equal(recorded, again.ReadCheckpoints(job));
        Assert.Equal(recorded[^1], again.Find()!.LastCheckpoint);
        Assert.All(recorded, checkpoint => Assert.Equal(Delta(checkpoint.Sequence), again.ReadDelta(job, checkpoint.Sequence)));
    }

    [Fact]
    public void Recording_a_checkpoint_twice_counts_once()
    {
        using ILedger ledger = Open();
        string job = ledger.Plan(Identity, Morning).Id;
        Checkpoint checkpoint = Chain(job, (10, 1_000, false))[0];
        Assert.True(ledger.Record(job, checkpoint, Delta(0)));
        Assert.False(ledger.Record(job, checkpoint with { RecordedAt = Morning.AddHours(1) }, Delta(0)));
        Assert.Single(ledger.ReadCheckpoints(job));
    }

    [Theory]
    [InlineData(0, 0, 20, 2_000, false)] // again from the start
    [InlineData(1, 5, 20, 2_000, false)] // batches 5 to 9 twice
    [InlineData(1, 11, 20, 2_000, false)] // batch 10 lost
    [InlineData(2, 10, 20, 2_000, false)] // a checkpoint lost
    [InlineData(1, 10, 10, 1_000, false)] // nothing in it, and not the end
    [InlineData(1, 10, 9, 1_000, true)] // backwards
    [InlineData(1, 10, 20, 999, false)] // fewer submissions than before
    public void A_checkpoint_that_does_not_follow_on_is_refused(int sequence, long first, long end, long submissions, bool ends)
    {
        using ILedger ledger = Open();
        string job = ledger.Plan(Identity, Morning).Id;
        Checkpoint last = Chain(job, (10, 1_000, false))[0];
        ledger.Record(job, last, Delta(0));
        Checkpoint next = last with { Sequence = sequence, FirstBatch = first, EndBatch = end, Submissions = submissions, EndsSource = ends };
        Assert.Throws<JobException>(() => ledger.Record(job, next, Delta(1)));
        Assert.Equal([last], ledger.ReadCheckpoints(job));
    }

    [Fact]
    public void The_end_of_the_source_may_be_recorded_without_a_batch()
    {
        using ILedger ledger = Open();
        string job = ledger.Plan(Identity, Morning).Id;
        Checkpoint last = Chain(job, (10, 1_000, false))[0];
        ledger.Record(job, last, Delta(0));
        Assert.True(ledger.Record(job, last with { Sequence = 1, FirstBatch = 10, EndsSource = true }, []));
        Assert.Equal([], ledger.ReadDelta(job, 1));
    }

    [Fact]
    public void Nothing_follows_the_end_of_the_source()
    {
        using ILedger ledger = Open();
        string job = ledger.Plan(Identity, Morning).Id;
        Checkpoint[] checkpoints = Chain(job, (10, 1_000, true), (20, 2_000, false));
        ledger.Record(job, checkpoints[0], Delta(0));
        Assert.Throws<JobException>(() => ledger.Record(job, checkpoints[1], Delta(1)));
    }

    [Fact]
    public void A_new_job_takes_the_place_of_the_one_before_with_all_its_checkpoints()
    {
        using ILedger ledger = Open();
        string first = ledger.Plan(Identity, Morning).Id;
        Checkpoint checkpoint = Chain(first, (10, 1_000, false))[0];
        ledger.Record(first, checkpoint, Delta(0));
        LedgerJob second = ledger.Plan(Identity with { BatchSize = 7 }, Morning.AddDays(1));
        Assert.NotEqual(first, second.Id);
        Assert.Equal(second, ledger.Find());
        Assert.Empty(ledger.ReadCheckpoints(first));
        Assert.Empty(ledger.ReadCheckpoints(second.Id));
        JobException refused = Assert.Throws<JobException>(() => ledger.Record(first, checkpoint, Delta(0)));
        Assert.Contains("no longer holds", refused.Message, StringComparison.Ordinal);
        Assert.Throws<JobException>(() => ledger.Note(first, JobState.Failed, "x", Morning));
        Assert.Throws<JobException>(() => ledger.Finish(first, Morning));
        Assert.Throws<JobException>(() => ledger.ReadDelta(first, 0));
    }

    [Theory]
    [InlineData(JobState.Interrupted, null)]
    [InlineData(JobState.Failed, "the archive ends at byte 12 — “early”")]
    [InlineData(JobState.Running, null)]
    public void How_a_job_stopped_is_kept(JobState state, string? reason)
    {
        string job;
        using (ILedger ledger = Open())
        {
            job = ledger.Plan(Identity, Morning).Id;
            ledger.Note(job, state, reason, Morning.AddMinutes(5));
        }
        using ILedger again = Open();
        LedgerJob found = again.Find()!;
        Assert.Equal((state, reason, Morning.AddMinutes(5)), (found.State, found.Reason, found.StateAt));
        Assert.Equal(Morning, found.StartedAt);
    }

    [Fact]
    public void A_job_is_finished_only_after_its_source_ended()
    {
        using ILedger ledger = Open();
        string job = ledger.Plan(Identity, Morning).Id;
        Assert.Throws<JobException>(() => ledger.Finish(job, Morning));
        Checkpoint[] checkpoints = Chain(job, (10, 1_000, false), (12, 1_200, true));
        ledger.Record(job, checkpoints[0], Delta(0));
        Assert.Throws<JobException>(() => ledger.Finish(job, Morning));
        Assert.Throws<JobException>(() => ledger.Note(job, JobState.Finished, null, Morning));
        ledger.Record(job, checkpoints[1], Delta(1));
        ledger.Finish(job, Morning.AddMinutes(9));
        LedgerJob found = ledger.Find()!;
        Assert.Equal((JobState.Finished, Morning.AddMinutes(9)), (found.State, found.StateAt));
        Assert.Equal(checkpoints, ledger.ReadCheckpoints(job));
    }

    [Fact]
    public void An_abandoned_job_leaves_nothing()
    {
        using ILedger ledger = Open();
        string job = ledger.Plan(Identity, Morning).Id;
        ledger.Record(job, Chain(job, (10, 1_000, false))[0], Delta(0));
        ledger.Abandon("another");
        Assert.NotNull(ledger.Find());
        ledger.Abandon(job);
        Assert.Null(ledger.Find());
        Assert.Empty(ledger.ReadCheckpoints(job));
        ledger.Abandon(job);
    }

    [Fact]
    public void A_delta_of_many_megabytes_comes_back_whole()
    {
        byte[] large = new byte[20_000_003];
        new Random(5).NextBytes(large);
        string job;
        using (ILedger ledger = Open())
        {
            job = ledger.Plan(Identity, Morning).Id;
            ledger.Record(job, Chain(job, (10, 1_000, false))[0], large);
        }
        using ILedger again = Open();
        Assert.True(large.AsSpan().SequenceEqual(again.ReadDelta(job, 0)));
    }

    protected static byte[] Delta(int sequence) => [.. Enumerable.Range(0, 1000).Select(i => (byte)(i * (sequence + 3)))];

    /// <summary>Checkpoints that follow on from each other.</summary>
    protected static Checkpoint[] Chain(string job, params (long End, long Submissions, bool Ends)[] steps)
    {
        var checkpoints = new List<Checkpoint>();
        BatchChain chain = BatchChain.Start(job);
        long first = 0;
        foreach ((long end, long submissions, bool ends) in steps)
        {
            for (long ordinal = first; ordinal < end; ordinal++)
                chain = chain.Add(BatchId.Compute(job, ordinal, []), [1, 2, 3]);
            checkpoints.Add(new Checkpoint
            {
                Sequence = checkpoints.Count,
                FirstBatch = first,
                EndBatch = end,
                Submissions = submissions,
                Chain = chain,
                Fingerprint = Identity.Fingerprint,
                EndsSource = ends,
                RecordedAt = Morning.AddSeconds(end),
            });
            first = end;
        }
        return [.. checkpoints];
    }
}
