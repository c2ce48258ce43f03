using System.Diagnostics;
using Google.Rpc;
using Grpc.Core;
using Pyner.Contracts.V1;
using Pyner.Pipeline.Distribution;
using Xunit;

namespace Pyner.Gateway.Tests;

public sealed class WatchJobTests : GatewayTests
{
    private protected override GatewayOptions Configure(GatewayOptions options) => options with { MaxWatchers = 3 };

    [Fact]
    public async Task A_watcher_gets_a_snapshot_then_the_changes_and_the_end()
    {
        string id = Gateway.AddJob().Id;
        using AsyncServerStreamingCall<JobUpdate> watch = Watch(id);
        Assert.Equal((17L, 25.0), await NextAsync(watch));
        Gateway.Ledger.Change(id, job => job with { ParsedBatches = 3, Parsed = job.Parsed with { Submissions = 400 } });
        Assert.Equal((18L, 40.0), await NextAsync(watch));
        Gateway.Ledger.Change(id, job => job with { State = DistributedJobState.Publishing, Parsed = job.Parsed with { Submissions = 1000 } });
        Assert.Equal((19L, 99.9), await NextAsync(watch));
        Gateway.Ledger.Change(id, job => job with { State = DistributedJobState.Completed });
        Assert.Equal((20L, 100.0), await NextAsync(watch));
        Assert.Equal(JobState.Completed, watch.ResponseStream.Current.Job.State);
        Assert.False(await watch.ResponseStream.MoveNext(Cancellation));
    }

    [Fact]
    public async Task A_hint_that_there_is_news_spares_a_watcher_the_wait_for_the_next_look()
    {
        using var folder = new TemporaryFolder();
        await using TestGateway gateway = await TestGateway.StartAsync(folder, options => options with { PollInterval = TimeSpan.FromMinutes(10) });
        string id = gateway.AddJob().Id;
        using AsyncServerStreamingCall<JobUpdate> watch = gateway.Jobs.WatchJob(new WatchJobRequest { JobId = id }, cancellationToken: Cancellation);
        Assert.Equal(17, (await NextAsync(watch)).Revision);
        // The look that the first watcher causes may see the first of these.
        for (long revision = 18; revision < 23; revision++)
        {
            gateway.Ledger.Change(id, job => job with { ParsedBatches = job.ParsedBatches + 1 });
            gateway.Monitor.Hint(id);
            Assert.Equal(revision, (await NextAsync(watch)).Revision);
        }
    }

    [Theory]
    [InlineData(DistributedJobState.Completed)]
    [InlineData(DistributedJobState.Failed)]
    [InlineData(DistributedJobState.Cancelled)]
    public async Task Watching_a_job_at_its_end_gives_it_once(DistributedJobState state)
    {
        string id = Gateway.AddJob(job => job with { State = state, Reason = "because" }).Id;
        using AsyncServerStreamingCall<JobUpdate> watch = Watch(id);
        Assert.Equal(17, (await NextAsync(watch)).Revision);
        Assert.False(await watch.ResponseStream.MoveNext(Cancellation));
    }

    [Fact]
    public async Task Who_comes_back_gets_only_what_is_new()
    {
        string id = Gateway.AddJob().Id;
        using AsyncServerStreamingCall<JobUpdate> watch = Watch(id, after: 17);
        Task<bool> next = watch.ResponseStream.MoveNext(Cancellation);
        await Task.Delay(300, Cancellation);
        Assert.False(next.IsCompleted);
        Gateway.Ledger.Change(id, job => job with { State = DistributedJobState.Completed });
        Assert.True(await next);
        Assert.Equal(18, watch.ResponseStream.Current.Job.Revision);
        Assert.False(await watch.ResponseStream.MoveNext(Cancellation));

        using AsyncServerStreamingCall<JobUpdate> late = Watch(id, after: 18);
        Assert.False(await late.ResponseStream.MoveNext(Cancellation));
    }

    [Fact]
    public async Task A_revision_that_the_job_never_had_is_refused()
    {
        string id = Gateway.AddJob().Id;
        using AsyncServerStreamingCall<JobUpdate> watch = Watch(id, after: 18);
        (string message, BadRequest details) = await watch.ResponseStream.MoveNext(Cancellation).FailsAsync<BadRequest>(StatusCode.OutOfRange);
        Assert.StartsWith("after_revision 18 is ahead of the job, which is at 17.", message, StringComparison.Ordinal);
        Assert.Equal("after_revision", Assert.Single(details.FieldViolations).Field);
    }

