using Pyner.LedgerContracts;
using Pyner.Pipeline.Ledgers;

namespace Pyner.Ledger.Tests.Contracts;

public sealed class RepeatedCheckpointsTests(SharedRedis redis) : RedisCheckpointsTests(redis)
{
    protected override ILedger Open(string job) => new RepeatingCheckpoints(base.Open(job));
}
