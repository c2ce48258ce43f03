using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Ledgers;
using Xunit;

namespace Pyner.LedgerContracts;

/// <summary>What every ledger of the services must do with roles and their fencing tokens.</summary>
public abstract class RoleContract : DistributedLedgerContract
{
    [Fact]
    public async Task A_role_has_one_owner_at_a_time()
    {
        string job = await CreateAsync(), other = await CreateAsync();
        RoleLease scanner = await TakeAsync(job, JobRole.Scanner, "first");
        Assert.Equal((job, JobRole.Scanner, "first"), (scanner.JobId, scanner.Role, scanner.Owner));
        Assert.Null(await Jobs.TryTakeRoleAsync(job, JobRole.Scanner, "second", Lasting, Cancellation));
        // Another role of the job, and the role of another job, are free.
        await TakeAsync(job, JobRole.Aggregator, "second");
        await TakeAsync(other, JobRole.Scanner, "second");
        Assert.True(await Jobs.RenewRoleAsync(scanner, Lasting, Cancellation));
    }

    [Fact]
    public async Task A_role_that_is_not_renewed_goes_to_the_next_with_a_greater_token()
    {
        string job = await CreateAsync();
        RoleLease first = await TakeAsync(job, JobRole.Scanner, "first");
        Assert.Null(await Jobs.TryTakeRoleAsync(job, JobRole.Scanner, "second", Lasting, Cancellation));
        // The last that is heard of it. Before, its role had to outlast a call, however long that takes.
        Assert.True(await Jobs.RenewRoleAsync(first, TimeSpan.FromMilliseconds(50), Cancellation));
        RoleLease? second;
        while ((second = await Jobs.TryTakeRoleAsync(job, JobRole.Scanner, "second", Lasting, Cancellation)) is null)
            await Task.Delay(10, Cancellation);
        Assert.True(second.Token > first.Token);
        Assert.False(await Jobs.RenewRoleAsync(first, Lasting, Cancellation));
        Assert.True(await Jobs.RenewRoleAsync(second, Lasting, Cancellation));
    }

    [Fact]
    public async Task A_role_that_is_renewed_stays()
    {
        string job = await CreateAsync();
        RoleLease lease = await TakeAsync(job, JobRole.Aggregator, "first", TimeSpan.FromMilliseconds(50));
        Assert.True(await Jobs.RenewRoleAsync(lease, Lasting, Cancellation));
        await Task.Delay(100, Cancellation);
        Assert.Null(await Jobs.TryTakeRoleAsync(job, JobRole.Aggregator, "second", Lasting, Cancellation));
    }

    [Fact]
    public async Task A_role_that_expired_is_kept_where_nobody_took_it()
    {
        string job = await CreateAsync();
        RoleLease lease = await TakeAsync(job, JobRole.Scanner, "first", TimeSpan.Zero);
        Assert.Equal(0, await Batches.BeginPlanAsync(lease, Samples.Identity, Cancellation));
        Assert.True(await Jobs.RenewRoleAsync(lease, Lasting, Cancellation));
        Assert.Null(await Jobs.TryTakeRoleAsync(job, JobRole.Scanner, "second", Lasting, Cancellation));
    }

    [Fact]
    public async Task A_role_that_is_released_can_be_taken_at_once()
    {
        string job = await CreateAsync();
        RoleLease first = await TakeAsync(job, JobRole.Aggregator, "first");
        await Jobs.ReleaseRoleAsync(first, Cancellation);
        Assert.False(await Jobs.RenewRoleAsync(first, Lasting, Cancellation));
        RoleLease second = await TakeAsync(job, JobRole.Aggregator, "second");
        Assert.True(second.Token > first.Token);
        // Too late: it is the other one's now.
        await Jobs.ReleaseRoleAsync(first, Cancellation);
        Assert.True(await Jobs.RenewRoleAsync(second, Lasting, Cancellation));
        Assert.Null(await Jobs.TryTakeRoleAsync(job, JobRole.Aggregator, "third", Lasting, Cancellation));
    }

    [Fact]
    public async Task An_owner_who_takes_a_role_again_loses_the_earlier_lease()
    {
        string job = await CreateAsync();
        RoleLease first = await TakeAsync(job, JobRole.Scanner, "same");
        RoleLease second = await TakeAsync(job, JobRole.Scanner, "same");
        Assert.True(second.Token > first.Token);
        Assert.False(await Jobs.RenewRoleAsync(first, Lasting, Cancellation));
        Assert.True(await Jobs.RenewRoleAsync(second, Lasting, Cancellation));
    }