    [Fact]
    public async Task A_watcher_outlives_a_ledger_that_goes_away_and_is_told()
    {
        string id = Gateway.AddJob().Id;
        using AsyncServerStreamingCall<JobUpdate> watch = Watch(id);
        await NextAsync(watch);
        Assert.False(watch.ResponseStream.Current.LedgerUnreachable);
        Gateway.Ledger.IsAway = true;
        Assert.Equal((17L, 25.0), await NextAsync(watch));
        Assert.True(watch.ResponseStream.Current.LedgerUnreachable);
        Gateway.Ledger.Change(id, job => job with { Parsed = job.Parsed with { Submissions = 500 } });
        Gateway.Ledger.IsAway = false;
        // That it is back, and what is new, may come in one message or in two.
        while ((await NextAsync(watch)).Revision == 17)
        {
        }
        if (watch.ResponseStream.Current.LedgerUnreachable)
            await NextAsync(watch);
        Assert.Equal((18L, false), (watch.ResponseStream.Current.Job.Revision, watch.ResponseStream.Current.LedgerUnreachable));
        Gateway.Ledger.Change(id, job => job with { State = DistributedJobState.Completed });
        Assert.Equal((19L, 100.0), await NextAsync(watch));
    }

    [Fact]
    public async Task What_a_watcher_sees_never_goes_back()
    {
        string id = Gateway.AddJob(job => job with { SubmissionsTotal = null, SourceBytesTotal = 10_000, Parsed = default, ParsedBatches = 0 }).Id;
        using AsyncServerStreamingCall<JobUpdate> watch = Watch(id);
        await NextAsync(watch);
        Task work = Task.Run(() => RandomlyWorkAsync(id, new Random(5)), Cancellation);
        long revision = -1;
        double percent = 0;
        long parsed = 0;
        int updates = 0;
        while (await watch.ResponseStream.MoveNext(Cancellation))
        {
            Job job = watch.ResponseStream.Current.Job;
            Assert.True(job.Revision >= revision);
            Assert.InRange(job.Progress.Percent, percent, 100);
            Assert.True(job.Progress.Parsed.Submissions >= parsed);
            Assert.True(job.Progress.Percent < 100 || job.State == JobState.Completed);
            (revision, percent, parsed) = (job.Revision, job.Progress.Percent, job.Progress.Parsed.Submissions);
            updates++;
        }
        await work;
        Assert.Equal(100, percent);
        Assert.InRange(updates, 3, 1000);
    }

    [Fact]
    public async Task A_ledger_that_came_back_older_ends_the_watch_and_is_shown_to_who_watches_anew()
    {
        JobStatus status = Gateway.AddJob();
        using AsyncServerStreamingCall<JobUpdate> watch = Watch(status.Id);
        await NextAsync(watch);
        Gateway.Ledger.Put(status with { Revision = 3, Parsed = default });
        (string message, _) = await watch.ResponseStream.MoveNext(Cancellation).FailsAsync<BadRequest>(StatusCode.OutOfRange);
        Assert.Contains("after_revision 17 is ahead of the job, which is at 3", message, StringComparison.Ordinal);

        using AsyncServerStreamingCall<JobUpdate> anew = Watch(status.Id);
        Assert.Equal(3, (await NextAsync(anew)).Revision);
        // It ends before it is as far as it was.
        Gateway.Ledger.Put(status with { Revision = 4, State = DistributedJobState.Cancelled, Reason = "because" });
        Assert.Equal(4, (await NextAsync(anew)).Revision);
        Assert.False(await anew.ResponseStream.MoveNext(Cancellation));
    }

