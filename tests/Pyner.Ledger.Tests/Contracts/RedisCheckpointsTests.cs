using Pyner.LedgerContracts;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Ledgers;
using Xunit;

namespace Pyner.Ledger.Tests.Contracts;

public class RedisCheckpointsTests(SharedRedis redis) : LedgerContract, IAsyncLifetime
{
    private RedisLedger _ledger = null!;

    public async ValueTask InitializeAsync() => _ledger = await redis.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override ILedger Open(string job)
    {
        _ledger.Jobs.CreateAsync(job, Samples.Request("/kb/" + job), 10, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        return _ledger.Batches.OpenCheckpoints(Take(job, JobRole.Aggregator));
    }

    protected override void FinishBatches(string job, long batches) => FinishBatchesAsync(job, batches).GetAwaiter().GetResult();

    private async Task FinishBatchesAsync(string job, long batches)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        RoleLease scanner = Take(job, JobRole.Scanner);
        for (long ordinal = 0; ordinal < batches; ordinal++)
        {
            await _ledger.Batches.PlanAsync(scanner, Samples.Batch(job, ordinal), cancellation);
            BatchLease lease = (await _ledger.Batches.TryLeaseAsync(job, ordinal, "worker", TimeSpan.FromMinutes(1), cancellation))!;
            Assert.True(await _ledger.Batches.CompleteAsync(lease, Samples.Parsed(ordinal), cancellation));
        }
        await _ledger.Batches.EndPlanAsync(scanner, batches, cancellation);
    }

    private RoleLease Take(string job, JobRole role) =>
        _ledger.Jobs.TryTakeRoleAsync(job, role, "tester", TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken).GetAwaiter().GetResult()!;
}
