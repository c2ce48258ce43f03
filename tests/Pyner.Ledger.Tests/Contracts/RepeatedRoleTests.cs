using Pyner.LedgerContracts;

namespace Pyner.Ledger.Tests.Contracts;

public sealed class RepeatedRoleTests(SharedRedis redis) : RoleContract
{
    protected override Task<DistributedLedger> OpenAsync() => redis.OpenRepeatingLedgerAsync();
}
