using Pyner.Pipeline;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Ledgers;
using Xunit;

namespace Pyner.LedgerContracts;

/// <summary>What every ledger of the services must do where checkpoints take up batches.</summary>
public abstract class MergeContract : DistributedLedgerContract
{
    [Fact]
    public async Task A_checkpoint_takes_its_batches_out_of_the_ledger_and_leaves_the_others()
    {
        RoleLease scanner = await BeginAsync(6);
        string job = scanner.JobId;
        await CompleteAsync(job, 0, 1, 3);
        await Batches.RefuseAsync(await LeaseAsync(job, 2), "unreadable", TimeSpan.Zero, Cancellation);
        JobStatus before = await StatusAsync(job);
        using ILedger checkpoints = Batches.OpenCheckpoints(await TakeAsync(job, JobRole.Aggregator));
        Checkpoint checkpoint = Samples.Next(job, null, 3);
        Assert.True(checkpoints.Record(job, checkpoint, [4, 5]));
        JobStatus after = await StatusAsync(job);
        Assert.True(after.Revision > before.Revision);
        AssertSame(before with { MergedBatches = 3, MergedSubmissions = checkpoint.Submissions, Checkpoints = 1, Revision = after.Revision }, after);
        Assert.Empty(await Batches.ReadFinishedAsync(job, 0, 10, Cancellation));
        Assert.Equal([3], (await Batches.ReadFinishedAsync(job, 3, 10, Cancellation)).Select(batch => batch.Ordinal));
        Assert.Null(await Batches.TryLeaseAsync(job, 1, "worker", Lasting, Cancellation));
        // A scanner that begins anew plans them again.
        await PlanAsync(scanner, 0, 6);
        Assert.Null(await Batches.TryLeaseAsync(job, 1, "worker", Lasting, Cancellation));
        Assert.False(checkpoints.Record(job, checkpoint with { RecordedAt = Samples.Morning.AddHours(1) }, [4, 5]));
        AssertSame(after, await StatusAsync(job));
        await LeaseAsync(job, 4);
    }

    [Fact]
    public async Task A_checkpoint_of_batches_that_are_not_all_finished_shows_that_the_ledger_is_behind()
    {
        RoleLease scanner = await BeginAsync(4);
        string job = scanner.JobId;
        await CompleteAsync(job, 0, 2);
        BatchLease leased = await LeaseAsync(job, 1);
        using ILedger checkpoints = Batches.OpenCheckpoints(await TakeAsync(job, JobRole.Aggregator));
        Assert.Throws<LedgerBehindException>(() => checkpoints.Record(job, Samples.Next(job, null, 2), [1]));
        Assert.Throws<LedgerBehindException>(() => checkpoints.Record(job, Samples.Next(job, null, 5), [1]));
        await Batches.CompleteAsync(leased, Samples.Parsed(1), Cancellation);
        Assert.Throws<LedgerBehindException>(() => checkpoints.Record(job, Samples.Next(job, null, 4), [1]));
        Assert.Equal((0, 0), ((await StatusAsync(job)).MergedBatches, checkpoints.ReadCheckpoints(job).Count));
        Assert.True(checkpoints.Record(job, Samples.Next(job, null, 3), [1]));
    }

    [Fact]
    public async Task The_source_does_not_end_before_its_plan()
    {
        RoleLease scanner = await BeginAsync(3);
        string job = scanner.JobId;
        await CompleteAsync(job, 0, 1, 2);
        RoleLease aggregator = await TakeAsync(job, JobRole.Aggregator);
        using ILedger checkpoints = Batches.OpenCheckpoints(aggregator);
        Assert.Throws<LedgerBehindException>(() => checkpoints.Record(job, Samples.Next(job, null, 3, true), [1]));
        await Batches.EndPlanAsync(scanner, 3, Cancellation);
        Assert.Throws<LedgerBehindException>(() => checkpoints.Record(job, Samples.Next(job, null, 2, true), [1]));
        await Assert.ThrowsAsync<LedgerBehindException>(() => Jobs.BeginPublishingAsync(aggregator, Cancellation));
        Assert.True(checkpoints.Record(job, Samples.Next(job, null, 3, true), [1]));
        await Jobs.BeginPublishingAsync(aggregator, Cancellation);
    }

    [Fact]
    public async Task A_checkpoint_that_skips_some_shows_that_the_ledger_is_behind()
    {
        RoleLease scanner = await BeginAsync(6);
        string job = scanner.JobId;
        await CompleteAsync(job, Ordinals(0, 6));
        using ILedger checkpoints = Batches.OpenCheckpoints(await TakeAsync(job, JobRole.Aggregator));
        Checkpoint first = Samples.Next(job, null, 2), second = Samples.Next(job, first, 4), third = Samples.Next(job, second, 6);
        Assert.True(checkpoints.Record(job, first, [1]));
        Assert.Throws<LedgerBehindException>(() => checkpoints.Record(job, third, [3]));
        Assert.Throws<LedgerBehindException>(() => checkpoints.Fold(job, 1, [3]));
        Assert.True(checkpoints.Record(job, second, [2]));
        Assert.Throws<JobException>(() => checkpoints.Record(job, second with { EndBatch = 5 }, [3]));
    }

