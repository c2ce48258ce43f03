using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Ledgers;
using Xunit;

namespace Pyner.LedgerContracts;

/// <summary>What the suites for a ledger of the services have in common. A ledger's tests derive from a suite and say how to open it.</summary>
public abstract class DistributedLedgerContract : IAsyncLifetime
{
    /// <summary>Longer than any test.</summary>
    protected static readonly TimeSpan Lasting = TimeSpan.FromMinutes(10);

    private DistributedLedger _ledger = null!;

    /// <summary>The ledger's jobs.</summary>
    protected IJobLedger Jobs => _ledger.Jobs;

    /// <summary>The ledger's batches.</summary>
    protected IBatchLedger Batches => _ledger.Batches;

    /// <summary>Ends a test that is to be ended.</summary>
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _ledger = await OpenAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ledger.Connection.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens a ledger in which there is nothing.</summary>
    protected abstract Task<DistributedLedger> OpenAsync();

    /// <summary>A new job, which nobody took up.</summary>
    protected async Task<string> CreateAsync()
    {
        string job = Samples.NewJob();
        await Jobs.CreateAsync(job, Samples.Request("/kb/" + job), 100, Cancellation);
        return job;
    }

    /// <summary>Takes a role that is free.</summary>
    protected async Task<RoleLease> TakeAsync(string job, JobRole role, string owner = "someone", TimeSpan? duration = null)
    {
        RoleLease? lease = await Jobs.TryTakeRoleAsync(job, role, owner, duration ?? Lasting, Cancellation);
        Assert.NotNull(lease);
        return lease;
    }

    /// <summary>A new job with so many batches planned, and more to come.</summary>
    protected async Task<RoleLease> BeginAsync(long batches)
    {
        RoleLease scanner = await TakeAsync(await CreateAsync(), JobRole.Scanner);
        Assert.Equal(0, await Batches.BeginPlanAsync(scanner, Samples.Identity, Cancellation));
        await PlanAsync(scanner, 0, batches);
        return scanner;
    }

    /// <summary>Plans batches.</summary>
    protected async Task PlanAsync(RoleLease scanner, long first, long end)
    {
        for (long ordinal = first; ordinal < end; ordinal++)
            await Batches.PlanAsync(scanner, Samples.Batch(scanner.JobId, ordinal), Cancellation);
    }

    /// <summary>Leases a batch that is free.</summary>
    protected async Task<BatchLease> LeaseAsync(string job, long ordinal, string worker = "worker", TimeSpan? duration = null)
    {
        BatchLease? lease = await Batches.TryLeaseAsync(job, ordinal, worker, duration ?? Lasting, Cancellation);
        Assert.NotNull(lease);
        return lease;
    }

    /// <summary>Leases batches and brings what is made of them.</summary>
    protected async Task CompleteAsync(string job, params IEnumerable<long> ordinals)
    {
        foreach (long ordinal in ordinals)
            Assert.True(await Batches.CompleteAsync(await LeaseAsync(job, ordinal), Samples.Parsed(ordinal), Cancellation));
    }

    /// <summary>Ordinals from one to another, without the latter.</summary>
    protected static IEnumerable<long> Ordinals(long first, long end) => Enumerable.Range((int)first, (int)(end - first)).Select(ordinal => (long)ordinal);

    /// <summary>A job's status.</summary>
    protected async Task<JobStatus> StatusAsync(string job)
    {
        JobStatus? status = await Jobs.FindAsync(job, Cancellation);
        Assert.NotNull(status);
        return status;
    }

    /// <summary>A job of so many batches that are all merged, and its aggregator.</summary>
    protected async Task<RoleLease> MergeAsync(long batches)
    {
        RoleLease scanner = await BeginAsync(batches);
        await Batches.EndPlanAsync(scanner, batches, Cancellation);
        await CompleteAsync(scanner.JobId, Ordinals(0, batches));
        RoleLease aggregator = await TakeAsync(scanner.JobId, JobRole.Aggregator);
        using ILedger checkpoints = Batches.OpenCheckpoints(aggregator);
        Assert.True(checkpoints.Record(scanner.JobId, Samples.Next(scanner.JobId, null, batches, true), [1, 2, 3]));
        return aggregator;
    }

    /// <summary>A job that was published.</summary>
    protected async Task<RoleLease> FinishAsync(long batches)
    {
        RoleLease aggregator = await MergeAsync(batches);
        await Jobs.BeginPublishingAsync(aggregator, Cancellation);
        await Jobs.EndAsync(aggregator, DistributedJobState.Completed, null, Cancellation);
        return aggregator;
    }

    /// <summary>Whether two statuses say the same.</summary>
    protected static void AssertSame(JobStatus expected, JobStatus actual) => Assert.Equivalent(expected, actual, true);
}
