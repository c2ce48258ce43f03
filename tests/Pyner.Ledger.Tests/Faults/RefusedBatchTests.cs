using Pyner.LedgerContracts;
using Pyner.Pipeline.Distribution;
using StackExchange.Redis;
using Xunit;

namespace Pyner.Ledger.Tests.Faults;

/// <summary>A batch that one worker can't read, while another one says that it lives and never comes for it.</summary>
public sealed class RefusedBatchTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_given_up_after_all_once_the_other_was_waited_for_long_enough()
    {
        await using OwnRedis redis = await OwnRedis.StartAsync("no");
        RoleLease scanner = await redis.BeginAsync();
        string job = scanner.JobId;
        await redis.Batches.PlanAsync(scanner, Samples.Batch(job, 0), Cancellation);
        foreach (string worker in new[] { "broken", "hanging" })
            await redis.Jobs.BeatAsync(Samples.Worker(worker), TimeSpan.FromHours(2), Cancellation);
        BatchLease first = (await LeaseAsync())!;
        Assert.Equal(BatchRefusal.GivenBack, await redis.Batches.RefuseAsync(first, "gone", TimeSpan.Zero, Cancellation));

        // Time passes: what the ledger noted lies so far back.
        await using ConnectionMultiplexer connection = await redis.ConnectAsync();
        IDatabase database = connection.GetDatabase();
        string batch = $"{LedgerKeys.Default}job:{job}:batch:0";
        long since = (long)await database.HashGetAsync(batch, "unreadable_since");
        Assert.Null(await GoBackAsync(IBatchLedger.PatienceWithOthers - TimeSpan.FromMinutes(1)));
        BatchLease? again = await GoBackAsync(IBatchLedger.PatienceWithOthers + TimeSpan.FromMinutes(1));
        Assert.NotNull(again);
        // The first lease's word stands; the new one's settles it.
        Assert.Equal(BatchRefusal.GivenBack, await redis.Batches.RefuseAsync(first, "gone", TimeSpan.Zero, Cancellation));
        Assert.Equal(BatchRefusal.GivenUp, await redis.Batches.RefuseAsync(again, "gone", TimeSpan.Zero, Cancellation));

        Task<BatchLease?> LeaseAsync() => redis.Batches.TryLeaseAsync(job, 0, "broken", TimeSpan.FromMinutes(10), Cancellation);

        async Task<BatchLease?> GoBackAsync(TimeSpan time)
        {
            await database.HashSetAsync(batch, "unreadable_since", since - (time.Ticks / TimeSpan.TicksPerMicrosecond));
            return await LeaseAsync();
        }
    }
}
