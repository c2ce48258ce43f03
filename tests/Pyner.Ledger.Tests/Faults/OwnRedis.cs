using Pyner.LedgerContracts;
using Pyner.Pipeline.Distribution;
using Pyner.TestServers;
using StackExchange.Redis;
using Xunit;

namespace Pyner.Ledger.Tests.Faults;

/// <summary>A Redis of the test's own, which it may stop, kill and freeze, and a ledger in it.</summary>
internal sealed class OwnRedis : IAsyncDisposable
{
    private OwnRedis(RedisServer server, RedisLedger ledger)
    {
        Server = server;
        Ledger = ledger;
    }

    public RedisServer Server { get; }

    public RedisLedger Ledger { get; }

    public IJobLedger Jobs => Ledger.Jobs;

    public IBatchLedger Batches => Ledger.Batches;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<OwnRedis> StartAsync(
        string appendFsync = "always", IReadOnlyList<string>? settings = null, string connection = ",asyncTimeout=1500")
    {
        Assert.SkipWhen(Availability.WhyNoRedis is not null, Availability.WhyNoRedis ?? "");
        RedisServer server = await RedisServer.StartNewAsync(appendFsync, settings, Cancellation);
        return new OwnRedis(server, await RedisLedger.OpenAsync(server.ConnectionString + connection));
    }

    /// <summary>A new job with a scanner.</summary>
    public async Task<RoleLease> BeginAsync()
    {
        string job = Samples.NewJob();
        await Jobs.CreateAsync(job, Samples.Request("/kb/" + job), 100, Cancellation);
        RoleLease scanner = await TakeAsync(job, JobRole.Scanner);
        await Batches.BeginPlanAsync(scanner, Samples.Identity, Cancellation);
        return scanner;
    }

    public async Task<RoleLease> TakeAsync(string job, JobRole role) =>
        (await Jobs.TryTakeRoleAsync(job, role, "someone", TimeSpan.FromMinutes(10), Cancellation))!;

    public async Task CompleteAsync(string job, long ordinal) => Assert.True(await Batches.CompleteAsync(
        (await Batches.TryLeaseAsync(job, ordinal, "worker", TimeSpan.FromMinutes(10), Cancellation))!, Samples.Parsed(ordinal), Cancellation));

    /// <summary>A connection of the test's own, past the ledger.</summary>
    public Task<ConnectionMultiplexer> ConnectAsync() => ConnectionMultiplexer.ConnectAsync(Server.ConnectionString + ",allowAdmin=true");

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        await Server.DisposeAsync();
    }
}
