using Pyner.LedgerContracts;
using Pyner.Pipeline;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Aggregation;
using Pyner.Pipeline.Distribution.Execution;
using Pyner.Pipeline.Distribution.Roles;
using Pyner.Pipeline.Distribution.Scanning;
using Pyner.Sra.Sources;
using Xunit;

namespace Pyner.Ledger.Tests.Storage;

/// <summary>A job from its source to its outputs: the services' own scanner, worker and aggregator in this process, without a bus.</summary>
internal sealed class WholeJob(RedisLedger ledger, JobRequest request)
{
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public string Id { get; } = Samples.NewJob();

    public ScanOptions Scan { get; init; } = new() { SpoolFolder = "" };

    public async Task RunAsync()
    {
        await ledger.Jobs.CreateAsync(Id, request, 1, Cancellation);
        Task[] services = [Task.Run(ScanAsync, Cancellation), Task.Run(WorkAsync, Cancellation), Task.Run(AggregateAsync, Cancellation)];
        await Task.WhenAll(services);
    }

    private async Task ScanAsync()
    {
        await using HeldRole role = (await HeldRole.TryTakeAsync(ledger.Jobs, Id, JobRole.Scanner, "scanner", s_lease))!;
        using var hint = new Hint();
        await new JobScan(
            ledger.Jobs, ledger.Batches, role, SubmissionSources.Open, Scan,
            Silence.For<IBatchAnnouncer>(), Silence.For<IScanObserver>(), hint).RunAsync(Cancellation);
    }

    /// <summary>Takes batch after batch, as if a message came for each.</summary>
    private async Task WorkAsync()
    {
        using var execution = new BatchExecution(
            ledger.Jobs,
            ledger.Batches,
            JobPorts.Default.CreateParser,
            new ExecutionOptions { WorkerId = "worker", SpoolFolder = Scan.SpoolFolder, LeaseDuration = s_lease });
        for (long next = 0; await ledger.Jobs.FindAsync(Id, Cancellation) is { State: < DistributedJobState.Publishing } status;)
        {
            for (; next < status.PlannedBatches; next++)
                await execution.ExecuteAsync(Id, next, Cancellation);
            await Task.Delay(2, Cancellation);
        }
    }

    private async Task AggregateAsync()
    {
        await using HeldRole role = (await HeldRole.TryTakeAsync(ledger.Jobs, Id, JobRole.Aggregator, "aggregator", s_lease))!;
        using var hint = new Hint();
        var options = new AggregationOptions { PollInterval = TimeSpan.FromMilliseconds(5), StatusInterval = TimeSpan.FromMilliseconds(20) };
        await new JobAggregation(ledger.Jobs, ledger.Batches, role, null, options, Silence.For<IAggregationObserver>(), hint).RunAsync(Cancellation);
    }
}
