using Pyner.LedgerContracts;

namespace Pyner.Ledger.Tests.Contracts;

public sealed class RepeatedLeaseTests(SharedRedis redis) : LeaseContract
{
    protected override Task<DistributedLedger> OpenAsync() => redis.OpenRepeatingLedgerAsync();
}
