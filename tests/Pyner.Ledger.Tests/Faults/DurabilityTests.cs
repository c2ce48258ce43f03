using System.Collections.Concurrent;
using Pyner.LedgerContracts;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Ledgers;
using StackExchange.Redis;
using Xunit;

namespace Pyner.Ledger.Tests.Faults;

/// <summary>What the ledger acknowledged is there after its Redis was killed, and one that may forget says so.</summary>
public sealed class DurabilityTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_was_acknowledged_is_lost_when_the_server_is_killed()
    {
        await using OwnRedis redis = await OwnRedis.StartAsync();
        RoleLease scanner = await redis.BeginAsync();
        string job = scanner.JobId;
        using ILedger checkpoints = redis.Batches.OpenCheckpoints(await redis.TakeAsync(job, JobRole.Aggregator));
        var random = new Random(6);
        var acknowledged = new ConcurrentDictionary<long, string>();
        long planned = 0;
        Checkpoint? last = null;
        for (int round = 0; round < 4; round++)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            long first = planned;
            // Every call is made again until it is answered: that it may have arrived before must not matter.
            Task plan = Task.Run(
                async () =>
                {
                    while (!stop.IsCancellationRequested)
                    {
                        await PersistentCall.MakeAsync(() => redis.Batches.PlanAsync(scanner, Samples.Batch(job, planned), Cancellation));
                        // A worker may have been faster.
                        acknowledged.TryAdd(planned++, "planned");
                    }
                },
                Cancellation);
            Task[] work =
            [
                plan,
                .. Enumerable.Range(0, 3).Select(worker => Task.Run(() => WorkAsync(redis, job, first + worker, acknowledged, stop.Token), Cancellation)),
            ];
            for (int kill = 0; kill < 2; kill++)
            {
                await Task.Delay(random.Next(50, 400), Cancellation);
                await redis.Server.KillAsync();
                await redis.Server.StartAsync(Cancellation);
            }
            await Task.Delay(100, Cancellation);
            await stop.CancelAsync();
            await Task.WhenAll(work);

            JobStatus status = await PersistentCall.MakeAsync(async () => (await redis.Jobs.FindAsync(job, Cancellation))!);
            long[] parsed = [.. acknowledged.Where(pair => pair.Value == "parsed").Select(pair => pair.Key)];
            Assert.Equal((planned, parsed.Length, Samples.Sum(parsed)), (status.PlannedBatches, status.ParsedBatches, status.Parsed));
            Assert.True(planned > first && parsed.Length > 0);
            // What nobody brought is brought now, so that a checkpoint can have all of it.
            foreach (long ordinal in acknowledged.Where(pair => pair.Value == "planned").Select(pair => pair.Key).Order())
            {
                await redis.CompleteAsync(job, ordinal);
                acknowledged[ordinal] = "parsed";
            }
            IReadOnlyList<FinishedBatch> finished = await redis.Batches.ReadFinishedAsync(job, first, 100_000, Cancellation);
            Assert.Equal(planned - first, finished.Count);
            Assert.All(finished, batch => Assert.Equal(Samples.Partial(batch.Ordinal), batch.Parsed!.Partial.ToArray()));
            last = Samples.Next(job, last, planned);
            Assert.True(checkpoints.Record(job, last, [(byte)round]));
            await redis.Server.KillAsync();
            await redis.Server.StartAsync(Cancellation);
            Assert.Equal(last, await PersistentCall.MakeAsync(() => Task.FromResult(checkpoints.Find()!.LastCheckpoint)));
            Assert.Equal([(byte)round], checkpoints.ReadDelta(job, round)!);
        }
    }

    [Theory]
    [InlineData("always", "", null)]
    [InlineData("everysec", "", "appendfsync everysec")]
    [InlineData("always", "appendonly no", "no append-only file")]
    [InlineData("always", "maxmemory-policy allkeys-lru", "maxmemory-policy allkeys-lru")]
    [InlineData("always", "rename-command CONFIG \"\"", "does not tell")]
    public async Task What_the_server_may_lose_can_be_asked(string appendFsync, string setting, string? warning)
    {
        await using OwnRedis redis = await OwnRedis.StartAsync(appendFsync, [setting]);
        LedgerDurability durability = await redis.Ledger.ReadDurabilityAsync(Cancellation);
        if (warning is null)
            Assert.Null(durability.Warning);
        else
            Assert.Contains(warning, durability.Warning, StringComparison.Ordinal);
    }

    private static async Task WorkAsync(OwnRedis redis, string job, long first, ConcurrentDictionary<long, string> acknowledged, CancellationToken stop)
    {
        for (long ordinal = first; !stop.IsCancellationRequested;)
        {
            BatchLease? lease = await PersistentCall.MakeAsync(() => redis.Batches.TryLeaseAsync(job, ordinal, "worker", TimeSpan.Zero, Cancellation));
            if (lease is null)
            {
                // Not planned yet.
                await Task.Delay(1, Cancellation);
                continue;
            }
            if (await PersistentCall.MakeAsync(() => redis.Batches.CompleteAsync(lease, Samples.Parsed(ordinal), Cancellation)))
                acknowledged[ordinal] = "parsed";
            ordinal += 3;
        }
    }
}
