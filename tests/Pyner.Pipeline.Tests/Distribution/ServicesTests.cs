using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Roles;
using Pyner.Pipeline.Tables;
using Pyner.Pipeline.Tests.Fakes;
using Xunit;

namespace Pyner.Pipeline.Tests.Distribution;

/// <summary>Whatever happens between them, the services end with the bytes of <c>pyner build</c>.</summary>
public sealed class ServicesTests : IClassFixture<RealSources>
{
    private readonly RealSources _sources;

    public ServicesTests(RealSources sources) => _sources = sources;

    [Theory]
    [InlineData("tree", true, false)]
    [InlineData("tar", false, false)]
    [InlineData("tar.gz", true, false)]
    [InlineData("tree", false, true)]
    [InlineData("tar", true, true)]
    [InlineData("tar.gz", false, true)]
    public async Task Services_end_with_the_bytes_of_a_build_in_one_process(string kind, bool studies, bool tables)
    {
        using var services = new ServicesHarness();
        JobRequest request = services.Request(_sources[kind]) with { Studies = studies, Tables = tables };
        Dictionary<string, string> built = services.Built(request);
        await services.StartAsync("job", request);
        services.RunScanner();
        services.RunAggregator();
        for (int i = 0; i < 3; i++)
            services.RunWorker();
        JobStatus status = await services.EndOfAsync("job");
        Assert.Equal((DistributedJobState.Completed, null, 0), (status.State, status.Reason, status.FailedBatches));
        Assert.Equal(built, ServicesHarness.Outputs(request));
        Assert.Equal(0, services.Ledger.KeptOf("job"));
        await services.WaitAsync("job", _ => services.Spooled.Length == 0);
        await services.WaitAsync("job", _ => !Directory.Exists(Path.Combine(request.OutputFolder, ".pyner")));
        Assert.Equal(tables ? "job" : null, TablesFile.JobOf(Path.Combine(request.OutputFolder, "tables")));
    }

    [Theory]
    [InlineData("tree", 1, false)]
    [InlineData("tar.gz", 2, false)]
    [InlineData("tree", 11, true)]
    [InlineData("tar.gz", 12, true)]
    public async Task Lost_repeated_and_reordered_messages_change_nothing(string kind, int seed, bool tables)
    {
        using var services = new ServicesHarness(new LossyMessages(seed, lost: 0.5, twice: 0.5));
        JobRequest request = services.Request(_sources[kind]) with { Tables = tables };
        Dictionary<string, string> built = services.Built(request);
        await services.StartAsync("job", request);
        services.RunScanner();
        services.RunAggregator();
        services.RunWorker();
        services.RunWorker();
        JobStatus status = await services.EndOfAsync("job");
        Assert.Equal((DistributedJobState.Completed, 0), (status.State, status.FailedBatches));
        Assert.Equal(built, ServicesHarness.Outputs(request));
        Assert.True(services.Messages.Sent > status.PlannedBatches, "no batch was announced again");
    }

    [Theory]
    [InlineData("tree", 3, false)]
    [InlineData("tar.gz", 4, false)]
    [InlineData("tree", 13, true)]
    [InlineData("tar.gz", 14, true)]
    public async Task Services_that_are_stopped_and_started_at_random_moments_change_nothing(string kind, int seed, bool tables)
    {
        const int FewestStops = 4;
        int stops = 0;
        int parsed = 0;
        using var services = new ServicesHarness { CreateParser = () => new StoppingParser(JobPorts.Default.CreateParser(), WaitForStops) };
        JobRequest request = services.Request(_sources[kind]) with { Tables = tables };
        Dictionary<string, string> built = services.Built(request);
        await services.StartAsync("job", request);
        Func<CancellationTokenSource>[] kinds = [services.RunScanner, services.RunAggregator, services.RunWorker, services.RunWorker];
        CancellationTokenSource[] running = [.. kinds.Select(run => run())];
        var random = new Random(seed);
        while (!(await services.StatusAsync("job")).State.IsEnd() && stops < 500)
        {
            int which = random.Next(kinds.Length);
            await running[which].CancelAsync();
            await Task.Delay(random.Next(30), TestContext.Current.CancellationToken);
            running[which] = kinds[which]();
            await Task.Delay(random.Next(60), TestContext.Current.CancellationToken);
            Interlocked.Increment(ref stops);
        }
        JobStatus status = await services.EndOfAsync("job");
        Assert.Equal((DistributedJobState.Completed, 0), (status.State, status.FailedBatches));
        Assert.Equal(built, ServicesHarness.Outputs(request));
        Assert.True(stops >= FewestStops, $"the job was over after {stops} stops");

        // The first batches wait for a stop each, however slow the machine is to make them.
        void WaitForStops()
        {
            int needed = Math.Min(FewestStops, Interlocked.Increment(ref parsed));
            do
            {
                Thread.Sleep(10);
            }
            while (Volatile.Read(ref stops) < needed);
        }
    }