    [Fact]
    public async Task A_token_of_somebody_else_does_not_count()
    {
        RoleLease lease = await TakeAsync(await CreateAsync(), JobRole.Scanner, "first");
        Assert.False(await Jobs.RenewRoleAsync(lease with { Owner = "second" }, Lasting, Cancellation));
        await Assert.ThrowsAsync<LeaseLostException>(() => Batches.BeginPlanAsync(lease with { Owner = "second" }, Samples.Identity, Cancellation));
        await Assert.ThrowsAsync<LeaseLostException>(() => Batches.BeginPlanAsync(lease with { Token = lease.Token + 1 }, Samples.Identity, Cancellation));
    }

    [Fact]
    public async Task A_job_at_its_end_has_no_roles()
    {
        RoleLease aggregator = await FinishAsync(2);
        Assert.Null(await Jobs.TryTakeRoleAsync(aggregator.JobId, JobRole.Aggregator, "someone", Lasting, Cancellation));
        Assert.Null(await Jobs.TryTakeRoleAsync(aggregator.JobId, JobRole.Scanner, "someone", Lasting, Cancellation));
        Assert.False(await Jobs.RenewRoleAsync(aggregator, Lasting, Cancellation));
    }

    [Fact]
    public async Task A_scanner_that_lost_its_role_changes_nothing()
    {
        RoleLease stale = await BeginAsync(3);
        string job = stale.JobId;
        RoleLease current = await TakeAsync(job, JobRole.Scanner, stale.Owner);
        JobStatus before = await StatusAsync(job);
        await LosesAsync(() => Batches.BeginPlanAsync(stale, Samples.Identity, Cancellation));
        await LosesAsync(() => Batches.PlanAsync(stale, Samples.Batch(job, 3), Cancellation));
        await LosesAsync(() => Batches.PlanAsync(stale, Samples.Batch(job, 0), Cancellation));
        await LosesAsync(() => Batches.NoteSourceAsync(stale, 5, 6, 7, Cancellation));
        await LosesAsync(() => Batches.EndPlanAsync(stale, 3, Cancellation));
        await LosesAsync(() => Batches.TakeOverdueAsync(stale, TimeSpan.Zero, 10, Cancellation));
        await LosesAsync(() => Jobs.EndAsync(stale, DistributedJobState.Failed, "x", Cancellation));
        AssertSame(before, await StatusAsync(job));
        Assert.Equal(3, (await Batches.TakeOverdueAsync(current, TimeSpan.Zero, 10, Cancellation)).Count);
    }

    [Fact]
    public async Task An_aggregator_that_lost_its_role_changes_nothing()
    {
        RoleLease scanner = await BeginAsync(4);
        string job = scanner.JobId;
        await CompleteAsync(job, Ordinals(0, 4));
        await Batches.EndPlanAsync(scanner, 4, Cancellation);
        RoleLease stale = await TakeAsync(job, JobRole.Aggregator, "first", TimeSpan.Zero);
        using ILedger late = Batches.OpenCheckpoints(stale);
        Checkpoint[] checkpoints = [Samples.Next(job, null, 1), Samples.Next(job, Samples.Next(job, null, 1), 2)];
        foreach (Checkpoint checkpoint in checkpoints)
            late.Record(job, checkpoint, [7]);
        RoleLease current = await TakeAsync(job, JobRole.Aggregator, "second");
        JobStatus before = await StatusAsync(job);
        await LosesAsync(() => Run(() => late.Record(job, Samples.Next(job, checkpoints[1], 3), [8])));
        await LosesAsync(() => Run(() => late.Record(job, checkpoints[1], [7])));
        await LosesAsync(() => Run(() => late.Fold(job, 1, [9])));
        await LosesAsync(() => Run(() => late.Note(job, JobState.Failed, "x", Samples.Morning)));
        await LosesAsync(() => Run(() => late.Plan(job, Samples.Identity, Samples.Morning)));
        using ILedger checkpointsNow = Batches.OpenCheckpoints(current);
        Assert.Equal([7], checkpointsNow.ReadDelta(job, 0)!);
        checkpointsNow.Record(job, Samples.Next(job, checkpoints[1], 4, true), [6]);
        before = await StatusAsync(job);
        await LosesAsync(() => Run(() => late.Finish(job, Samples.Morning)));
        await LosesAsync(() => Jobs.BeginPublishingAsync(stale, Cancellation));
        await LosesAsync(() => Jobs.EndAsync(stale, DistributedJobState.Failed, "x", Cancellation));
        AssertSame(before, await StatusAsync(job));
        Assert.Equal(3, checkpointsNow.ReadCheckpoints(job).Count);
    }

    private static Task<LeaseLostException> LosesAsync(Func<Task> call) => Assert.ThrowsAsync<LeaseLostException>(call);

    private static Task Run(Action call)
    {
        call();
        return Task.CompletedTask;
    }
}
