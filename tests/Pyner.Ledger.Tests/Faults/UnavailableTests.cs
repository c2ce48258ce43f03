using System.Diagnostics;
using Pyner.LedgerContracts;
using Pyner.Pipeline;
using Pyner.Pipeline.Distribution;
using Pyner.TestServers;
using StackExchange.Redis;
using Xunit;

namespace Pyner.Ledger.Tests.Faults;

/// <summary>A ledger that can't be reached says so in one way and in bounded time, and is there again when Redis is.</summary>
public sealed class UnavailableTests
{
    // What a call may take until it fails: the time-out in the connection string, and what a busy machine adds.
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(15);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_ledger_can_be_opened_before_its_server_is_up()
    {
        Assert.SkipWhen(Availability.WhyNoRedis is not null, Availability.WhyNoRedis ?? "");
        await using RedisServer server = await RedisServer.StartNewAsync(cancellation: Cancellation);
        await server.StopAsync();
        await using RedisLedger ledger = await RedisLedger.OpenAsync(server.ConnectionString + ",connectTimeout=1000");
        LedgerUnavailableException unavailable = await FailsAsync(() => ledger.CheckAsync(Cancellation));
        Assert.Contains($"127.0.0.1:{server.Port}", unavailable.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("password", unavailable.ToString(), StringComparison.Ordinal);
        await FailsAsync(() => ledger.ReadDurabilityAsync(Cancellation));
        await server.StartAsync(Cancellation);
        await PersistentCall.MakeAsync(() => ledger.CheckAsync(Cancellation));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_call_fails_alike_while_the_server_is_away(bool frozen)
    {
        await using OwnRedis redis = await OwnRedis.StartAsync();
        RoleLease scanner = await redis.BeginAsync();
        string job = scanner.JobId;
        await redis.Batches.PlanAsync(scanner, Samples.Batch(job, 0), Cancellation);
        BatchLease lease = (await redis.Batches.TryLeaseAsync(job, 0, "worker", TimeSpan.FromMinutes(1), Cancellation))!;
        RoleLease aggregator = await redis.TakeAsync(job, JobRole.Aggregator);
        JobStatus before = (await redis.Jobs.FindAsync(job, Cancellation))!;
        if (frozen)
            await redis.Server.FreezeAsync();
        else
            await redis.Server.KillAsync();
        Func<Task>[] calls =
        [
            () => redis.Jobs.FindAsync(job, Cancellation),
            () => redis.Jobs.ListUnfinishedAsync(Cancellation),
            () => redis.Jobs.TryTakeRoleAsync(job, JobRole.Scanner, "other", TimeSpan.FromMinutes(1), Cancellation),
            () => redis.Jobs.RenewRoleAsync(scanner, TimeSpan.FromMinutes(1), Cancellation),
            () => redis.Batches.TakeOverdueAsync(scanner, TimeSpan.FromMinutes(1), 10, Cancellation),
            () => redis.Batches.BacklogAsync(job, Cancellation),
            () => redis.Batches.RenewAsync(lease, TimeSpan.FromMinutes(1), Cancellation),
            () => redis.Batches.CompleteAsync(lease with { Token = 1 }, Samples.Parsed(0, partial: Random()), Cancellation),
            () => redis.Batches.ReadFinishedAsync(job, 0, 10, Cancellation),
            () => Task.Run(() => redis.Batches.OpenCheckpoints(aggregator).Find(), Cancellation),
            () => Task.Run(() => redis.Batches.OpenCheckpoints(aggregator).Record(job, Samples.Next(job, null, 9), Random()), Cancellation),
        ];
        await Task.WhenAll(calls.Select(FailsAsync));
        if (frozen)
            redis.Server.Thaw();
        else
            await redis.Server.StartAsync(Cancellation);
        JobStatus after = await PersistentCall.MakeAsync(async () => (await redis.Jobs.FindAsync(job, Cancellation))!);
        Assert.Equivalent(before, after, true);
        Assert.True(await redis.Batches.CompleteAsync(lease, Samples.Parsed(0), Cancellation));
    }

    [Fact]
    public async Task A_call_that_is_cancelled_ends_at_once()
    {
        await using OwnRedis redis = await OwnRedis.StartAsync(connection: ",asyncTimeout=60000");
        await redis.Ledger.CheckAsync(Cancellation);
        await redis.Server.FreezeAsync();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task<IReadOnlyList<string>> call = redis.Jobs.ListAsync(null, 1, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(s_bound, Cancellation));
        redis.Server.Thaw();
    }

    [Fact]
    public async Task Scripts_that_the_server_forgot_are_sent_again()
    {
        await using OwnRedis redis = await OwnRedis.StartAsync();
        RoleLease scanner = await redis.BeginAsync();
        await redis.Batches.PlanAsync(scanner, Samples.Batch(scanner.JobId, 0), Cancellation);
        await using (ConnectionMultiplexer connection = await redis.ConnectAsync())
            await connection.GetDatabase().ExecuteAsync("SCRIPT", "FLUSH");
        await PersistentCall.MakeAsync(() => redis.Batches.PlanAsync(scanner, Samples.Batch(scanner.JobId, 1), Cancellation));
        await PersistentCall.MakeAsync(() => redis.CompleteAsync(scanner.JobId, 0));
        Assert.Equal(2, (await redis.Jobs.FindAsync(scanner.JobId, Cancellation))!.PlannedBatches);
    }

    [Fact]
    public async Task A_wrong_password_is_named()
    {
        await using OwnRedis redis = await OwnRedis.StartAsync();
        await using RedisLedger ledger = await RedisLedger.OpenAsync($"127.0.0.1:{redis.Server.Port},password=wrong");
        // Between two attempts to connect a busy machine knows only that there is no connection: the next attempt says why.
        long started = Stopwatch.GetTimestamp();
        LedgerUnavailableException unavailable;
        do
        {
            unavailable = await FailsAsync(() => ledger.CheckAsync(Cancellation));
            Assert.DoesNotContain("wrong", unavailable.ToString(), StringComparison.Ordinal);
            await Task.Delay(20, Cancellation);
        }
        while (!unavailable.Message.Contains("Verify if the Redis password provided is correct", StringComparison.Ordinal)
            && Stopwatch.GetElapsedTime(started) < s_bound);
        Assert.Contains("Verify if the Redis password provided is correct", unavailable.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("password=x")]
    [InlineData("localhost:6379,noSuchOption=3")]
    [InlineData("localhost:6379,syncTimeout=soon")]
    public async Task A_connection_string_that_is_none_is_refused(string text)
    {
        JobException refused = await Assert.ThrowsAsync<JobException>(() => RedisLedger.OpenAsync(text));
        Assert.Contains("connection string", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_of_another_version_is_refused()
    {
        await using OwnRedis redis = await OwnRedis.StartAsync();
        await redis.Ledger.CheckAsync(Cancellation);
        await using (ConnectionMultiplexer connection = await redis.ConnectAsync())
        {
            Assert.Equal("1", (string?)await connection.GetDatabase().StringGetAsync("{pyner}:version"));
            await connection.GetDatabase().StringSetAsync("{pyner}:version", "77");
        }
        await using RedisLedger late = await RedisLedger.OpenAsync(redis.Server.ConnectionString);
        JobException refused = await Assert.ThrowsAsync<JobException>(() => late.CheckAsync(Cancellation));
        Assert.Contains("version 77", refused.Message, StringComparison.Ordinal);
        Assert.Contains("version 1", refused.Message, StringComparison.Ordinal);
        // One that was connected before finds out when it has to connect again.
        await redis.Server.KillAsync();
        await redis.Server.StartAsync(Cancellation);
        await Assert.ThrowsAsync<JobException>(() => PersistentCall.MakeAsync(() => redis.Ledger.CheckAsync(Cancellation)));
    }

    [Fact]
    public async Task A_server_without_memory_refuses_and_changes_nothing_until_it_has_some()
    {
        await using OwnRedis redis = await OwnRedis.StartAsync();
        RoleLease scanner = await redis.BeginAsync();
        string job = scanner.JobId;
        await redis.Batches.PlanAsync(scanner, Samples.Batch(job, 0), Cancellation);
        BatchLease lease = (await redis.Batches.TryLeaseAsync(job, 0, "worker", TimeSpan.FromMinutes(1), Cancellation))!;
        JobStatus before = (await redis.Jobs.FindAsync(job, Cancellation))!;
        await using ConnectionMultiplexer connection = await redis.ConnectAsync();
        await connection.GetDatabase().ExecuteAsync("CONFIG", "SET", "maxmemory", "1mb");
        LedgerUnavailableException full = await FailsAsync(() => redis.Batches.CompleteAsync(lease, Samples.Parsed(0), Cancellation));
        Assert.Contains("maxmemory", full.Message, StringComparison.Ordinal);
        full = await FailsAsync(() => redis.Batches.CompleteAsync(lease, Samples.Parsed(0, partial: Random()), Cancellation));
        Assert.Contains("maxmemory", full.Message, StringComparison.Ordinal);
        await FailsAsync(() => redis.Batches.PlanAsync(scanner, Samples.Batch(job, 1), Cancellation));
        Assert.Equivalent(before, (await redis.Jobs.FindAsync(job, Cancellation))!, true);
        await connection.GetDatabase().ExecuteAsync("CONFIG", "SET", "maxmemory", "0");
        Assert.True(await redis.Batches.CompleteAsync(lease, Samples.Parsed(0), Cancellation));
        Assert.Equal(1, (await redis.Jobs.FindAsync(job, Cancellation))!.ParsedBatches);
    }

    /// <summary>Bytes that take several chunks.</summary>
    private static byte[] Random()
    {
        byte[] bytes = new byte[3_000_000];
        new Random(3).NextBytes(bytes);
        return bytes;
    }

    private static async Task<LedgerUnavailableException> FailsAsync(Func<Task> call)
    {
        long started = Stopwatch.GetTimestamp();
        LedgerUnavailableException unavailable = await Assert.ThrowsAsync<LedgerUnavailableException>(call);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, s_bound);
        return unavailable;
    }
}
