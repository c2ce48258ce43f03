using Pyner.LedgerContracts;

namespace Pyner.Ledger.Tests.Contracts;

public sealed class RepeatedPlanTests(SharedRedis redis) : PlanContract
{
    protected override Task<DistributedLedger> OpenAsync() => redis.OpenRepeatingLedgerAsync();
}
