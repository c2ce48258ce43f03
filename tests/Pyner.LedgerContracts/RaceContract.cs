using System.Collections.Concurrent;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Ledgers;
using Xunit;

namespace Pyner.LedgerContracts;

/// <summary>Many at once: of those who want the same, one gets it, and everything counts once.</summary>
public abstract class RaceContract : DistributedLedgerContract
{
    private const int Racers = 24;

    [Fact]
    public async Task One_of_many_gets_a_role()
    {
        string job = await CreateAsync();
        RoleLease?[] leases = await RaceAsync(i => Jobs.TryTakeRoleAsync(job, JobRole.Scanner, $"scanner-{i}", Lasting, Cancellation));
        RoleLease lease = Assert.Single(leases, lease => lease is not null)!;
        Assert.True(await Jobs.RenewRoleAsync(lease, Lasting, Cancellation));
    }

    [Fact]
    public async Task One_of_many_gets_a_batch()
    {
        string job = (await BeginAsync(1)).JobId;
        BatchLease?[] leases = await RaceAsync(i => Batches.TryLeaseAsync(job, 0, $"worker-{i}", Lasting, Cancellation));
        Assert.Single(leases, lease => lease is not null);
        Assert.Equal(1, (await StatusAsync(job)).LeasedBatches);
    }

    [Fact]
    public async Task One_of_many_gets_an_output_folder()
    {
        var jobs = new ConcurrentBag<string>();
        await RaceAsync(async _ =>
        {
            string job = Samples.NewJob();
            try
            {
                await Jobs.CreateAsync(job, Samples.Request("/kb/same"), 100, Cancellation);
                jobs.Add(job);
            }
            catch (JobRefusedException)
            {
                // Another one has it.
            }
            return job;
        });
        Assert.Equal(await Jobs.ListUnfinishedAsync(Cancellation), [Assert.Single(jobs)]);
    }

    [Fact]
    public async Task A_result_that_comes_many_times_at_once_counts_once()
    {
        string job = (await BeginAsync(1)).JobId;
        BatchLease lease = await LeaseAsync(job, 0);
        Assert.All(await RaceAsync(_ => Batches.CompleteAsync(lease, Samples.Parsed(0), Cancellation)), Assert.True);
        JobStatus status = await StatusAsync(job);
        Assert.Equal((1, Samples.Figures(0)), (status.ParsedBatches, status.Parsed));
    }

    [Fact]
    public async Task Many_who_plan_with_one_lease_plan_each_batch_once()
    {
        RoleLease scanner = await BeginAsync(0);
        await RaceAsync(async _ =>
        {
            await PlanAsync(scanner, 0, 20);
            return true;
        });
        JobStatus status = await StatusAsync(scanner.JobId);
        Assert.Equal((20, Ordinals(0, 20).Sum(Samples.Submissions)), (status.PlannedBatches, status.PlannedSubmissions));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Scanners_workers_and_aggregators_that_come_and_go_count_every_batch_once(int seed)
    {
        const int Count = 120;
        string job = await CreateAsync();
        var published = new ConcurrentQueue<long>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var results = new ConcurrentDictionary<long, int>();
        Task[] crew =
        [
            .. Enumerable.Range(0, 3).Select(i => Task.Run(
                () => ScanAsync(job, $"scanner-{i}", Count, new Random(seed + i), published, stop.Token), Cancellation)),
            .. Enumerable.Range(0, 8).Select(i => Task.Run(
                () => WorkAsync(job, $"worker-{i}", new Random(seed + 50 + i), published, results, stop.Token), Cancellation)),
            .. Enumerable.Range(0, 3).Select(i => Task.Run(
                () => AggregateAsync(job, $"aggregator-{i}", Count, new Random(seed + 90 + i), stop.Token), Cancellation)),
        ];
        JobStatus last = await StatusAsync(job);
        while ((last = await NextAsync(last)).State != DistributedJobState.Completed)
        {
            foreach (Task ended in crew.Where(task => task.IsFaulted))
                await ended;
            await Task.Delay(10, Cancellation);
        }
        await stop.CancelAsync();
        await Task.WhenAll(crew);
        Assert.Equal((Count, Count, Samples.Sum(Ordinals(0, Count))), (last.PlannedBatches, last.ParsedBatches, last.Parsed));
        Assert.Equal((Count, Ordinals(0, Count).Sum(ordinal => (long)Samples.Submissions(ordinal))), (last.MergedBatches, last.MergedSubmissions));
        Assert.Equal(Count, last.Devices.Sum(device => device.Batches));
        // What was taken was taken from one lease.
        Assert.Equal(Ordinals(0, Count), results.Keys.Order());
        Assert.All(results.Values, times => Assert.Equal(1, times));
    }

    /// <summary>The next status, in which no count is smaller.</summary>
    private async Task<JobStatus> NextAsync(JobStatus before)
    {
        JobStatus after = await StatusAsync(before.Id);
        Assert.True(after.Revision >= before.Revision);
        Assert.True(after.State >= before.State);
        Assert.True(after.PlannedBatches >= before.PlannedBatches);
        Assert.True(after.ParsedBatches >= before.ParsedBatches);
        Assert.True(after.Parsed.Bytes >= before.Parsed.Bytes);
        Assert.True(after.FinishedSourceBytes >= before.FinishedSourceBytes);
        Assert.True(after.MergedBatches >= before.MergedBatches);
        Assert.InRange(after.MergedBatches, 0, after.ParsedBatches);
        Assert.InRange(after.ParsedBatches, 0, after.PlannedBatches);
        return after;
    }

    private async Task ScanAsync(string job, string owner, long count, Random random, ConcurrentQueue<long> published, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(random.Next(15), Cancellation);
            if (await Jobs.TryTakeRoleAsync(job, JobRole.Scanner, owner, TimeSpan.FromMilliseconds(40), Cancellation) is not RoleLease lease)
                continue;
            try
            {
                long planned = await Batches.BeginPlanAsync(lease, Samples.Identity, Cancellation);
                while (random.Next(40) != 0 && planned < count)
                {
                    await Batches.PlanAsync(lease, Samples.Batch(job, planned), Cancellation);
                    // Some messages are lost, some come twice.
                    for (int times = random.Next(3); times > 0; times--)
                        published.Enqueue(planned);
                    planned++;
                }
                if (planned == count)
                    await Batches.EndPlanAsync(lease, count, Cancellation);
                foreach (BatchPosition batch in await Batches.TakeOverdueAsync(lease, TimeSpan.FromMilliseconds(30), 10, Cancellation))
                    published.Enqueue(batch.Ordinal);
            }
            catch (LeaseLostException)
            {
                // Another one took over.
            }
        }
    }

