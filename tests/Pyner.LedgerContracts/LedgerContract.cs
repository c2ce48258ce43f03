using Pyner.Pipeline;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Ledgers;
using Pyner.Sra.Sources;
using Xunit;

namespace Pyner.LedgerContracts;

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
        Tables = true,
    };

    /// <summary>A job's id.</summary>
    protected const string First = "019ab0c4f0d07000800000000000000a";

    /// <summary>Another job's id.</summary>
    protected const string Second = "019ab0c4f0d07000800000000000000b";

    /// <summary>Opens the ledger for a job; one and the same store each time within a test. What was opened before is closed.</summary>
    protected abstract ILedger Open(string job);

    /// <summary>
    /// Makes a planned job's batches ready to be merged, and the last of them the source's last one, in a ledger that takes a checkpoint of no others.
    /// </summary>
    protected virtual void FinishBatches(string job, long batches)
    {
    }

    [Fact]
    public void An_empty_ledger_holds_no_job()
    {
        using ILedger ledger = Open(First);
        Assert.Null(ledger.Find());
    }

    [Fact]
    public void A_planned_job_is_found_again_as_it_was()
    {
        LedgerJob planned;
        using (ILedger ledger = Open(First))
            planned = ledger.Plan(First, Identity, Morning);
        using ILedger again = Open(First);
        Assert.Equal(planned, again.Find());
        Assert.Equal(Identity, planned.Identity);
        Assert.Equal(Morning, planned.StartedAt);
        Assert.Equal(JobState.Running, planned.State);
        Assert.Null(planned.LastCheckpoint);
    }

    [Fact]
    public void Options_that_were_not_given_stay_absent()
    {
        using ILedger ledger = Open(First);
        JobIdentity bare = Identity with { Stage = null, Limit = null, Studies = false, Tables = false, SourceKind = SourceKind.DirectoryTree };
        ledger.Plan(First, bare, Morning);
        Assert.Equal(bare, ledger.Find()!.Identity);
    }

    [Fact]
    public void Checkpoints_come_back_in_order_with_their_deltas()
    {
        string job;
        Checkpoint[] recorded;
        using (ILedger ledger = Open(First))
        {
            job = Begin(ledger, 26);
            recorded = Chain(job, (10, 1_000, false), (25, 2_500, false), (26, 2_550, true));
            foreach (Checkpoint checkpoint in recorded)
                Assert.True(ledger.Record(job, checkpoint, Delta(checkpoint.Sequence)));
        }
        using ILedger again = Open(First);
        Assert.Equal(recorded, again.ReadCheckpoints(job));
        Assert.Equal(recorded[^1], again.Find()!.LastCheckpoint);
        Assert.All(recorded, checkpoint => Assert.Equal(Delta(checkpoint.Sequence), again.ReadDelta(job, checkpoint.Sequence)));
    }

    [Fact]
    public void Recording_a_checkpoint_twice_counts_once()
    {
        using ILedger ledger = Open(First);
        string job = Begin(ledger, 10);
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
        using ILedger ledger = Open(First);
        string job = Begin(ledger, 20);
        Checkpoint last = Chain(job, (10, 1_000, false))[0];
        ledger.Record(job, last, Delta(0));
        Checkpoint next = last with { Sequence = sequence, FirstBatch = first, EndBatch = end, Submissions = submissions, EndsSource = ends };
        Refused(() => ledger.Record(job, next, Delta(1)));
        Assert.Equal([last], ledger.ReadCheckpoints(job));
    }

    [Fact]
    public void The_end_of_the_source_may_be_recorded_without_a_batch()
    {
        using ILedger ledger = Open(First);
        string job = Begin(ledger, 10);
        Checkpoint last = Chain(job, (10, 1_000, false))[0];
        ledger.Record(job, last, Delta(0));
        Assert.True(ledger.Record(job, last with { Sequence = 1, FirstBatch = 10, EndsSource = true }, []));
        Assert.Equal([], ledger.ReadDelta(job, 1)!);
    }

    [Fact]
    public void Nothing_follows_the_end_of_the_source()
    {
        using ILedger ledger = Open(First);
        string job = Begin(ledger, 10);
        Checkpoint[] checkpoints = Chain(job, (10, 1_000, true), (20, 2_000, false));
        ledger.Record(job, checkpoints[0], Delta(0));
        Assert.Throws<JobException>(() => ledger.Record(job, checkpoints[1], Delta(1)));
    }

    [Fact]
    public void A_new_job_has_nothing_of_the_one_before()
    {
        Checkpoint checkpoint = Chain(First, (10, 1_000, false))[0];
        using (ILedger before = Open(First))
        {
            Begin(before, 10);
            before.Record(First, checkpoint, Delta(0));
        }
        using ILedger ledger = Open(Second);
        LedgerJob second = ledger.Plan(Second, Identity with { BatchSize = 7 }, Morning.AddDays(1));
        Assert.Equal(second, ledger.Find());
        Assert.Equal(Second, second.Id);
        Assert.Empty(ledger.ReadCheckpoints(First));
        Assert.Empty(ledger.ReadCheckpoints(Second));
        JobException refused = Assert.Throws<JobException>(() => ledger.Record(First, checkpoint, Delta(0)));
        Assert.Contains("no longer holds", refused.Message, StringComparison.Ordinal);
        Assert.Throws<JobException>(() => ledger.Note(First, JobState.Failed, "x", Morning));
        Assert.Throws<JobException>(() => ledger.Finish(First, Morning));
        Assert.Throws<JobException>(() => ledger.Fold(First, 0, Delta(0)));
        Assert.Throws<JobException>(() => ledger.ReadDelta(First, 0));
    }

    [Fact]
    public void A_job_that_is_planned_again_has_none_of_its_checkpoints()
    {
        using ILedger ledger = Open(First);
        string job = Begin(ledger, 10);
        ledger.Record(job, Chain(job, (10, 1_000, false))[0], Delta(0));
        ledger.Plan(job, Identity with { Fingerprint = "11ee" }, Morning.AddHours(2));
        LedgerJob found = ledger.Find()!;
        Assert.Equal(("11ee", Morning.AddHours(2)), (found.Identity.Fingerprint, found.StartedAt));
        Assert.Null(found.LastCheckpoint);
        Assert.Empty(ledger.ReadCheckpoints(job));
        Assert.Throws<JobException>(() => ledger.ReadDelta(job, 0));
    }

    [Fact]
    public void Folded_deltas_are_read_as_one_and_their_checkpoints_stay()
    {
        string job;
        Checkpoint[] recorded;
        using (ILedger ledger = Open(First))
        {
            job = Begin(ledger, 40);
            recorded = Chain(job, (10, 1_000, false), (20, 2_000, false), (30, 3_000, false), (40, 4_000, true));
            foreach (Checkpoint checkpoint in recorded)
                ledger.Record(job, checkpoint, Delta(checkpoint.Sequence));
            Assert.True(ledger.Fold(job, 2, Delta(100)));
        }
        using ILedger again = Open(First);
        Assert.Equal(recorded, again.ReadCheckpoints(job));
        Assert.Equal(recorded[^1], again.Find()!.LastCheckpoint);
        Assert.Equal([null, null, Delta(100), Delta(3)], recorded.Select(checkpoint => again.ReadDelta(job, checkpoint.Sequence)));
    }

    [Fact]
    public void What_was_folded_is_not_folded_again()
    {
        using ILedger ledger = Open(First);
        string job = Begin(ledger, 30);
        foreach (Checkpoint checkpoint in Chain(job, (10, 1_000, false), (20, 2_000, false), (30, 3_000, false)))
            ledger.Record(job, checkpoint, Delta(checkpoint.Sequence));
        // The first delta is its own sum.
        Assert.False(ledger.Fold(job, 0, Delta(50)));
        Assert.True(ledger.Fold(job, 1, Delta(100)));
        Assert.False(ledger.Fold(job, 1, Delta(101)));
        Assert.Equal([null, Delta(100), Delta(2)], Enumerable.Range(0, 3).Select(sequence => ledger.ReadDelta(job, sequence)));
        Assert.True(ledger.Fold(job, 2, Delta(200)));
        // A call that comes late must not bring back what a later sum has.
        Assert.False(ledger.Fold(job, 1, Delta(100)));
        Assert.False(ledger.Fold(job, 0, Delta(0)));
        Assert.Equal([null, null, Delta(200)], Enumerable.Range(0, 3).Select(sequence => ledger.ReadDelta(job, sequence)));
    }

    [Theory]
    [InlineData(3_500_000, 10)]
    [InlineData(10, 3_500_000)]
    [InlineData(3_500_000, 2_500_000)]
    public void A_sum_of_another_size_takes_the_place_of_a_delta(int deltaLength, int sumLength)
    {
        var random = new Random(7);
        byte[] delta = new byte[deltaLength], sum = new byte[sumLength];
        random.NextBytes(delta);
        random.NextBytes(sum);
        using ILedger ledger = Open(First);
        string job = Begin(ledger, 20);
        foreach (Checkpoint checkpoint in Chain(job, (10, 1_000, false), (20, 2_000, false)))
            ledger.Record(job, checkpoint, delta);
        Assert.True(ledger.Fold(job, 1, sum));
        Assert.Null(ledger.ReadDelta(job, 0));
        Assert.True(sum.AsSpan().SequenceEqual(ledger.ReadDelta(job, 1)));
    }

    [Fact]
    public void What_was_never_recorded_can_not_be_folded()
    {
        using ILedger ledger = Open(First);
        string job = Begin(ledger, 20);
        Refused(() => ledger.Fold(job, 0, Delta(0)));
        ledger.Record(job, Chain(job, (10, 1_000, false))[0], Delta(0));
        Refused(() => ledger.Fold(job, 1, Delta(1)));
        Assert.Throws<JobException>(() => ledger.ReadDelta(job, 1));
        Assert.Throws<JobException>(() => ledger.ReadDelta(job, -1));
        Assert.Throws<JobException>(() => ledger.Fold(job, -1, Delta(1)));
        Assert.Equal(Delta(0), ledger.ReadDelta(job, 0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whenever_deltas_are_folded_they_add_up_to_all_that_was_recorded(int seed)
    {
        var random = new Random(seed);
        using ILedger ledger = Open(First);
        string job = Begin(ledger, 30);
        Checkpoint[] checkpoints = Chain(job, [.. Enumerable.Range(1, 30).Select(i => ((long)i, 100L * i, i == 30))]);
        // Here a delta is a number, and numbers add up as partials do.
        long[] numbers = [.. checkpoints.Select(_ => random.NextInt64(1, 1_000_000))];
        int recorded = 0;
        while (recorded < checkpoints.Length)
        {
            Assert.True(ledger.Record(job, checkpoints[recorded], BitConverter.GetBytes(numbers[recorded])));
            recorded++;
            if (random.Next(3) == 0)
            {
                int through = random.Next(recorded);
                ledger.Fold(job, through, BitConverter.GetBytes(numbers[..(through + 1)].Sum()));
            }
            long sum = Enumerable.Range(0, recorded).Sum(sequence => ledger.ReadDelta(job, sequence) is byte[] delta ? BitConverter.ToInt64(delta) : 0);
            Assert.Equal(numbers[..recorded].Sum(), sum);
        }
    }

    [Theory]
    [InlineData(JobState.Interrupted, null)]
    [InlineData(JobState.Failed, "the archive ends at byte 12 — “early”")]
    [InlineData(JobState.Running, null)]
    public void How_a_job_stopped_is_kept(JobState state, string? reason)
    {
        string job;
        using (ILedger ledger = Open(First))
        {
            job = Begin(ledger, 1);
            ledger.Note(job, state, reason, Morning.AddMinutes(5));
        }
        using ILedger again = Open(First);
        LedgerJob found = again.Find()!;
        Assert.Equal((state, reason, Morning.AddMinutes(5)), (found.State, found.Reason, found.StateAt));
        Assert.Equal(Morning, found.StartedAt);
    }

    [Fact]
    public void A_job_that_runs_again_has_no_reason_to_have_stopped()
    {
        using ILedger ledger = Open(First);
        string job = Begin(ledger, 1);
        ledger.Note(job, JobState.Failed, "the disk is full", Morning);
        ledger.Note(job, JobState.Running, null, Morning.AddMinutes(5));
        LedgerJob found = ledger.Find()!;
        Assert.Equal((JobState.Running, null, Morning.AddMinutes(5)), (found.State, found.Reason, found.StateAt));
    }

    [Fact]
    public void A_job_is_finished_only_after_its_source_ended()
    {
        using ILedger ledger = Open(First);
        string job = Begin(ledger, 12);
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
    public void A_delta_of_many_megabytes_comes_back_whole()
    {
        byte[] large = new byte[20_000_003];
        new Random(5).NextBytes(large);
        string job;
        using (ILedger ledger = Open(First))
        {
            job = Begin(ledger, 10);
            ledger.Record(job, Chain(job, (10, 1_000, false))[0], large);
        }
        using ILedger again = Open(First);
        Assert.True(large.AsSpan().SequenceEqual(again.ReadDelta(job, 0)));
    }

    /// <summary>A distributed ledger tells a caller that is ahead of it from one that is wrong.</summary>
    private static void Refused(Action call)
    {
        Exception refused = Assert.ThrowsAny<Exception>(call);
        Assert.True(refused is JobException or LedgerBehindException, refused.ToString());
    }

    /// <summary>Plans the first job, with so many batches.</summary>
    private string Begin(ILedger ledger, long batches)
    {
        ledger.Plan(First, Identity, Morning);
        FinishBatches(First, batches);
        return First;
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
