using Google.Rpc;
using Grpc.Core;
using Pyner.Contracts.V1;
using Pyner.Pipeline;
using Pyner.Pipeline.Distribution;
using Xunit;

namespace Pyner.Gateway.Tests;

public sealed class JobCallsTests : GatewayTests
{
    [Fact]
    public async Task A_job_shows_every_figure_of_the_ledger()
    {
        JobStatus status = Gateway.AddJob(job => job with
        {
            Identity = new Pipeline.Ledgers.JobIdentity
            {
                SourcePath = "/data/tree",
                SourceKind = Sra.Sources.SourceKind.TarGz,
                Fingerprint = "abc",
                BatchSize = 100
            },
            SourceBytes = 700,
            SourceBytesTotal = 4000,
            FinishedSourceBytes = 500,
            FailedBatches = 1,
            Failures = [new Pipeline.Distribution.FailedBatch(3, new BatchId(255), "the volume is gone")],
            MergedBatches = 1,
            MergedSubmissions = 100,
            Checkpoints = 1,
        });
        await Gateway.Ledger.BeatAsync(Examples.Worker("w1"), TimeSpan.FromMinutes(1), Cancellation);

        Job job = await Gateway.Jobs.GetJobAsync(new GetJobRequest { JobId = status.Id }, cancellationToken: Cancellation);

        Assert.Equal((status.Id, JobState.Running, 17L, false, ""), (job.Id, job.State, job.Revision, job.CancelRequested, job.Reason));
        Assert.Equal((SourceKind.TarGz, "abc"), (job.Source.Kind, job.Source.Fingerprint));
        Assert.Equal(status.CreatedAt, job.CreatedAt.ToDateTimeOffset());
        Assert.Equal(status.StartedAt, job.StartedAt.ToDateTimeOffset());
        Assert.Null(job.EndedAt);
        Progress progress = job.Progress;
        Assert.Equal(25, progress.Percent); // 250 of 1,000 submissions, which is more than 500 of 4,000 bytes
        Assert.Equal((1000L, 700L, 4000L), (progress.SubmissionsTotal, progress.SourceBytesRead, progress.SourceBytesTotal));
        Assert.Equal((6L, 600L), (progress.Planned.Batches, progress.Planned.Submissions));
        Assert.Equal((2L, 250L), (progress.Parsed.Batches, progress.Parsed.Submissions));
        Assert.Equal((1L, 100L), (progress.Merged.Batches, progress.Merged.Submissions));
        Assert.Equal((false, 3L, 1L, 1), (progress.PlanEnded, progress.BatchesLeased, progress.BatchesFailed, progress.Checkpoints));
        Assert.Equal((1L, 5_000_000L, 700L, 600L, 800L), (progress.FilesRejected, progress.XmlBytes, progress.Experiments, progress.Samples, progress.Runs));
        // 250 submissions since the start, 10 seconds ago: three times as long for the other 750.
        Assert.InRange(progress.SubmissionsPerSecond, 15, 25.1);
        Assert.InRange(progress.XmlBytesPerSecond, 300_000, 501_000);
        Assert.InRange(progress.Remaining.ToTimeSpan(), TimeSpan.FromSeconds(29.9), TimeSpan.FromSeconds(50));
        Assert.Equal(["cpu", "cuda:0"], job.Devices.Select(device => device.Device));
        DeviceProgress cuda = job.Devices[1];
        Assert.Equal((1L, 150L, 3_000_000L, 1L), (cuda.Batches, cuda.Submissions, cuda.XmlBytes, cuda.FilesRejected));
        Assert.Equal(TimeSpan.FromSeconds(2), cuda.Busy.ToTimeSpan());
        Assert.Null(job.Devices[0].Work);
        Assert.Equal((440L, 2_900_000L, 5L), (cuda.Work.Files, cuda.Work.XmlBytes, cuda.Work.Launches));
        Assert.Equal((1.5, 0.5), (cuda.Work.KernelTime.ToTimeSpan().TotalSeconds, cuda.Work.CopyTime.ToTimeSpan().TotalSeconds));
        Assert.Equal(
            new DeviceFallbacks
            {
                DoctypeFiles = 4,
                OtherEncodingFiles = 5,
                LongFiles = 6,
                SmallerBuffers = 7,
                OutOfMemory = 1,
                Failures = 2,
                FirstFailure = "the driver\e[31m says no",
            },
            cuda.Work.Fallbacks);
        Assert.InRange(cuda.SubmissionsPerSecond / progress.SubmissionsPerSecond, 0.599, 0.601);
        Contracts.V1.FailedBatch failed = Assert.Single(job.Failures);
        Assert.Equal((3L, "000000000000000000000000000000ff", "the volume is gone"), (failed.Ordinal, failed.BatchId, failed.Reason));
        Worker worker = Assert.Single(job.Workers);
        Assert.Equal(("w1", "cpu", "auto", "avx2", "box", 12L), (worker.Id, worker.Device, worker.DeviceAsked, worker.Indexer, worker.Host, worker.Batches));
        Assert.InRange(DateTimeOffset.UtcNow - worker.LastHeartbeat.ToDateTimeOffset(), TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_completed_job_is_at_100_percent_and_has_neither_workers_nor_time_left()
    {
        JobStatus status = Gateway.AddJob(job => job with
        {
            State = DistributedJobState.Completed,
            EndedAt = job.StartedAt!.Value.AddSeconds(50),
        });
        await Gateway.Ledger.BeatAsync(Examples.Worker("w1"), TimeSpan.FromMinutes(1), Cancellation);
        Job job = await Gateway.Jobs.GetJobAsync(new GetJobRequest { JobId = status.Id }, cancellationToken: Cancellation);
        Assert.Equal((100.0, 5.0), (job.Progress.Percent, job.Progress.SubmissionsPerSecond));
        Assert.Null(job.Progress.Remaining);
        Assert.Empty(job.Workers);
    }

    [Theory]
    [InlineData("no-such-job")]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("0000000000000000000000000000000:")]
    public async Task An_unknown_job_is_not_found_by_any_call(string unknown)
    {
        foreach (Task call in (Task[])
        [
            Gateway.Jobs.GetJobAsync(new GetJobRequest { JobId = unknown }, cancellationToken: Cancellation).ResponseAsync,
            Gateway.Jobs.CancelJobAsync(new CancelJobRequest { JobId = unknown }, cancellationToken: Cancellation).ResponseAsync,
            Gateway.Jobs.WatchJob(new WatchJobRequest { JobId = unknown }, cancellationToken: Cancellation).ResponseStream.MoveNext(Cancellation),
            Gateway.Catalogs.ListOrganismsAsync(new ListValuesRequest { JobId = unknown }, cancellationToken: Cancellation).ResponseAsync,
            Gateway.Catalogs.GetStatisticsAsync(new GetStatisticsRequest { JobId = unknown }, cancellationToken: Cancellation).ResponseAsync,
        ])
        {
            (string message, ResourceInfo details) = await call.FailsAsync<ResourceInfo>(StatusCode.NotFound);
            Assert.Equal($"There is no job '{unknown}'. ListJobs gives those that there are.", message);
            Assert.Equal(("pyner.v1.Job", unknown), (details.ResourceType, details.ResourceName));
        }
    }

    [Fact]
    public async Task A_call_without_a_job_is_told_what_is_missing()
    {
        (_, BadRequest details) =
            await Gateway.Jobs.GetJobAsync(new GetJobRequest(), cancellationToken: Cancellation).FailsAsync<BadRequest>(StatusCode.InvalidArgument);
        Assert.Equal("job_id", Assert.Single(details.FieldViolations).Field);
    }

    [Theory]
    [InlineData(0, 20)]
    [InlineData(1, 1)]
    [InlineData(7, 7)]
    [InlineData(45, 45)]
    [InlineData(100, 45)]
    public async Task Pages_of_jobs_fit_together(int asked, int first)
    {
        string[] newestFirst = [.. Enumerable.Range(0, 45).Select(_ => Gateway.AddJob().Id).Reverse()];
        List<string> listed = [];
        string token = "";
        do
        {
            ListJobsResponse page = await Gateway.Jobs.ListJobsAsync(
                new ListJobsRequest { PageSize = asked, PageToken = token }, cancellationToken: Cancellation);
            if (listed.Count == 0)
                Assert.Equal(first, page.Jobs.Count);
            listed.AddRange(page.Jobs.Select(job => job.Id));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal(newestFirst, listed);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    [InlineData(int.MaxValue)]
    public async Task A_page_of_jobs_has_a_limit(int size)
    {
        (string message, BadRequest details) = await Gateway.Jobs.ListJobsAsync(new ListJobsRequest { PageSize = size }, cancellationToken: Cancellation)
            .ResponseAsync.FailsAsync<BadRequest>(StatusCode.InvalidArgument);
        Assert.Equal($"page_size {size} is out of range. Give 1 to 100, or leave it out for 20.", message);
        Assert.Equal("page_size", Assert.Single(details.FieldViolations).Field);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("!!!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_token_that_no_listing_gave_is_refused(string token)
    {
        (_, BadRequest details) = await Gateway.Jobs.ListJobsAsync(new ListJobsRequest { PageToken = token }, cancellationToken: Cancellation)
            .ResponseAsync.FailsAsync<BadRequest>(StatusCode.InvalidArgument);
        Assert.Equal("page_token", Assert.Single(details.FieldViolations).Field);
    }

    [Fact]
    public async Task Cancelling_asks_the_ledger_and_hints()
    {
        JobStatus status = Gateway.AddJob();
        Job job = await Gateway.Jobs.CancelJobAsync(new CancelJobRequest { JobId = status.Id, Reason = "wrong dump" }, cancellationToken: Cancellation);
        Assert.Equal((true, "wrong dump", JobState.Running), (job.CancelRequested, job.Reason, job.State));
        Assert.Equal(["cancel " + status.Id], Gateway.Hints.Given);
    }

    [Fact]
    public async Task Cancelling_a_job_that_is_at_its_end_changes_nothing()
    {
        JobStatus status = Gateway.AddJob(job => job with { State = DistributedJobState.Completed });
        Job job = await Gateway.Jobs.CancelJobAsync(new CancelJobRequest { JobId = status.Id }, cancellationToken: Cancellation);
        Assert.Equal((false, JobState.Completed, 17L), (job.CancelRequested, job.State, job.Revision));
        Assert.Empty(Gateway.Hints.Given);
    }

    [Fact]
    public async Task A_reason_has_a_limit()
    {
        JobStatus status = Gateway.AddJob();
        (_, BadRequest details) = await Gateway.Jobs.CancelJobAsync(
            new CancelJobRequest { JobId = status.Id, Reason = new string('x', 1001) },
            cancellationToken: Cancellation).FailsAsync<BadRequest>(StatusCode.InvalidArgument);
        Assert.Equal("reason", Assert.Single(details.FieldViolations).Field);
        Assert.False(Gateway.Ledger[status.Id].CancelRequested);
    }
}
