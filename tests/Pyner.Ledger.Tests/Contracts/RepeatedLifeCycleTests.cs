using Pyner.LedgerContracts;

namespace Pyner.Ledger.Tests.Contracts;

public sealed class RepeatedLifeCycleTests(SharedRedis redis) : LifeCycleContract
{
    protected override Task<DistributedLedger> OpenAsync() => redis.OpenRepeatingLedgerAsync();
}
