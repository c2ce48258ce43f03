using Pyner.LedgerContracts;

namespace Pyner.Ledger.Tests.Contracts;

public sealed class RedisJobTests(SharedRedis redis) : JobContract
{
    protected override Task<DistributedLedger> OpenAsync() => redis.OpenLedgerAsync();
}
