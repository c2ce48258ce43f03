using Pyner.LedgerContracts;
using Pyner.Pipeline;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Ledgers;
using Pyner.Sra.Sources;
using Xunit;

namespace Pyner.Ledger.Tests;

public sealed class RedisCheckpointsTests(SharedRedis redis) : LedgerContract, IAsyncLifetime
{
    private RedisLedger _ledger = null!;

    public async ValueTask InitializeAsync() => _ledger = await redis.OpenAsync();

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();

    protected override ILedger Open(string job)
    {
        _ledger.Jobs.CreateAsync(job, Requests.Request("/kb/" + job), 10, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        return _ledger.Batches.OpenCheckpoints(Take(job, JobRole.Aggregator));
    }

    protected override void FinishBatches(string job, long batches) => FinishBatchesAsync(job, batches).GetAwaiter().GetResult();

    private async Task FinishBatchesAsync(string job, long batches)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        RoleLease scanner = Take(job, JobRole.Scanner);
        for (long ordinal = 0; ordinal < batches; ordinal++)
        {
            await _ledger.Batches.PlanAsync(scanner, new PlannedBatch(ordinal, BatchId.Compute(job, ordinal, []), 10, new BatchReference(new byte[3])), cancellation);
            BatchLease lease = (await _ledger.Batches.TryLeaseAsync(job, ordinal, "worker", TimeSpan.FromMinutes(1), cancellation))!;
            Assert.True(await _ledger.Batches.CompleteAsync(lease, Requests.Parsed([1, 2, 3]), cancellation));
        }
        await _ledger.Batches.EndPlanAsync(scanner, batches, cancellation);
    }

    private RoleLease Take(string job, JobRole role) =>
        _ledger.Jobs.TryTakeRoleAsync(job, role, "tester", TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken).GetAwaiter().GetResult()!;
}
