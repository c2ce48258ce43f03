using Pyner.LedgerContracts;

namespace Pyner.Ledger.Tests.Contracts;

public sealed class RedisLeaseTests(SharedRedis redis) : LeaseContract
{
    protected override Task<DistributedLedger> OpenAsync() => redis.OpenLedgerAsync();
}