    [Fact]
    public async Task A_job_that_the_ledger_lost_ends_its_watching()
    {
        string id = Gateway.AddJob().Id;
        using AsyncServerStreamingCall<JobUpdate> watch = Watch(id);
        await NextAsync(watch);
        Gateway.Ledger.Lose(id);
        (string message, _) = await watch.ResponseStream.MoveNext(Cancellation).FailsAsync<ResourceInfo>(StatusCode.NotFound);
        Assert.Contains("lost it", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_are_no_more_watchers_than_the_limit_and_one_that_leaves_makes_room()
    {
        string id = Gateway.AddJob().Id;
        AsyncServerStreamingCall<JobUpdate>[] watches = [Watch(id), Watch(id), Watch(id)];
        foreach (AsyncServerStreamingCall<JobUpdate> watch in watches)
            await NextAsync(watch);
        using (AsyncServerStreamingCall<JobUpdate> fourth = Watch(id))
        {
            (string message, _) = await fourth.ResponseStream.MoveNext(Cancellation).FailsAsync<QuotaFailure>(StatusCode.ResourceExhausted);
            Assert.StartsWith("There are 3 watchers already", message, StringComparison.Ordinal);
        }
        watches[0].Dispose();
        await EventuallyAsync(async () =>
        {
            using AsyncServerStreamingCall<JobUpdate> fifth = Watch(id);
            return await fifth.ResponseStream.MoveNext(Cancellation);
        });
        watches[1].Dispose();
        watches[2].Dispose();
    }

    [Fact]
    public async Task Many_watchers_ask_the_ledger_no_more_often_than_one()
    {
        string id = Gateway.AddJob().Id;
        AsyncServerStreamingCall<JobUpdate>[] watches = [Watch(id), Watch(id), Watch(id)];
        foreach (AsyncServerStreamingCall<JobUpdate> watch in watches)
            await NextAsync(watch);
        int before = Gateway.Ledger.Calls;
        var watched = Stopwatch.StartNew();
        await Task.Delay(1000, Cancellation);
        int looks = (int)(watched.ElapsedMilliseconds / 50) + 2;
        // Three calls a look: the unfinished jobs, the workers, the job.
        Assert.InRange(Gateway.Ledger.Calls - before, 3, 3 * looks);
        foreach (AsyncServerStreamingCall<JobUpdate> watch in watches)
            watch.Dispose();
    }

    [Fact]
    public async Task A_gateway_that_stops_tells_its_watchers_to_come_again()
    {
        string id = Gateway.AddJob().Id;
        using AsyncServerStreamingCall<JobUpdate> watch = Watch(id);
        await NextAsync(watch);
        Task stopped = Gateway.StopAsync();
        (string message, _) = await watch.ResponseStream.MoveNext(Cancellation).FailsAsync<RetryInfo>(StatusCode.Unavailable);
        Assert.Equal("The gateway is stopping. Watch again, from the revision that was seen last.", message);
        await stopped.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
    }

    private AsyncServerStreamingCall<JobUpdate> Watch(string jobId, long? after = null)
    {
        var request = new WatchJobRequest { JobId = jobId };
        if (after is long revision)
            request.AfterRevision = revision;
        return Gateway.Jobs.WatchJob(request, cancellationToken: Cancellation);
    }

    private static async Task<(long Revision, double Percent)> NextAsync(AsyncServerStreamingCall<JobUpdate> watch)
    {
        Assert.True(await watch.ResponseStream.MoveNext(Cancellation));
        Job job = watch.ResponseStream.Current.Job;
        return (job.Revision, job.Progress.Percent);
    }

    private async Task RandomlyWorkAsync(string id, Random random)
    {
        for (int i = 1; i <= 100; i++)
        {
            int batch = i;
            Gateway.Ledger.Change(id, job => job with
            {
                PlannedBatches = batch + 5,
                PlanEnded = batch > 90,
                SourceBytes = batch * 100,
                FinishedSourceBytes = job.FinishedSourceBytes + random.Next(100),
                ParsedBatches = batch,
                LeasedBatches = random.Next(3),
                Parsed = job.Parsed with { Submissions = job.Parsed.Submissions + random.Next(100) },
            });
            if (random.Next(10) == 0)
                Gateway.Ledger.IsAway = !Gateway.Ledger.IsAway;
            await Task.Delay(random.Next(10), Cancellation);
        }
        Gateway.Ledger.IsAway = false;
        Gateway.Ledger.Change(id, job => job with { State = DistributedJobState.Publishing, SubmissionsTotal = job.Parsed.Submissions, PlannedBatches = 100 });
        await Task.Delay(100, Cancellation);
        Gateway.Ledger.Change(id, job => job with { State = DistributedJobState.Completed });
    }

    private static async Task EventuallyAsync(Func<Task<bool>> attempt)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (true)
        {
            try
            {
                if (await attempt())
                    return;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.ResourceExhausted && !patience.IsCancellationRequested)
            {
                await Task.Delay(50, patience.Token);
            }
        }
    }
}