    private async Task WorkAsync(
        string job, string worker, Random random, ConcurrentQueue<long> published, ConcurrentDictionary<long, int> results, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (!published.TryDequeue(out long ordinal))
            {
                await Task.Delay(5, Cancellation);
                continue;
            }
            if (await Batches.TryLeaseAsync(job, ordinal, worker, TimeSpan.FromMilliseconds(20), Cancellation) is not BatchLease lease)
                continue;
            int fate = random.Next(10);
            if (fate == 0)
                continue;
            if (fate < 3)
                await Task.Delay(random.Next(40), Cancellation);
            if (fate == 4)
                await Batches.ReturnAsync(lease, Cancellation);
            else if (await Batches.CompleteAsync(lease, Samples.Parsed(ordinal, "device " + worker), Cancellation))
                results.AddOrUpdate(ordinal, 1, (_, times) => times + 1);
        }
    }

    private async Task AggregateAsync(string job, string owner, long count, Random random, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(random.Next(15), Cancellation);
            if (await Jobs.TryTakeRoleAsync(job, JobRole.Aggregator, owner, TimeSpan.FromMilliseconds(40), Cancellation) is not RoleLease lease)
                continue;
            try
            {
                using ILedger checkpoints = Batches.OpenCheckpoints(lease);
                Checkpoint? last = checkpoints.Find()?.LastCheckpoint;
                while (random.Next(20) != 0 && last is not { EndsSource: true })
                {
                    int found = (await Batches.ReadFinishedAsync(job, last?.EndBatch ?? 0, random.Next(1, 15), Cancellation)).Count;
                    long end = (last?.EndBatch ?? 0) + found;
                    bool ends = end == count && (await StatusAsync(job)).PlanEnded;
                    if (found == 0 && !ends)
                        break;
                    last = Samples.Next(job, last, end, ends);
                    checkpoints.Record(job, last, [1, 2, 3]);
                }
                if (last is not { EndsSource: true })
                    continue;
                await Jobs.BeginPublishingAsync(lease, Cancellation);
                await Jobs.EndAsync(lease, DistributedJobState.Completed, null, Cancellation);
            }
            catch (LeaseLostException)
            {
                // Another one took over.
            }
        }
    }

    private static Task<T[]> RaceAsync<T>(Func<int, Task<T>> run) =>
        Task.WhenAll(Enumerable.Range(0, Racers).Select(i => Task.Run(() => run(i), Cancellation)));
}
