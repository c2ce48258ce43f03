using Pyner.Pipeline.Distribution;
using Xunit;

namespace Pyner.Pipeline.Tests.Distribution;

/// <summary>A scanner does not run away from its workers, nor these from the aggregator.</summary>
public sealed class BackPressureTests : IClassFixture<RealSources>
{
    private static readonly TimeSpan s_while = TimeSpan.FromMilliseconds(300);

    private readonly RealSources _sources;

    public BackPressureTests(RealSources sources) => _sources = sources;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("tree")]
    [InlineData("tar.gz")]
    public async Task Without_workers_only_so_many_batches_are_planned(string kind)
    {
        using var services = new ServicesHarness();
        services.Scan = services.Scan with { MaxUnparsedBatches = 5 };
        await services.StartAsync("job", services.Request(_sources[kind]));
        services.RunScanner();
        services.RunAggregator();
        await services.WaitAsync("job", status => status.PlannedBatches == 5);
        await Task.Delay(s_while, Cancellation);
        Assert.Equal(5, (await services.StatusAsync("job")).PlannedBatches);
        services.RunWorker();
        JobStatus status = await services.EndOfAsync("job");
        Assert.Equal(DistributedJobState.Completed, status.State);
    }

    [Fact]
    public async Task Without_an_aggregator_only_so_many_partials_gather()
    {
        using var services = new ServicesHarness();
        services.Scan = services.Scan with { MaxUnmergedSubmissions = 70 };
        JobRequest request = services.Request(_sources["tree"]);
        await services.StartAsync("job", request);
        services.RunScanner();
        services.RunWorker();
        await services.WaitAsync("job", status => status.PlannedSubmissions >= 70);
        await Task.Delay(s_while, Cancellation);
        Assert.InRange((await services.StatusAsync("job")).PlannedSubmissions, 70, 70 + request.BatchSize);
        services.RunAggregator();
        Assert.Equal(DistributedJobState.Completed, (await services.EndOfAsync("job")).State);
    }

    [Fact]
    public async Task An_interval_between_checkpoints_that_is_longer_than_the_bound_raises_it()
    {
        using var services = new ServicesHarness();
        services.Scan = services.Scan with { MaxUnmergedSubmissions = 10, MaxUnparsedBatches = 2 };
        JobRequest request = services.Request(_sources["tree"]) with { CheckpointEvery = 300 };
        await services.StartAsync("job", request);
        services.RunScanner();
        services.RunAggregator();
        services.RunWorker();
        JobStatus status = await services.EndOfAsync("job");
        Assert.Equal((DistributedJobState.Completed, 2), (status.State, status.Checkpoints));
    }

    [Theory]
    [InlineData(long.MaxValue, 40)]
    [InlineData(50_000, long.MaxValue)]
    public async Task A_bound_that_no_job_can_reach_is_none(long maxUnmerged, long checkpointEvery)
    {
        using var services = new ServicesHarness();
        services.Scan = services.Scan with { MaxUnmergedSubmissions = maxUnmerged };
        await services.StartAsync("job", services.Request(_sources["tree"]) with { CheckpointEvery = checkpointEvery });
        services.RunScanner();
        services.RunAggregator();
        services.RunWorker();
        Assert.Equal(DistributedJobState.Completed, (await services.EndOfAsync("job")).State);
    }

    [Fact]
    public async Task A_spool_takes_no_more_room_than_allowed_and_one_batch_more()
    {
        using var services = new ServicesHarness();
        services.Scan = services.Scan with { MaxSpoolBytes = 40_000 };
        await services.StartAsync("job", services.Request(_sources["tar.gz"]));
        services.RunScanner();
        services.RunAggregator();
        await services.WaitAsync("job", _ => services.Spooled.Sum(Length) >= 40_000);
        await Task.Delay(s_while, Cancellation);
        long most = services.Spooled.Max(Length);
        Assert.InRange(services.Spooled.Sum(Length), 40_000, 40_000 + most);
        services.RunWorker();
        Assert.Equal(DistributedJobState.Completed, (await services.EndOfAsync("job")).State);
        await services.WaitAsync("job", _ => services.Spooled.Length == 0);
    }

    [Fact]
    public async Task A_segment_that_is_gone_is_spooled_again_by_the_next_scanner()
    {
        using var services = new ServicesHarness();
        services.Scan = services.Scan with { MaxUnparsedBatches = 6 };
        JobRequest request = services.Request(_sources["tar.gz"]);
        Dictionary<string, string> built = services.Built(request);
        await services.StartAsync("job", request);
        CancellationTokenSource scanner = services.RunScanner();
        await services.WaitAsync("job", status => status.PlannedBatches == 6);
        await scanner.CancelAsync();
        await services.WaitAsync("job", _ => services.Observer.Said.Contains("left Scanner"));
        File.Delete(services.Spooled.Order(StringComparer.Ordinal).ElementAt(2));
        services.RunScanner();
        await services.WaitAsync("job", _ => services.Spooled.Length == 6);
        services.RunAggregator();
        services.RunWorker();
        Assert.Equal((DistributedJobState.Completed, 0), ((await services.EndOfAsync("job")).State, (await services.StatusAsync("job")).FailedBatches));
        Assert.Equal(built, ServicesHarness.Outputs(request));
    }

    [Fact]
    public async Task The_ledger_holds_few_deltas_however_many_checkpoints_there_are()
    {
        using var services = new ServicesHarness();
        // Only the aggregator's last look at the ledger, before all is dropped, is of interest.
        int mostKept = 0;
        services.Scan = services.Scan with { MaxUnparsedBatches = 4 };
        services.Ledger.Before = call =>
        {
            if (call == nameof(IJobLedger.BeginPublishingAsync))
                mostKept = services.Ledger.KeptOf("job");
        };
        JobRequest request = services.Request(_sources["tree"]) with { CheckpointEvery = 7 };
        await services.StartAsync("job", request);
        services.RunScanner();
        services.RunAggregator();
        services.RunWorker();
        JobStatus status = await services.EndOfAsync("job");
        Assert.True(status.Checkpoints > 50, $"{status.Checkpoints} checkpoints");
        Assert.InRange(mostKept, 1, status.Checkpoints - 5);
    }

    private static long Length(string file) => new FileInfo(file) is { Exists: true } there ? there.Length : 0;
}
