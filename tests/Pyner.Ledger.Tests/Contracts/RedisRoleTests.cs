using Pyner.LedgerContracts;

namespace Pyner.Ledger.Tests.Contracts;

public sealed class RedisRoleTests(SharedRedis redis) : RoleContract
{
    protected override Task<DistributedLedger> OpenAsync() => redis.OpenLedgerAsync();
}
