using Pyner.Ledger.Tests.Faults;
using Pyner.LedgerContracts;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Ledgers;
using StackExchange.Redis;
using Xunit;

namespace Pyner.Ledger.Tests.Storage;

/// <summary>What lies in Redis: nothing large, nothing that nobody needs any more.</summary>
public sealed class KeyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_command_and_no_value_is_larger_than_a_chunk()
    {
        // Redis itself refuses any argument above this, the least that can be set.
        await using OwnRedis redis = await OwnRedis.StartAsync("no", ["proto-max-bulk-len 1mb"]);
        RoleLease scanner = await redis.BeginAsync();
        string job = scanner.JobId;
        byte[] large = new byte[40_000_000];
        new Random(2).NextBytes(large);
        await redis.Batches.PlanAsync(scanner, Samples.Batch(job, 0), Cancellation);
        BatchLease lease = (await redis.Batches.TryLeaseAsync(job, 0, "worker", TimeSpan.FromMinutes(1), Cancellation))!;
        Assert.True(await redis.Batches.CompleteAsync(lease, Samples.Parsed(0, partial: large), Cancellation));
        FinishedBatch finished = Assert.Single(await redis.Batches.ReadFinishedAsync(job, 0, 10, Cancellation));
        Assert.True(finished.Parsed!.Partial.Span.SequenceEqual(large));
        using ILedger checkpoints = redis.Batches.OpenCheckpoints(await redis.TakeAsync(job, JobRole.Aggregator));
        Assert.True(checkpoints.Record(job, Samples.Next(job, null, 1), large));
        Assert.True(large.AsSpan().SequenceEqual(checkpoints.ReadDelta(job, 0)));

        await using ConnectionMultiplexer connection = await redis.ConnectAsync();
        IDatabase database = connection.GetDatabase();
        foreach (string key in await KeysAsync(connection))
        {
            // What was staged stays once it is in its place.
            Assert.Null(await database.KeyTimeToLiveAsync(key));
            if (await database.KeyTypeAsync(key) != RedisType.Hash)
                continue;
            foreach (RedisValue field in await database.HashKeysAsync(key))
                Assert.InRange(await database.HashStringLengthAsync(key, field), 0, Packed.ChunkSize);
        }
    }

    [Fact]
    public async Task Of_a_job_at_its_end_the_status_alone_is_left()
    {
        await using OwnRedis redis = await OwnRedis.StartAsync("no");
        await using ConnectionMultiplexer connection = await redis.ConnectAsync();
        byte[] large = new byte[3_000_000];
        new Random(2).NextBytes(large);
        var jobs = new List<string>();
        foreach (DistributedJobState state in new[] { DistributedJobState.Failed, DistributedJobState.Cancelled, DistributedJobState.Completed })
        {
            RoleLease scanner = await redis.BeginAsync();
            string job = scanner.JobId;
            jobs.Add(job);
            for (long ordinal = 0; ordinal < 6; ordinal++)
                await redis.Batches.PlanAsync(scanner, Samples.Batch(job, ordinal), Cancellation);
            BatchLease lease = (await redis.Batches.TryLeaseAsync(job, 0, "worker", TimeSpan.FromMinutes(1), Cancellation))!;
            await redis.Batches.CompleteAsync(lease, Samples.Parsed(0, partial: large), Cancellation);
            for (long ordinal = 1; ordinal < (state == DistributedJobState.Completed ? 6 : 4); ordinal++)
                await redis.CompleteAsync(job, ordinal);
            RoleLease aggregator = await redis.TakeAsync(job, JobRole.Aggregator);
            using ILedger checkpoints = redis.Batches.OpenCheckpoints(aggregator);
            Checkpoint first = Samples.Next(job, null, 2), second = Samples.Next(job, first, 3);
            checkpoints.Record(job, first, large);
            checkpoints.Record(job, second, [1]);
            checkpoints.Fold(job, 1, large);
            if (state == DistributedJobState.Completed)
            {
                await redis.Batches.EndPlanAsync(scanner, 6, Cancellation);
                checkpoints.Record(job, Samples.Next(job, second, 6, true), [2]);
                await redis.Jobs.BeginPublishingAsync(aggregator, Cancellation);
            }
            await redis.Jobs.EndAsync(aggregator, state, null, Cancellation);
        }
        string[] expected =
        [
            .. jobs.SelectMany(job => new[] { $"{{pyner}}:job:{job}", $"{{pyner}}:job:{job}:devices" }),
            "{pyner}:jobs",
            "{pyner}:version",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), (await KeysAsync(connection)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_only_a_worker_needs_goes_with_the_batchs_result()
    {
        await using OwnRedis redis = await OwnRedis.StartAsync("no");
        await using ConnectionMultiplexer connection = await redis.ConnectAsync();
        RoleLease scanner = await redis.BeginAsync();
        await redis.Batches.PlanAsync(scanner, Samples.Batch(scanner.JobId, 0), Cancellation);
        await redis.CompleteAsync(scanner.JobId, 0);
        RedisValue[] fields = await connection.GetDatabase().HashKeysAsync($"{{pyner}}:job:{scanner.JobId}:batch:0");
        string[] expected = ["chunks", "groups", "id", "part", "partial", "state", "submissions", "token", "worker"];
        Assert.Equal(expected, fields.Select(field => (string)field!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Workers_that_are_silent_are_forgotten_for_good()
    {
        await using OwnRedis redis = await OwnRedis.StartAsync("no");
        await using ConnectionMultiplexer connection = await redis.ConnectAsync();
        for (int i = 0; i < 5; i++)
            await redis.Jobs.BeatAsync(Worker($"worker-{i}"), TimeSpan.Zero, Cancellation);
        await redis.Jobs.BeatAsync(Worker("last"), TimeSpan.FromMinutes(1), Cancellation);
        Assert.Equal(1, await connection.GetDatabase().HashLengthAsync("{pyner}:workers"));
        Assert.Equal(1, await connection.GetDatabase().SortedSetLengthAsync("{pyner}:workers:expiry"));
    }

    [Fact]
    public async Task What_was_staged_for_nothing_goes_away()
    {
        await using OwnRedis redis = await OwnRedis.StartAsync("no");
        await using ConnectionMultiplexer connection = await redis.ConnectAsync();
        RoleLease scanner = await redis.BeginAsync();
        string job = scanner.JobId;
        await redis.Batches.PlanAsync(scanner, Samples.Batch(job, 0), Cancellation);
        BatchLease stale = (await redis.Batches.TryLeaseAsync(job, 0, "first", TimeSpan.Zero, Cancellation))!;
        await redis.CompleteAsync(job, 0);
        byte[] large = new byte[3_000_000];
        new Random(2).NextBytes(large);
        Assert.False(await redis.Batches.CompleteAsync(stale, Samples.Parsed(0, partial: large), Cancellation));
        while ((await KeysAsync(connection)).Any(key => key.Contains(":staged:", StringComparison.Ordinal)))
            await Task.Delay(5, Cancellation);

        // What a process leaves that is killed in the middle expires.
        var store = new ChunkStore(await RedisConnection.OpenAsync(new LedgerAddress(redis.Server.ConnectionString), new LedgerKeys(LedgerKeys.Default)));
        (RedisKey staged, int count, _) = await store.StageAsync(job, Packed.Pack(large), Cancellation);
        Assert.Equal(3, count);
        Assert.InRange((await connection.GetDatabase().KeyTimeToLiveAsync(staged))!.Value, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_result_of_which_a_part_is_gone_is_not_taken(bool wholly)
    {
        await using OwnRedis redis = await OwnRedis.StartAsync("no");
        await using ConnectionMultiplexer connection = await redis.ConnectAsync();
        RoleLease scanner = await redis.BeginAsync();
        string job = scanner.JobId;
        await redis.Batches.PlanAsync(scanner, Samples.Batch(job, 0), Cancellation);
        BatchLease lease = (await redis.Batches.TryLeaseAsync(job, 0, "worker", TimeSpan.FromMinutes(1), Cancellation))!;
        JobStatus before = (await redis.Jobs.FindAsync(job, Cancellation))!;
        await using RedisConnection ledger = await RedisConnection.OpenAsync(
            new LedgerAddress(redis.Server.ConnectionString), new LedgerKeys(LedgerKeys.Default));
        RedisKey staged = ledger.Keys.Staged(job);
        if (!wholly)
            await connection.GetDatabase().HashSetAsync(staged, 0, "the first chunk");
        RedisResult result = await ledger.EvaluateAsync(
            LedgerScript.CompleteBatch, [ledger.Keys.Job(job), staged], [0, "worker", lease.Token, 1, "cpu", 1, 1, 1, 1, 1, 1, 1, 2, "", ""], Cancellation);
        Assert.Equal(-1, (int)result);
        Assert.Equivalent(before, (await redis.Jobs.FindAsync(job, Cancellation))!, true);
        Assert.Empty(await redis.Batches.ReadFinishedAsync(job, 0, 10, Cancellation));
    }

    [Fact]
    public async Task A_reply_ends_where_it_would_become_large()
    {
        await using OwnRedis redis = await OwnRedis.StartAsync("no");
        RoleLease scanner = await redis.BeginAsync();
        string job = scanner.JobId;
        for (long ordinal = 0; ordinal < 3; ordinal++)
        {
            await redis.Batches.PlanAsync(scanner, Samples.Batch(job, ordinal), Cancellation);
            await redis.CompleteAsync(job, ordinal);
        }
        int first = Packed.Pack(Samples.Partial(0))[0].Length;
        await using RedisConnection ledger = await RedisConnection.OpenAsync(
            new LedgerAddress(redis.Server.ConnectionString), new LedgerKeys(LedgerKeys.Default));
        foreach ((int bytes, int batches) in new[] { (1, 1), (first, 1), (first + 1, 2), (1_000_000, 3) })
        {
            RedisResult found = await ledger.EvaluateAsync(LedgerScript.ReadFinished, [ledger.Keys.Job(job)], [0, 10, bytes], Cancellation);
            Assert.Equal(batches, ((RedisResult[])found!).Length);
        }
    }

    private static WorkerReport Worker(string id) =>
        new() { Id = id, DeviceAsked = "cpu", Device = "cpu", Indexer = "Avx2", Host = "here", StartedAt = Samples.Morning, Batches = 0 };

    private static async Task<List<string>> KeysAsync(ConnectionMultiplexer connection)
    {
        var keys = new List<string>();
        await foreach (RedisKey key in connection.GetServers()[0].KeysAsync().WithCancellation(Cancellation))
            keys.Add((string)key!);
        return keys;
    }
}
