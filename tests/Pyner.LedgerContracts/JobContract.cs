using Pyner.Pipeline;
using Pyner.Pipeline.Distribution;
using Xunit;

namespace Pyner.LedgerContracts;

/// <summary>What every ledger of the services must do with jobs and workers.</summary>
public abstract class JobContract : DistributedLedgerContract
{
    [Fact]
    public async Task A_job_that_nobody_asked_for_is_not_there()
    {
        string job = Samples.NewJob();
        Assert.Null(await Jobs.FindAsync(job, Cancellation));
        Assert.False(await Jobs.RequestCancelAsync(job, "no", Cancellation));
        Assert.Null(await Jobs.TryTakeRoleAsync(job, JobRole.Scanner, "someone", Lasting, Cancellation));
        Assert.Null(await Batches.TryLeaseAsync(job, 0, "worker", Lasting, Cancellation));
        Assert.Empty(await Batches.ReadFinishedAsync(job, 0, 10, Cancellation));
        Assert.True((await Batches.BacklogAsync(job, Cancellation)).CancelRequested);
        Assert.Empty(await Jobs.ListAsync(null, 10, Cancellation));
        Assert.Empty(await Jobs.ListUnfinishedAsync(Cancellation));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_job_is_found_as_it_was_asked_for(bool all)
    {
        JobRequest request = Samples.Request("/kb/“élan”\n1") with { SourcePath = "/data/a b" };
        if (all)
            request = request with { Stage = 3, Limit = 70_000_000_000, Studies = true, Tables = true };
        string job = Samples.NewJob();
        await Jobs.CreateAsync(job, request, 1, Cancellation);
        JobStatus status = await StatusAsync(job);
        Assert.Equal(request, status.Request);
        Assert.Equal((job, DistributedJobState.Queued, false, null), (status.Id, status.State, status.CancelRequested, status.Reason));
        Assert.InRange(status.CreatedAt, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.Equal((null, null, null), (status.StartedAt, status.EndedAt, status.Identity));
        Assert.Equal((null, 0, null), (status.SubmissionsTotal, status.SourceBytes, status.SourceBytesTotal));
        Assert.Equal((0, 0, 0, 0), (status.PlannedBatches, status.ParsedBatches, status.FailedBatches, status.MergedBatches));
        Assert.Equal(default, status.Parsed);
        Assert.Empty(status.Devices);
        Assert.Empty(status.Failures);
        Assert.False(status.PlanEnded);
    }

    [Fact]
    public async Task Asking_for_the_same_job_again_changes_nothing()
    {
        string job = await CreateAsync();
        JobStatus before = await StatusAsync(job);
        await Jobs.CreateAsync(job, Samples.Request("/elsewhere"), 1, Cancellation);
        AssertSame(before, await StatusAsync(job));
        Assert.Equal([job], await Jobs.ListAsync(null, 10, Cancellation));
    }

    [Fact]
    public async Task Two_unfinished_jobs_do_not_write_to_one_folder()
    {
        string first = Samples.NewJob();
        await Jobs.CreateAsync(first, Samples.Request("/kb/one"), 10, Cancellation);
        JobRefusedException refused = await Assert.ThrowsAsync<JobRefusedException>(
            () => Jobs.CreateAsync(Samples.NewJob(), Samples.Request("/kb/one/"), 10, Cancellation));
        Assert.Equal(JobRefusal.FolderTaken, refused.Refusal);
        Assert.Contains(first, refused.Message, StringComparison.Ordinal);
        Assert.Contains("/kb/one", refused.Message, StringComparison.Ordinal);
        await Jobs.CreateAsync(Samples.NewJob(), Samples.Request("/kb/two"), 10, Cancellation);
        await Jobs.EndAsync(await TakeAsync(first, JobRole.Scanner), DistributedJobState.Failed, "no source", Cancellation);
        await Jobs.CreateAsync(Samples.NewJob(), Samples.Request("/kb/one"), 10, Cancellation);
    }

    [Fact]
    public async Task No_more_jobs_are_taken_than_may_be_unfinished()
    {
        string[] jobs = [await CreateAsync(), await CreateAsync()];
        string third = Samples.NewJob();
        JobRefusedException refused = await Assert.ThrowsAsync<JobRefusedException>(
            () => Jobs.CreateAsync(third, Samples.Request("/kb/three"), 2, Cancellation));
        Assert.Equal(JobRefusal.TooManyJobs, refused.Refusal);
        Assert.Contains("2 unfinished jobs", refused.Message, StringComparison.Ordinal);
        Assert.Null(await Jobs.FindAsync(third, Cancellation));
        await Jobs.EndAsync(await TakeAsync(jobs[0], JobRole.Aggregator), DistributedJobState.Cancelled, null, Cancellation);
        await Jobs.CreateAsync(third, Samples.Request("/kb/three"), 2, Cancellation);
    }

    [Fact]
    public async Task Jobs_are_listed_by_age()
    {
        var jobs = new List<string>();
        for (int i = 0; i < 7; i++)
            jobs.Add(await CreateAsync());
        await Jobs.EndAsync(await TakeAsync(jobs[3], JobRole.Scanner), DistributedJobState.Failed, "x", Cancellation);
        string[] newestFirst = [.. jobs.AsEnumerable().Reverse()];
        Assert.Equal(newestFirst, await Jobs.ListAsync(null, 100, Cancellation));
        Assert.Equal(newestFirst[..3], await Jobs.ListAsync(null, 3, Cancellation));
        Assert.Equal(newestFirst[3..6], await Jobs.ListAsync(newestFirst[2], 3, Cancellation));
        Assert.Equal(newestFirst[6..], await Jobs.ListAsync(newestFirst[5], 3, Cancellation));
        Assert.Empty(await Jobs.ListAsync(newestFirst[6], 3, Cancellation));
        Assert.Empty(await Jobs.ListAsync(Samples.NewJob(), 3, Cancellation));
        Assert.Equal(jobs.Where(job => job != jobs[3]), await Jobs.ListUnfinishedAsync(Cancellation));
    }

    [Fact]
    public async Task Who_asks_first_to_cancel_a_job_gives_the_reason()
    {
        string job = await CreateAsync();
        JobStatus before = await StatusAsync(job);
        Assert.True(await Jobs.RequestCancelAsync(job, "enough", Cancellation));
        JobStatus cancelled = await StatusAsync(job);
        Assert.Equal((true, "enough", DistributedJobState.Queued), (cancelled.CancelRequested, cancelled.Reason, cancelled.State));
        Assert.True(cancelled.Revision > before.Revision);
        Assert.True(await Jobs.RequestCancelAsync(job, "late", Cancellation));
        AssertSame(cancelled, await StatusAsync(job));
        Assert.True((await Batches.BacklogAsync(job, Cancellation)).CancelRequested);
        await Jobs.EndAsync(await TakeAsync(job, JobRole.Aggregator), DistributedJobState.Cancelled, null, Cancellation);
        JobStatus ended = await StatusAsync(job);
        Assert.Equal((DistributedJobState.Cancelled, "enough"), (ended.State, ended.Reason));
        Assert.True(await Jobs.RequestCancelAsync(job, "later still", Cancellation));
        AssertSame(ended, await StatusAsync(job));
    }

    [Fact]
    public async Task A_job_that_is_completed_although_someone_asked_to_cancel_it_has_no_reason()
    {
        RoleLease aggregator = await MergeAsync(4);
        await Jobs.BeginPublishingAsync(aggregator, Cancellation);
        Assert.True(await Jobs.RequestCancelAsync(aggregator.JobId, "enough", Cancellation));
        JobStatus publishing = await StatusAsync(aggregator.JobId);
        Assert.Equal((DistributedJobState.Publishing, true, "enough"), (publishing.State, publishing.CancelRequested, publishing.Reason));
        await Jobs.EndAsync(aggregator, DistributedJobState.Completed, null, Cancellation);
        JobStatus completed = await StatusAsync(aggregator.JobId);
        Assert.Equal((DistributedJobState.Completed, true, null), (completed.State, completed.CancelRequested, completed.Reason));
    }

    [Theory]
    [InlineData(DistributedJobState.Failed, JobRole.Scanner, "the source is gone — “/data”")]
    [InlineData(DistributedJobState.Failed, JobRole.Aggregator, "the volume is full")]
    [InlineData(DistributedJobState.Cancelled, JobRole.Aggregator, null)]
    public async Task A_job_ends_and_keeps_its_status_alone(DistributedJobState state, JobRole role, string? reason)
    {
        RoleLease scanner = await BeginAsync(5);
        string job = scanner.JobId;
        await CompleteAsync(job, 0, 1, 2);
        RoleLease lease = role == JobRole.Scanner ? scanner : await TakeAsync(job, role);
        JobStatus before = await StatusAsync(job);
        await Jobs.EndAsync(lease, state, reason, Cancellation);
        JobStatus ended = await StatusAsync(job);
        Assert.InRange(ended.EndedAt!.Value, ended.CreatedAt, ended.CreatedAt.AddMinutes(1));
        AssertSame(before with { State = state, Reason = reason, EndedAt = ended.EndedAt, Revision = ended.Revision }, ended);
        Assert.True(ended.Revision > before.Revision);
        Assert.Empty(await Batches.ReadFinishedAsync(job, 0, 10, Cancellation));
        Assert.Null(await Batches.TryLeaseAsync(job, 3, "worker", Lasting, Cancellation));
        Assert.True((await Batches.BacklogAsync(job, Cancellation)).CancelRequested);
        Assert.True(await Jobs.RequestCancelAsync(job, "too late", Cancellation));
        // Again, and by someone who lost the role: it is at this end.
        await Jobs.EndAsync(lease, state, "another reason", Cancellation);
        await Jobs.EndAsync(lease with { Token = 1 }, state, null, Cancellation);
        DistributedJobState other = state == DistributedJobState.Failed ? DistributedJobState.Cancelled : DistributedJobState.Failed;
        await Assert.ThrowsAsync<LeaseLostException>(() => Jobs.EndAsync(lease, other, null, Cancellation));
        AssertSame(ended, await StatusAsync(job));
    }

    [Theory]
    [InlineData(DistributedJobState.Queued)]
    [InlineData(DistributedJobState.Running)]
    [InlineData(DistributedJobState.Publishing)]
    public async Task A_state_that_is_no_end_ends_no_job(DistributedJobState state)
    {
        RoleLease lease = await TakeAsync(await CreateAsync(), JobRole.Aggregator);
        await Assert.ThrowsAsync<ArgumentException>(() => Jobs.EndAsync(lease, state, null, Cancellation));
        Assert.Equal(DistributedJobState.Queued, (await StatusAsync(lease.JobId)).State);
    }

    [Fact]
    public async Task A_job_is_published_once_all_is_merged_and_completed_once_it_is_published()
    {
        RoleLease early = await TakeAsync(await CreateAsync(), JobRole.Aggregator);
        await Assert.ThrowsAsync<LedgerBehindException>(() => Jobs.BeginPublishingAsync(early, Cancellation));
        await Assert.ThrowsAsync<LedgerBehindException>(() => Jobs.EndAsync(early, DistributedJobState.Completed, null, Cancellation));

        RoleLease aggregator = await MergeAsync(4);
        await Assert.ThrowsAsync<LedgerBehindException>(() => Jobs.EndAsync(aggregator, DistributedJobState.Completed, null, Cancellation));
        JobStatus merged = await StatusAsync(aggregator.JobId);
        await Jobs.BeginPublishingAsync(aggregator, Cancellation);
        JobStatus publishing = await StatusAsync(aggregator.JobId);
        Assert.Equal(DistributedJobState.Publishing, publishing.State);
        Assert.True(publishing.Revision > merged.Revision);
        await Jobs.BeginPublishingAsync(aggregator, Cancellation);
        AssertSame(publishing, await StatusAsync(aggregator.JobId));
        await Jobs.EndAsync(aggregator, DistributedJobState.Completed, null, Cancellation);
        JobStatus completed = await StatusAsync(aggregator.JobId);
        Assert.Equal(
            (DistributedJobState.Completed, 4, 4, 4, 1),
            (completed.State, completed.PlannedBatches, completed.ParsedBatches, completed.MergedBatches, completed.Checkpoints));
        await Assert.ThrowsAsync<LeaseLostException>(() => Jobs.BeginPublishingAsync(aggregator, Cancellation));
    }

    [Fact]
    public async Task Workers_are_known_as_long_as_they_say_something()
    {
        WorkerReport first = Samples.Worker("b"), second = Samples.Worker("a"),
            third = Samples.Worker("c") with { Batches = 77, Device = "cpu", Indexer = "Avx512" };
        await Jobs.BeatAsync(first, Lasting, Cancellation);
        await Jobs.BeatAsync(second, TimeSpan.FromMilliseconds(1_000), Cancellation);
        await Jobs.BeatAsync(third, Lasting, Cancellation);
        IReadOnlyList<WorkerStatus> workers = await Jobs.ListWorkersAsync(Cancellation);
        Assert.Equal([third, second, first], workers.Select(worker => worker.Report));
        Assert.All(workers, worker => Assert.InRange(worker.LastHeartbeat, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1)));

        while ((await Jobs.ListWorkersAsync(Cancellation)).Count == 3)
            await Task.Delay(20, Cancellation);
        await Jobs.BeatAsync(first with { Batches = 12 }, Lasting, Cancellation);
        IReadOnlyList<WorkerStatus> later = await Jobs.ListWorkersAsync(Cancellation);
        Assert.Equal([third, first with { Batches = 12 }], later.Select(worker => worker.Report));
        Assert.True(later[1].LastHeartbeat > workers[2].LastHeartbeat);
    }
}
