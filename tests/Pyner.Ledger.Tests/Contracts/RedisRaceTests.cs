using Pyner.LedgerContracts;

namespace Pyner.Ledger.Tests.Contracts;

public sealed class RedisRaceTests(SharedRedis redis) : RaceContract
{
    protected override Task<DistributedLedger> OpenAsync() => redis.OpenLedgerAsync();
}
