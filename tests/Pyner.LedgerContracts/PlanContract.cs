using Pyner.Pipeline;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Ledgers;
using Pyner.Sra.Sources;
using Xunit;

namespace Pyner.LedgerContracts;

/// <summary>What every ledger of the services must do with a job's plan.</summary>
public abstract class PlanContract : DistributedLedgerContract
{
    [Fact]
    public async Task The_first_scanner_says_what_the_source_is_and_the_job_runs()
    {
        RoleLease scanner = await TakeAsync(await CreateAsync(), JobRole.Scanner);
        JobStatus before = await StatusAsync(scanner.JobId);
        Assert.Equal(0, await Batches.BeginPlanAsync(scanner, Samples.Identity, Cancellation));
        JobStatus status = await StatusAsync(scanner.JobId);
        Assert.True(status.Revision > before.Revision);
        Assert.Equal(Samples.Identity, status.Identity);
        Assert.Equal(DistributedJobState.Running, status.State);
        Assert.InRange(status.StartedAt!.Value, status.CreatedAt, status.CreatedAt.AddMinutes(1));
        Assert.Equal(0, await Batches.BeginPlanAsync(scanner, Samples.Identity, Cancellation));
        AssertSame(status, await StatusAsync(scanner.JobId));
    }

    [Fact]
    public async Task The_next_scanner_goes_on_with_the_same_source_wherever_it_is_now()
    {
        RoleLease scanner = await BeginAsync(3);
        RoleLease next = await TakeAsync(scanner.JobId, JobRole.Scanner);
        Assert.Equal(3, await Batches.BeginPlanAsync(next, Samples.Identity with { SourcePath = "/moved" }, Cancellation));
        await PlanAsync(next, 3, 5);
        JobStatus status = await StatusAsync(scanner.JobId);
        Assert.Equal((5, Samples.Identity), (status.PlannedBatches, status.Identity));
    }

