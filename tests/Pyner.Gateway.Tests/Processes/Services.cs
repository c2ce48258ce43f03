using Pyner.Ledger;
using Pyner.LedgerContracts;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Ledgers;
using Xunit;

namespace Pyner.Gateway.Tests.Processes;

/// <summary>Does to a ledger what scanner, workers and aggregator do in the course of a job, made-up batches apart.</summary>
/// <param name="ledger">The ledger.</param>
internal sealed class Services(RedisLedger ledger)
{
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Takes a job from its start to its end.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="batches">How many batches it has.</param>
    /// <param name="afterBatch">Called after each batch.</param>
    public async Task WorkAsync(string jobId, int batches, Func<int, Task> afterBatch)
    {
        long bytes = Enumerable.Range(0, batches).Sum(batch => Samples.SourceBytes(batch));
        RoleLease scanner = (await PersistentCall.MakeAsync(() => ledger.Jobs.TryTakeRoleAsync(jobId, JobRole.Scanner, "scanner", s_lease, Cancellation)))!;
        await PersistentCall.MakeAsync(() => ledger.Batches.BeginPlanAsync(scanner, Samples.Identity, Cancellation));
        for (int batch = 0; batch < batches; batch++)
        {
            await PersistentCall.MakeAsync(() => ledger.Batches.PlanAsync(scanner, Samples.Batch(jobId, batch), Cancellation));
            long read = Enumerable.Range(0, batch + 1).Sum(planned => Samples.SourceBytes(planned));
            await PersistentCall.MakeAsync(() => ledger.Batches.NoteSourceAsync(scanner, null, read, bytes, Cancellation));
        }
        await PersistentCall.MakeAsync(() => ledger.Batches.EndPlanAsync(scanner, batches, Cancellation));
        for (int batch = 0; batch < batches; batch++)
        {
            string worker = $"worker-{batch % 3}";
            await PersistentCall.MakeAsync(() => ledger.Jobs.BeatAsync(Examples.Worker(worker), s_lease, Cancellation));
            BatchLease lease = (await PersistentCall.MakeAsync(() => ledger.Batches.TryLeaseAsync(jobId, batch, worker, s_lease, Cancellation)))!;
            await PersistentCall.MakeAsync(() => ledger.Batches.CompleteAsync(lease, Samples.Parsed(batch, batch % 3 == 0 ? "cuda:0" : "cpu"), Cancellation));
            await afterBatch(batch);
        }
        await MergeAsync(jobId, batches);
    }

    private async Task MergeAsync(string jobId, int batches)
    {
        RoleLease aggregator = (await PersistentCall.MakeAsync(
            () => ledger.Jobs.TryTakeRoleAsync(jobId, JobRole.Aggregator, "aggregator", s_lease, Cancellation)))!;
        using (ILedger checkpoints = ledger.Batches.OpenCheckpoints(aggregator))
            await PersistentCall.MakeAsync(
                () => Task.Run(() => checkpoints.Record(jobId, Samples.Next(jobId, null, batches, true), Samples.Partial(0)), Cancellation));
        await PersistentCall.MakeAsync(() => ledger.Jobs.BeginPublishingAsync(aggregator, Cancellation));
        await PersistentCall.MakeAsync(() => ledger.Jobs.EndAsync(aggregator, DistributedJobState.Completed, null, Cancellation));
    }
}
