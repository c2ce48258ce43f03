using Pyner.Pipeline.Distribution;
using Xunit;

namespace Pyner.Pipeline.Tests.Distribution;

/// <summary>A job that someone asks to cancel ends soon, wherever it is, publishes nothing, and leaves nothing behind.</summary>
public sealed class CancellationTests : IClassFixture<RealSources>
{
    private readonly RealSources _sources;

    public CancellationTests(RealSources sources) => _sources = sources;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_that_nobody_took_up_is_cancelled()
    {
        using var services = new ServicesHarness();
        JobRequest request = services.Request(_sources["tree"]);
        await services.StartAsync("job", request);
        await services.Ledger.RequestCancelAsync("job", "not needed", Cancellation);
        services.RunScanner();
        services.RunAggregator();
        JobStatus status = await services.EndOfAsync("job");
        Assert.Equal((DistributedJobState.Cancelled, "not needed", 0), (status.State, status.Reason, status.PlannedBatches));
    }

    [Fact]
    public async Task A_job_that_is_being_published_is_completed_and_says_nothing_of_who_wanted_it_cancelled()
    {
        using var services = new ServicesHarness();
        services.Ledger.Before = call =>
        {
            if (call == nameof(IJobLedger.EndAsync))
                services.Ledger.RequestCancelAsync("job", "too late", Cancellation).GetAwaiter().GetResult();
        };
        await services.StartAsync("job", services.Request(_sources["tree"]));
        services.RunScanner();
        services.RunAggregator();
        services.RunWorker();
        JobStatus status = await services.EndOfAsync("job");
        Assert.Equal((DistributedJobState.Completed, true, null), (status.State, status.CancelRequested, status.Reason));
    }

    [Theory]
    [InlineData("tree", false)]
    [InlineData("tar.gz", true)]
    public async Task A_job_under_way_is_cancelled_and_a_second_one_over_the_same_source_is_not(string kind, bool withWorker)
    {
        using var services = new ServicesHarness();
        services.Scan = services.Scan with { MaxUnparsedBatches = 10 };
        JobRequest request = services.Request(_sources[kind]) with { CheckpointEvery = 1_000 };
        services.RunScanner();
        services.RunAggregator();
        await services.StartAsync("job1", request);
        await services.WaitAsync("job1", status => status.PlannedBatches == 10);
        if (withWorker)
            services.RunWorker();
        await services.Ledger.RequestCancelAsync("job1", "not needed", Cancellation);
        JobStatus status = await services.EndOfAsync("job1");
        Assert.Equal((DistributedJobState.Cancelled, "not needed"), (status.State, status.Reason));
        Assert.False(Directory.Exists(request.OutputFolder) && Directory.EnumerateFileSystemEntries(request.OutputFolder).Any());
        Assert.Equal(0, services.Ledger.KeptOf("job1"));
        await services.WaitAsync("job1", _ => services.Spooled.Length == 0);

        await services.StartAsync("job2", request);
        if (!withWorker)
            services.RunWorker();
        Assert.Equal(DistributedJobState.Completed, (await services.EndOfAsync("job2")).State);
        Assert.Equal(services.Built(request), ServicesHarness.Outputs(request));
    }
}