    [Theory]
    [InlineData("tree", 5)]
    [InlineData("tar.gz", 6)]
    public async Task A_ledger_that_is_away_now_and_then_changes_nothing(string kind, int seed)
    {
        using var services = new ServicesHarness();
        JobRequest request = services.Request(_sources[kind]);
        Dictionary<string, string> built = services.Built(request);
        await services.StartAsync("job", request);
        var random = new Random(seed);
        long calls = 0;
        services.Ledger.Before = _ =>
        {
            // Some calls are not made, of others only the answer is lost.
            if (Interlocked.Increment(ref calls) % 97 == 0)
                services.Ledger.BeAway(random.Next(1, 4));
        };
        services.LeaseDuration = TimeSpan.FromSeconds(1);
        services.RunScanner();
        services.RunAggregator();
        services.RunWorker();
        services.RunWorker();
        JobStatus status = await services.EndOfAsync("job");
        services.Ledger.Before = null;
        Assert.Equal((DistributedJobState.Completed, 0), (status.State, status.FailedBatches));
        Assert.Equal(built, ServicesHarness.Outputs(request));
    }

    [Theory]
    [InlineData("tree", 7, false)]
    [InlineData("tar.gz", 8, false)]
    [InlineData("tree", 17, true)]
    [InlineData("tar.gz", 18, true)]
    public async Task A_ledger_that_comes_back_older_changes_nothing(string kind, int seed, bool tables)
    {
        using var services = new ServicesHarness();
        JobRequest request = services.Request(_sources[kind]) with { Tables = tables };
        Dictionary<string, string> built = services.Built(request);
        await services.StartAsync("job", request);
        services.LeaseDuration = TimeSpan.FromSeconds(1);
        services.RunScanner();
        services.RunAggregator();
        services.RunWorker();
        services.RunWorker();
        var random = new Random(seed);
        await services.WaitAsync("job", status => status.PlannedBatches > 3);
        for (int i = 0; i < 6; i++)
        {
            Action goBack = services.Ledger.Save();
            await Task.Delay(random.Next(5, 60), TestContext.Current.CancellationToken);
            goBack();
        }
        JobStatus status = await services.EndOfAsync("job");
        Assert.Equal((DistributedJobState.Completed, 0), (status.State, status.FailedBatches));
        Assert.Equal(built, ServicesHarness.Outputs(request));
    }

    [Fact]
    public async Task Batches_whose_results_the_ledger_lost_are_spooled_again_though_all_are_planned()
    {
        using var services = new ServicesHarness { LeaseDuration = TimeSpan.FromSeconds(1) };
        JobRequest request = services.Request(_sources["tar.gz"]);
        Dictionary<string, string> built = services.Built(request);
        await services.StartAsync("job", request);
        CancellationTokenSource scanner = services.RunScanner();
        JobStatus planned = await services.WaitAsync("job", status => status.PlanEnded);
        Assert.Equal(planned.PlannedBatches, services.Spooled.Length);
        Action goBack = services.Ledger.Save();
        using CancellationTokenSource worker = services.RunWorker();
        await services.WaitAsync("job", _ => services.Spooled.Length == 0);
        await worker.CancelAsync();
        goBack();
        await services.WaitAsync("job", _ => services.Spooled.Length == planned.PlannedBatches);

        // Another scanner finds out for itself.
        await scanner.CancelAsync();
        foreach (string segment in services.Spooled[..3])
            File.Delete(segment);
        services.RunScanner();
        await services.WaitAsync("job", _ => services.Spooled.Length == planned.PlannedBatches);
        services.RunWorker();
        services.RunAggregator();
        JobStatus status = await services.EndOfAsync("job");
        Assert.Equal((DistributedJobState.Completed, 0), (status.State, status.FailedBatches));
        Assert.Equal(built, ServicesHarness.Outputs(request));
    }

