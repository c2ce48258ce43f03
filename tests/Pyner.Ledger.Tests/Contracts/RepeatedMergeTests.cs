using Pyner.LedgerContracts;

namespace Pyner.Ledger.Tests.Contracts;

public sealed class RepeatedMergeTests(SharedRedis redis) : MergeContract
{
    protected override Task<DistributedLedger> OpenAsync() => redis.OpenRepeatingLedgerAsync();
}