    [Fact]
    public async Task The_next_aggregator_goes_on_from_the_last_checkpoint()
    {
        RoleLease scanner = await BeginAsync(6);
        string job = scanner.JobId;
        await CompleteAsync(job, Ordinals(0, 6));
        Checkpoint first = Samples.Next(job, null, 2), second = Samples.Next(job, first, 4), third = Samples.Next(job, second, 6);
        using (ILedger checkpoints = Batches.OpenCheckpoints(await TakeAsync(job, JobRole.Aggregator, "first", TimeSpan.Zero)))
        {
            checkpoints.Record(job, first, [1]);
            checkpoints.Record(job, second, [2]);
            checkpoints.Fold(job, 1, [3]);
        }
        using ILedger next = Batches.OpenCheckpoints(await TakeAsync(job, JobRole.Aggregator, "second"));
        LedgerJob found = next.Find()!;
        JobStatus status = await StatusAsync(job);
        Assert.Equal(
            (job, Samples.Identity, status.StartedAt, JobState.Running, second),
            (found.Id, found.Identity, found.StartedAt, found.State, found.LastCheckpoint));
        Assert.Equal([first, second], next.ReadCheckpoints(job));
        Assert.Null(next.ReadDelta(job, 0));
        Assert.Equal([3], next.ReadDelta(job, 1)!);
        Assert.Equal([4, 5], (await Batches.ReadFinishedAsync(job, second.EndBatch, 10, Cancellation)).Select(batch => batch.Ordinal));
        Assert.True(next.Record(job, third, [6]));
    }

    [Fact]
    public async Task A_job_at_its_end_has_no_checkpoints_and_a_job_that_nobody_scanned_none_either()
    {
        RoleLease aggregator = await FinishAsync(3);
        using ILedger ended = Batches.OpenCheckpoints(aggregator);
        Assert.Null(ended.Find());
        Assert.Empty(ended.ReadCheckpoints(aggregator.JobId));
        RoleLease early = await TakeAsync(await CreateAsync(), JobRole.Aggregator);
        using ILedger none = Batches.OpenCheckpoints(early);
        Assert.Null(none.Find());
        Assert.Empty(none.ReadCheckpoints(early.JobId));
        Assert.Throws<JobException>(() => none.Record(early.JobId, Samples.Next(early.JobId, null, 1), [1]));
        Assert.Throws<JobException>(() => none.Note(early.JobId, JobState.Failed, "x", Samples.Morning));
        Assert.Throws<JobException>(() => none.Finish(early.JobId, Samples.Morning));
        Assert.Null(none.Find());
    }

    [Fact]
    public async Task A_job_that_is_planned_anew_has_made_no_progress()
    {
        RoleLease aggregator = await MergeAsync(4);
        string job = aggregator.JobId;
        JobStatus before = await StatusAsync(job);
        using ILedger checkpoints = Batches.OpenCheckpoints(aggregator);
        checkpoints.Plan(job, Samples.Identity, Samples.Morning);
        JobStatus after = await StatusAsync(job);
        Assert.True(after.Revision > before.Revision);
        var expected = new JobStatus
        {
            Id = job,
            Request = before.Request,
            State = DistributedJobState.Running,
            Revision = after.Revision,
            CreatedAt = before.CreatedAt,
            StartedAt = after.StartedAt,
            Identity = Samples.Identity,
        };
        AssertSame(expected, after);
        RoleLease scanner = await TakeAsync(job, JobRole.Scanner);
        Assert.Equal(0, await Batches.BeginPlanAsync(scanner, Samples.Identity, Cancellation));
        await PlanAsync(scanner, 0, 2);
        await CompleteAsync(job, 0, 1);
        Assert.True(checkpoints.Record(job, Samples.Next(job, null, 2), [1]));
    }

    [Fact]
    public async Task What_a_scanner_has_is_not_for_an_aggregator()
    {
        RoleLease scanner = await BeginAsync(1);
        Assert.Throws<ArgumentException>(() => Batches.OpenCheckpoints(scanner));
        RoleLease aggregator = await TakeAsync(scanner.JobId, JobRole.Aggregator);
        await Assert.ThrowsAsync<ArgumentException>(() => Batches.PlanAsync(aggregator, Samples.Batch(scanner.JobId, 1), Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Jobs.BeginPublishingAsync(scanner, Cancellation));
    }
}