    [Fact]
    public async Task Another_source_is_refused()
    {
        RoleLease scanner = await BeginAsync(3);
        JobIdentity[] others =
        [
            Samples.Identity with { Fingerprint = "00fe" },
            Samples.Identity with { SourceKind = SourceKind.Tar },
            Samples.Identity with { BatchSize = 101 },
            Samples.Identity with { Limit = null },
            Samples.Identity with { Stage = null },
            Samples.Identity with { Studies = false },
            Samples.Identity with { Tables = false },
        ];
        foreach (JobIdentity other in others)
        {
            JobException refused = await Assert.ThrowsAsync<JobException>(() => Batches.BeginPlanAsync(scanner, other, Cancellation));
            Assert.Contains(other.SourcePath, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Batches_are_planned_in_order_and_once()
    {
        RoleLease scanner = await BeginAsync(2);
        string job = scanner.JobId;
        JobStatus before = await StatusAsync(job);
        await PlanAsync(scanner, 2, 3);
        JobStatus status = await StatusAsync(job);
        Assert.True(status.Revision > before.Revision);
        Assert.Equal((3, Ordinals(0, 3).Sum(Samples.Submissions)), (status.PlannedBatches, status.PlannedSubmissions));
        await PlanAsync(scanner, 0, 3);
        AssertSame(status, await StatusAsync(job));
        LedgerBehindException behind = await Assert.ThrowsAsync<LedgerBehindException>(() => Batches.PlanAsync(scanner, Samples.Batch(job, 4), Cancellation));
        Assert.Contains("batch 4", behind.Message, StringComparison.Ordinal);
        JobException changed = await Assert.ThrowsAsync<JobException>(
            () => Batches.PlanAsync(scanner, Samples.Batch(job, 1) with { Id = Samples.Id(job, 99) }, Cancellation));
        Assert.Contains("changed", changed.Message, StringComparison.Ordinal);
        AssertSame(status, await StatusAsync(job));
    }

    [Fact]
    public async Task The_plan_ends_with_as_many_batches_as_the_scanner_saw()
    {
        RoleLease scanner = await BeginAsync(3);
        string job = scanner.JobId;
        await Assert.ThrowsAsync<LedgerBehindException>(() => Batches.EndPlanAsync(scanner, 4, Cancellation));
        await Assert.ThrowsAsync<JobException>(() => Batches.EndPlanAsync(scanner, 2, Cancellation));
        JobStatus before = await StatusAsync(job);
        Assert.False(before.PlanEnded);
        Assert.False((await Batches.BacklogAsync(job, Cancellation)).PlanEnded);
        await Batches.EndPlanAsync(scanner, 3, Cancellation);
        JobStatus ended = await StatusAsync(job);
        Assert.True(ended.PlanEnded);
        Assert.True(ended.Revision > before.Revision);
        Assert.True((await Batches.BacklogAsync(job, Cancellation)).PlanEnded);
        await Batches.EndPlanAsync(scanner, 3, Cancellation);
        await PlanAsync(scanner, 0, 3);
        await Assert.ThrowsAsync<JobException>(() => Batches.PlanAsync(scanner, Samples.Batch(job, 3), Cancellation));
        AssertSame(ended, await StatusAsync(job));
    }

    [Fact]
    public async Task A_source_without_submissions_has_no_batches()
    {
        RoleLease scanner = await BeginAsync(0);
        await Batches.EndPlanAsync(scanner, 0, Cancellation);
        Assert.Equal(new Backlog(0, 0, 0, 0, true, false), await Batches.BacklogAsync(scanner.JobId, Cancellation));
        RoleLease aggregator = await TakeAsync(scanner.JobId, JobRole.Aggregator);
        using ILedger checkpoints = Batches.OpenCheckpoints(aggregator);
        Assert.True(checkpoints.Record(scanner.JobId, Samples.Next(scanner.JobId, null, 0, true), [5]));
        await Jobs.BeginPublishingAsync(aggregator, Cancellation);
    }

    [Fact]
    public async Task What_is_noted_of_the_source_does_not_go_back()
    {
        RoleLease scanner = await BeginAsync(0);
        string job = scanner.JobId;
        await Batches.NoteSourceAsync(scanner, null, 500, null, Cancellation);
        JobStatus status = await StatusAsync(job);
        Assert.Equal((null, 500, null), (status.SubmissionsTotal, status.SourceBytes, status.SourceBytesTotal));
        await Batches.NoteSourceAsync(scanner, 40, 700, 15_000_000_000, Cancellation);
        await Batches.NoteSourceAsync(scanner, null, 600, null, Cancellation);
        JobStatus later = await StatusAsync(job);
        Assert.Equal((40, 700, 15_000_000_000), (later.SubmissionsTotal, later.SourceBytes, later.SourceBytesTotal));
        Assert.True(later.Revision > status.Revision);
        await Batches.NoteSourceAsync(scanner, 40, 700, 15_000_000_000, Cancellation);
        AssertSame(later, await StatusAsync(job));
    }

    [Fact]
    public async Task The_backlog_tells_what_is_ahead()
    {
        RoleLease scanner = await BeginAsync(6);
        string job = scanner.JobId;
        long Submissions(long first) => Ordinals(first, 6).Sum(Samples.Submissions);
        Assert.Equal(new Backlog(6, Submissions(0), 0, 6, false, false), await Batches.BacklogAsync(job, Cancellation));
        await CompleteAsync(job, 0, 1, 3);
        await Batches.RefuseAsync(await LeaseAsync(job, 2), "unreadable", TimeSpan.Zero, Cancellation);
        BatchLease leased = await LeaseAsync(job, 4);
        Assert.Equal(new Backlog(2, Submissions(0), 4, 6, false, false), await Batches.BacklogAsync(job, Cancellation));
        using ILedger checkpoints = Batches.OpenCheckpoints(await TakeAsync(job, JobRole.Aggregator));
        checkpoints.Record(job, Samples.Next(job, null, 3), [1]);
        Assert.Equal(new Backlog(2, Submissions(3), 4, 6, false, false), await Batches.BacklogAsync(job, Cancellation));
        await Batches.CompleteAsync(leased, Samples.Parsed(4), Cancellation);
        await CompleteAsync(job, 5);
        Assert.Equal(new Backlog(0, Submissions(3), 6, 6, false, false), await Batches.BacklogAsync(job, Cancellation));
        await Jobs.RequestCancelAsync(job, "enough", Cancellation);
        Assert.Equal(new Backlog(0, Submissions(3), 6, 6, false, true), await Batches.BacklogAsync(job, Cancellation));
    }

    [Fact]
    public async Task A_batch_is_overdue_once_for_each_age_that_it_waits()
    {
        RoleLease scanner = await BeginAsync(3);
        TimeSpan age = TimeSpan.FromMilliseconds(700);
        // It counts as published when it was planned.
        Assert.Empty(await Batches.TakeOverdueAsync(scanner, Lasting, 10, Cancellation));
        Assert.Equal([0, 1, 2], (await WaitForOverdueAsync(scanner, age)).Order());
        Assert.Empty(await Batches.TakeOverdueAsync(scanner, age, 10, Cancellation));
        Assert.Equal([0, 1, 2], (await WaitForOverdueAsync(scanner, age)).Order());
        // One that is given back waits since it was last published.
        await Batches.ReturnAsync(await LeaseAsync(scanner.JobId, 1), Cancellation);
        Assert.Empty(await Batches.TakeOverdueAsync(scanner, age, 10, Cancellation));
    }

    [Fact]
    public async Task Only_what_waits_for_a_worker_is_overdue()
    {
        RoleLease scanner = await BeginAsync(7);
        string job = scanner.JobId;
        await CompleteAsync(job, 0);
        await Batches.RefuseAsync(await LeaseAsync(job, 1), "unreadable", TimeSpan.Zero, Cancellation);
        await LeaseAsync(job, 2);
        await LeaseAsync(job, 3, duration: TimeSpan.Zero);
        await Batches.ReturnAsync(await LeaseAsync(job, 4), Cancellation);
        BatchLease renewed = await LeaseAsync(job, 5, duration: TimeSpan.Zero);
        Assert.True(await Batches.RenewAsync(renewed, Lasting, Cancellation));
        IReadOnlyList<BatchPosition> overdue = await Batches.TakeOverdueAsync(scanner, TimeSpan.Zero, 10, Cancellation);
        Assert.Equal([3, 4, 6], overdue.Select(batch => batch.Ordinal).Order());
        Assert.All(overdue, batch => Assert.Equal((job, Samples.Id(job, batch.Ordinal)), (batch.JobId, batch.Id)));
        // Whoever had the expired one may go on with it as long as nobody else took it.
        await Jobs.RequestCancelAsync(job, "enough", Cancellation);
        Assert.Empty(await Batches.TakeOverdueAsync(scanner, TimeSpan.Zero, 10, Cancellation));
    }

    [Fact]
    public async Task No_more_overdue_batches_are_taken_than_asked_for()
    {
        RoleLease scanner = await BeginAsync(5);
        TimeSpan age = TimeSpan.FromMilliseconds(100);
        await Task.Delay(age * 2, Cancellation);
        IReadOnlyList<BatchPosition> first = await Batches.TakeOverdueAsync(scanner, age, 2, Cancellation);
        IReadOnlyList<BatchPosition> second = await Batches.TakeOverdueAsync(scanner, age, 2, Cancellation);
        // Those that wait longest come first.
        Assert.Equal([0, 1, 2, 3], first.Concat(second).Select(batch => batch.Ordinal));
    }

    private async Task<List<long>> WaitForOverdueAsync(RoleLease scanner, TimeSpan age)
    {
        var overdue = new List<long>();
        while (overdue.Count < 3)
        {
            overdue.AddRange((await Batches.TakeOverdueAsync(scanner, age, 10, Cancellation)).Select(batch => batch.Ordinal));
            await Task.Delay(5, Cancellation);
        }
        return overdue;
    }
}
