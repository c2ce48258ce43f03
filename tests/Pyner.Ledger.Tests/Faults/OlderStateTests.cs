using Pyner.LedgerContracts;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Ledgers;
using Xunit;

namespace Pyner.Ledger.Tests.Faults;

/// <summary>
/// A Redis that came back without what it had acknowledged, as one with <c>appendfsync everysec</c> may after a power failure: whoever builds on what is
/// gone is told, and what is done again comes to the same.
/// </summary>
public sealed class OlderStateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_is_ahead_of_the_ledger_is_told_and_what_was_lost_can_be_done_again()
    {
        await using OwnRedis redis = await OwnRedis.StartAsync();
        RoleLease scanner = await redis.BeginAsync();
        string job = scanner.JobId;
        RoleLease aggregator = await redis.TakeAsync(job, JobRole.Aggregator);
        using ILedger checkpoints = redis.Batches.OpenCheckpoints(aggregator);
        await PlanAsync(redis, scanner, 0, 4);
        await redis.CompleteAsync(job, 0);
        await redis.CompleteAsync(job, 1);
        Checkpoint first = Samples.Next(job, null, 2);
        checkpoints.Record(job, first, [1]);
        await KeepAsync(redis);

        // All this is going to be lost.
        await PlanAsync(redis, scanner, 4, 8);
        await redis.Batches.EndPlanAsync(scanner, 8, Cancellation);
        for (long ordinal = 2; ordinal < 8; ordinal++)
            await redis.CompleteAsync(job, ordinal);
        Checkpoint second = Samples.Next(job, first, 5);
        checkpoints.Record(job, second, [2]);
        checkpoints.Fold(job, 1, [3]);
        await GoBackAsync(redis);

        Backlog backlog = await PersistentCall.MakeAsync(() => redis.Batches.BacklogAsync(job, Cancellation));
        Assert.Equal((4, false), (backlog.Planned, backlog.PlanEnded));
        await Assert.ThrowsAsync<LedgerBehindException>(() => redis.Batches.PlanAsync(scanner, Samples.Batch(job, 8), Cancellation));
        await Assert.ThrowsAsync<LedgerBehindException>(() => redis.Batches.EndPlanAsync(scanner, 8, Cancellation));
        Assert.Throws<LedgerBehindException>(() => checkpoints.Record(job, Samples.Next(job, second, 8, true), [4]));
        Assert.Throws<LedgerBehindException>(() => checkpoints.Fold(job, 1, [3]));
        await Assert.ThrowsAsync<LedgerBehindException>(() => redis.Jobs.BeginPublishingAsync(aggregator, Cancellation));
        Assert.Equal(first, checkpoints.Find()!.LastCheckpoint);

        await PlanAsync(redis, scanner, 0, 8);
        // An aggregator that is ahead by batches alone finds out when it records them.
        Assert.Throws<LedgerBehindException>(() => checkpoints.Record(job, second, [2]));
        for (long ordinal = 2; ordinal < 8; ordinal++)
            await redis.CompleteAsync(job, ordinal);
        await redis.Batches.EndPlanAsync(scanner, 8, Cancellation);
        Assert.True(checkpoints.Record(job, second, [2]));
        Assert.True(checkpoints.Record(job, Samples.Next(job, second, 8, true), [4]));
        await redis.Jobs.BeginPublishingAsync(aggregator, Cancellation);
        await redis.Jobs.EndAsync(aggregator, DistributedJobState.Completed, null, Cancellation);
        JobStatus status = (await redis.Jobs.FindAsync(job, Cancellation))!;
        Assert.Equal((8, 8, 8, Samples.Sum([0, 1, 2, 3, 4, 5, 6, 7])), (status.PlannedBatches, status.ParsedBatches, status.MergedBatches, status.Parsed));
    }

    [Fact]
    public async Task A_lease_that_was_forgotten_does_not_count_beside_a_later_one()
    {
        await using OwnRedis redis = await OwnRedis.StartAsync();
        RoleLease scanner = await redis.BeginAsync();
        string job = scanner.JobId;
        await PlanAsync(redis, scanner, 0, 1);
        await KeepAsync(redis);
        BatchLease forgotten = (await redis.Batches.TryLeaseAsync(job, 0, "worker", TimeSpan.FromMinutes(1), Cancellation))!;
        RoleLease forgottenRole = await redis.TakeAsync(job, JobRole.Aggregator);
        await GoBackAsync(redis);

        // Even for the same worker and the same owner.
        BatchLease lease = await PersistentCall.MakeAsync(
            async () => (await redis.Batches.TryLeaseAsync(job, 0, "worker", TimeSpan.FromMinutes(1), Cancellation))!);
        RoleLease role = await redis.TakeAsync(job, JobRole.Aggregator);
        Assert.True(lease.Token > forgotten.Token);
        Assert.True(role.Token > forgottenRole.Token);
        Assert.False(await redis.Batches.CompleteAsync(forgotten, Samples.Parsed(0), Cancellation));
        Assert.False(await redis.Jobs.RenewRoleAsync(forgottenRole, TimeSpan.FromMinutes(1), Cancellation));
        Assert.True(await redis.Batches.CompleteAsync(lease, Samples.Parsed(0), Cancellation));
    }

    [Fact]
    public async Task An_end_that_was_forgotten_can_be_reached_again()
    {
        await using OwnRedis redis = await OwnRedis.StartAsync();
        RoleLease scanner = await redis.BeginAsync();
        string job = scanner.JobId;
        await PlanAsync(redis, scanner, 0, 1);
        await redis.CompleteAsync(job, 0);
        await redis.Batches.EndPlanAsync(scanner, 1, Cancellation);
        RoleLease aggregator = await redis.TakeAsync(job, JobRole.Aggregator);
        using ILedger checkpoints = redis.Batches.OpenCheckpoints(aggregator);
        checkpoints.Record(job, Samples.Next(job, null, 1, true), [9, 9]);
        await redis.Jobs.BeginPublishingAsync(aggregator, Cancellation);
        await KeepAsync(redis);
        await redis.Jobs.EndAsync(aggregator, DistributedJobState.Completed, null, Cancellation);
        await GoBackAsync(redis);

        Assert.Equal([job], await PersistentCall.MakeAsync(() => redis.Jobs.ListUnfinishedAsync(Cancellation)));
        RoleLease again = await redis.TakeAsync(job, JobRole.Aggregator);
        using ILedger restored = redis.Batches.OpenCheckpoints(again);
        Assert.Equal([9, 9], restored.ReadDelta(job, 0)!);
        await redis.Jobs.EndAsync(again, DistributedJobState.Completed, null, Cancellation);
        Assert.Empty(await redis.Jobs.ListUnfinishedAsync(Cancellation));
    }

    private static async Task PlanAsync(OwnRedis redis, RoleLease scanner, long first, long end)
    {
        for (long ordinal = first; ordinal < end; ordinal++)
            await redis.Batches.PlanAsync(scanner, Samples.Batch(scanner.JobId, ordinal), Cancellation);
    }

    private static string Kept(OwnRedis redis) => Path.Combine(redis.Server.Folder, "kept");

    /// <summary>Keeps a copy of what is on the disk.</summary>
    private static async Task KeepAsync(OwnRedis redis)
    {
        await redis.Server.KillAsync();
        Copy(Path.Combine(redis.Server.Folder, "appendonlydir"), Kept(redis));
        await redis.Server.StartAsync(Cancellation);
        await PersistentCall.MakeAsync(() => redis.Ledger.CheckAsync(Cancellation));
    }

    /// <summary>Puts the copy in the place of what is on the disk.</summary>
    private static async Task GoBackAsync(OwnRedis redis)
    {
        await redis.Server.KillAsync();
        string data = Path.Combine(redis.Server.Folder, "appendonlydir");
        Directory.Delete(data, true);
        Copy(Kept(redis), data);
        Directory.Delete(Kept(redis), true);
        await redis.Server.StartAsync(Cancellation);
        await PersistentCall.MakeAsync(() => redis.Ledger.CheckAsync(Cancellation));
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