    [Fact]
    public async Task A_spool_that_can_not_be_written_is_waited_for_however_long_the_planning_took_before()
    {
        using var services = new ServicesHarness();
        services.Scan = services.Scan with { MaxUnparsedBatches = 2, Patience = TimeSpan.FromSeconds(1.5), LongestPause = TimeSpan.FromMilliseconds(100) };
        JobRequest request = services.Request(_sources["tar.gz"]);
        Dictionary<string, string> built = services.Built(request);
        await services.StartAsync("job", request);
        services.RunScanner();
        await services.WaitAsync("job", status => status.PlannedBatches == 2);
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        // No segment can be put where a folder stands.
        string inTheWay = services.Spooled.Order(StringComparer.Ordinal).First().Replace("0000000000", "0000000005", StringComparison.Ordinal);
        Directory.CreateDirectory(inTheWay);
        services.RunWorker();
        services.RunAggregator();
        await services.WaitAsync("job", _ => services.Observer.Said.Any(said => said.StartsWith("spool waits", StringComparison.Ordinal)));
        await Task.Delay(250, TestContext.Current.CancellationToken);
        Directory.Delete(inTheWay);
        JobStatus status = await services.EndOfAsync("job");
        Assert.Equal((DistributedJobState.Completed, null, 0), (status.State, status.Reason, status.FailedBatches));
        Assert.Equal(built, ServicesHarness.Outputs(request));
    }

    [Fact]
    public async Task Roles_that_have_their_hands_full_come_together_at_the_oldest_jobs()
    {
        using var services = new ServicesHarness { MaxJobs = 2, LeaseDuration = TimeSpan.FromSeconds(1) };
        // Nothing can be planned to its end before something of it is merged.
        services.Scan = services.Scan with { MaxUnmergedSubmissions = 1, MaxUnparsedBatches = 4 };
        string[] jobs = ["job1", "job2", "job3", "job4"];
        foreach (string job in jobs)
            await services.StartAsync(job, services.Request(_sources["tree"], job));
        HeldRole[] elsewhere = [await services.TakeAsync("job1", JobRole.Scanner), await services.TakeAsync("job2", JobRole.Scanner)];
        services.RunScanner();
        await services.WaitAsync("job4", status => status.PlannedBatches > 0);
        services.MaxJobs = 1;
        services.RunAggregator();
        services.RunWorker();
        await services.WaitAsync("job1", _ => services.Observer.Said.Contains("taken Aggregator"));
        // The other scanner ends, and gives up its jobs: nobody would plan the one that is to be merged.
        foreach (HeldRole role in elsewhere)
            await role.DisposeAsync();
        await services.WaitAsync("job1", _ => services.Observer.Said.Contains("left Scanner for an older job"));
        Dictionary<string, string> built = services.Built(services.Request(_sources["tree"]));
        foreach (string job in jobs)
        {
            Assert.Equal(DistributedJobState.Completed, (await services.EndOfAsync(job)).State);
            Assert.Equal(built, ServicesHarness.Outputs(services.Request(_sources["tree"], job)));
        }
    }

    [Fact]
    public async Task Two_jobs_at_once_do_not_mix()
    {
        using var services = new ServicesHarness();
        JobRequest first = services.Request(_sources["tree"], "first");
        JobRequest second = services.Request(_sources["tar.gz"], "second") with { BatchSize = 11, Limit = 250 };
        Dictionary<string, string> builtFirst = services.Built(first, "built1");
        Dictionary<string, string> builtSecond = services.Built(second, "built2");
        await services.StartAsync("job1", first);
        await services.StartAsync("job2", second);
        services.RunScanner();
        services.RunAggregator();
        services.RunAggregator();
        services.RunWorker();
        services.RunWorker();
        await services.EndOfAsync("job1");
        await services.EndOfAsync("job2");
        Assert.Equal(builtFirst, ServicesHarness.Outputs(first));
        Assert.Equal(builtSecond, ServicesHarness.Outputs(second));
        Assert.NotEqual(builtFirst["knowledge_base.json"], builtSecond["knowledge_base.json"]);
    }
}
