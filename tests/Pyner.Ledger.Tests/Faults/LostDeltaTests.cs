using Pyner.LedgerContracts;
using Pyner.Pipeline;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Ledgers;
using StackExchange.Redis;
using Xunit;

namespace Pyner.Ledger.Tests.Faults;

/// <summary>A delta that is gone, as from a Redis that evicts: nobody may take the rest for all.</summary>
public sealed class LostDeltaTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_not_taken_for_one_that_was_folded()
    {
        await using OwnRedis redis = await OwnRedis.StartAsync("no");
        RoleLease scanner = await redis.BeginAsync();
        string job = scanner.JobId;
        using ILedger checkpoints = redis.Batches.OpenCheckpoints(await redis.TakeAsync(job, JobRole.Aggregator));
        Checkpoint? last = null;
        for (int sequence = 0; sequence < 3; sequence++)
        {
            await redis.Batches.PlanAsync(scanner, Samples.Batch(job, sequence), Cancellation);
            await redis.CompleteAsync(job, sequence);
            last = Samples.Next(job, last, sequence + 1);
            checkpoints.Record(job, last, [(byte)sequence]);
        }
        Assert.True(checkpoints.Fold(job, 1, [7]));
        await using ConnectionMultiplexer connection = await redis.ConnectAsync();
        Assert.True(await connection.GetDatabase().KeyDeleteAsync($"{LedgerKeys.Default}job:{job}:delta:2"));

        Assert.Null(checkpoints.ReadDelta(job, 0));
        Assert.Equal([7], checkpoints.ReadDelta(job, 1));
        JobException gone = Assert.Throws<JobException>(() => checkpoints.ReadDelta(job, 2));
        Assert.Contains("gone from the ledger", gone.Message, StringComparison.Ordinal);
    }
}
