using Pyner.LedgerContracts;

namespace Pyner.Ledger.Tests.Contracts;

public sealed class RedisLifeCycleTests(SharedRedis redis) : LifeCycleContract
{
    protected override Task<DistributedLedger> OpenAsync() => redis.OpenLedgerAsync();
}
