using Pyner.Ledger.Tests;
using Pyner.LedgerContracts;
using Pyner.TestServers;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedRedis))]

namespace Pyner.Ledger.Tests;

/// <summary>The Redis of all tests that leave it running; each has a ledger of its own in it.</summary>
public sealed class SharedRedis : IAsyncLifetime
{
    private RedisServer? _server;
    private int _ledgers;

    public string ConnectionString
    {
        get
        {
            Assert.SkipWhen(_server is null, Availability.WhyNoRedis ?? "");
            return _server.ConnectionString;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (Availability.WhyNoRedis is null)
            _server = await RedisServer.StartNewAsync();
    }

    /// <summary>A prefix that no other test has.</summary>
    public string NewPrefix() => $"{{pyner-test-{Interlocked.Increment(ref _ledgers)}}}:";

    /// <summary>Opens a ledger of its own.</summary>
    public Task<RedisLedger> OpenAsync(string? prefix = null) => RedisLedger.OpenAsync(ConnectionString, prefix ?? NewPrefix());

    /// <summary>Opens a ledger of its own for a contract suite.</summary>
    public async Task<DistributedLedger> OpenLedgerAsync()
    {
        RedisLedger ledger = await OpenAsync();
        return new DistributedLedger(ledger.Jobs, ledger.Batches, ledger);
    }

    /// <summary>The same, with every call made twice.</summary>
    public async Task<DistributedLedger> OpenRepeatingLedgerAsync()
    {
        RedisLedger ledger = await OpenAsync();
        return new DistributedLedger(new RepeatingJobLedger(ledger.Jobs), new RepeatingBatchLedger(ledger.Batches, ledger.Jobs), ledger);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
