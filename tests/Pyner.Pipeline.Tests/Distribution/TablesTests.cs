using Pyner.Parquet;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Execution;
using Pyner.Pipeline.Distribution.Roles;
using Pyner.Pipeline.Tables;
using Pyner.Pipeline.Tests.Fakes;
using Xunit;

namespace Pyner.Pipeline.Tests.Distribution;

/// <summary>Tables that the services write: each row once, whatever happens between workers and aggregators, and nothing left behind.</summary>
public sealed class TablesTests : IClassFixture<RealSources>, IClassFixture<ManySubmissions>
{
    private readonly RealSources _sources;
    private readonly ManySubmissions _many;

    public TablesTests(RealSources sources, ManySubmissions many) => (_sources, _many) = (sources, many);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tables_of_several_files_survive_stops_and_a_ledger_that_comes_back_older()
    {
        using var services = new ServicesHarness { LeaseDuration = TimeSpan.FromSeconds(1) };
        JobRequest request = services.Request(_many["tree"]) with { Tables = true, BatchSize = 1, CheckpointEvery = 130 };
        Dictionary<string, string> built = services.Built(request);
        Assert.Contains("tables/samples/part-00001.parquet", built.Keys);
        await services.StartAsync("job", request);
        Func<CancellationTokenSource>[] kinds = [services.RunScanner, services.RunAggregator, services.RunWorker, services.RunWorker];
        CancellationTokenSource[] running = [.. kinds.Select(run => run())];
        var random = new Random(31);
        for (int i = 0; i < 200 && !(await services.StatusAsync("job")).State.IsEnd(); i++)
        {
            Action goBack = services.Ledger.Save();
            await Task.Delay(random.Next(300), Cancellation);
            int which = random.Next(kinds.Length);
            await running[which].CancelAsync();
            if (i % 4 == 0)
                goBack();
            running[which] = kinds[which]();
        }
        JobStatus status = await services.EndOfAsync("job");
        Assert.Equal((DistributedJobState.Completed, null, 0), (status.State, status.Reason, status.FailedBatches));
        Assert.Equal(built, ServicesHarness.Outputs(request));
    }

    [Fact]
    public async Task A_batch_that_two_workers_parse_has_its_rows_once()
    {
        using var services = new ServicesHarness { LeaseDuration = TimeSpan.FromMinutes(10) };
        JobRequest request = services.Request(_sources["tree"]) with { Tables = true };
        Dictionary<string, string> built = services.Built(request);
        await services.StartAsync("job", request);
        services.RunScanner();
        await services.WaitAsync("job", status => status.PlannedBatches > 0);
        using var parsing = new ManualResetEventSlim();
        using var wake = new ManualResetEventSlim();
        services.CreateParser = () => new StoppingParser(JobPorts.Default.CreateParser(), () =>
        {
            parsing.Set();
            wake.Wait(Cancellation);
        });
        using BatchExecution frozen = services.Execution("frozen");
        Task<BatchResult> late = frozen.ExecuteAsync("job", 0, Cancellation);
        parsing.Wait(Cancellation);
        services.Ledger.Skew += TimeSpan.FromMinutes(11);
        services.CreateParser = JobPorts.Default.CreateParser;
        using BatchExecution other = services.Execution("other");
        Assert.Equal(BatchOutcome.Parsed, (await other.ExecuteAsync("job", 0, Cancellation)).Outcome);
        wake.Set();
        Assert.Equal(BatchOutcome.LeaseLost, (await late).Outcome);
        services.RunWorker();
        services.RunAggregator();
        Assert.Equal(DistributedJobState.Completed, (await services.EndOfAsync("job")).State);
        Assert.Equal(built, ServicesHarness.Outputs(request));
    }

    [Fact]
    public async Task Where_a_worker_cannot_write_rows_no_batch_is_given_up()
    {
        using var services = new ServicesHarness();
        JobRequest request = services.Request(_sources["tree"]) with { Tables = true };
        Dictionary<string, string> built = services.Built(request);
        Directory.CreateDirectory(request.OutputFolder);
        // A file where the worker would make its folder.
        string obstacle = Path.Combine(request.OutputFolder, ".pyner");
        await File.WriteAllTextAsync(obstacle, "", Cancellation);
        await services.StartAsync("job", request);
        services.RunScanner();
        await services.WaitAsync("job", status => status.PlannedBatches > 0);
        using (BatchExecution execution = services.Execution("hasty"))
        {
            BatchResult result = await execution.ExecuteAsync("job", 0, Cancellation);
            Assert.Equal(BatchOutcome.Unwritable, result.Outcome);
            Assert.Contains(request.OutputFolder, result.Failure!.Message, StringComparison.Ordinal);
        }
        services.RunWorker();
        await services.WaitAsync("job", _ => services.Observer.Said.Any(said => said.StartsWith("again", StringComparison.Ordinal)));
        File.Delete(obstacle);
        services.RunAggregator();
        JobStatus status = await services.EndOfAsync("job");
        Assert.Equal((DistributedJobState.Completed, 0), (status.State, status.FailedBatches));
        Assert.Equal(built, ServicesHarness.Outputs(request));
    }

    [Fact]
    public async Task A_volume_that_is_away_while_tables_are_written_is_waited_for()
    {
        int tries = 0;
        using var services = new ServicesHarness();
        services.TableFormat = new FaultyTableFormat(new ParquetTableFormat(), () => Interlocked.Increment(ref tries) <= 20);
        JobRequest request = services.Request(_sources["tar"]) with { Tables = true };
        Dictionary<string, string> built = services.Built(request);
        await services.StartAsync("job", request);
        services.RunScanner();
        services.RunAggregator();
        services.RunWorker();
        Assert.Equal(DistributedJobState.Completed, (await services.EndOfAsync("job")).State);
        Assert.Contains(
            services.Observer.Said,
            said => said.StartsWith("publishing waits", StringComparison.Ordinal) && said.Contains("its volume is gone", StringComparison.Ordinal));
        Assert.Equal(built, ServicesHarness.Outputs(request));
    }

    [Fact]
    public async Task Tables_that_can_never_be_written_fail_the_job_and_leave_nothing()
    {
        using var services = new ServicesHarness();
        services.Aggregation = services.Aggregation with { PublishPatience = TimeSpan.FromMilliseconds(300) };
        services.TableFormat = new FaultyTableFormat(new ParquetTableFormat(), () => true);
        JobRequest request = services.Request(_sources["tree"]) with { Tables = true };
        await services.StartAsync("job", request);
        services.RunScanner();
        services.RunAggregator();
        services.RunWorker();
        JobStatus status = await services.EndOfAsync("job");
        Assert.Equal(DistributedJobState.Failed, status.State);
        Assert.Contains("its volume is gone", status.Reason, StringComparison.Ordinal);
        await RequireNothingLeftAsync(services, request);
    }

    [Fact]
    public async Task A_job_that_is_cancelled_leaves_no_rows_not_even_those_of_a_worker_that_is_late()
    {
        using var services = new ServicesHarness();
        JobRequest request = services.Request(_sources["tree"]) with { Tables = true };
        await services.StartAsync("job", request);
        services.RunScanner();
        services.RunAggregator();
        JobStatus planned = await services.WaitAsync("job", status => status.PlanEnded);
        using BatchExecution quick = services.Execution("quick");
        for (long ordinal = 0; ordinal < 8; ordinal++)
            Assert.Equal(BatchOutcome.Parsed, (await quick.ExecuteAsync("job", ordinal, Cancellation)).Outcome);
        using var parsing = new ManualResetEventSlim();
        using var wake = new ManualResetEventSlim();
        // Frozen with the batch in its hands, before it has begun to write.
        services.CreateParser = () =>
        {
            parsing.Set();
            wake.Wait(Cancellation);
            return JobPorts.Default.CreateParser();
        };
        using BatchExecution slow = services.Execution("slow");
        Task<BatchResult> late = Task.Run(() => slow.ExecuteAsync("job", planned.PlannedBatches - 1, Cancellation), Cancellation);
        parsing.Wait(Cancellation);
        await services.Ledger.RequestCancelAsync("job", "not needed", Cancellation);
        Assert.Equal(DistributedJobState.Cancelled, (await services.EndOfAsync("job")).State);
        await services.WaitAsync("job", _ => !Directory.Exists(new TableFolders(request.OutputFolder, "job").Root));
        wake.Set();
        Assert.Equal(BatchOutcome.LeaseLost, (await late).Outcome);
        await RequireNothingLeftAsync(services, request);
    }

    [Fact]
    public async Task A_job_without_tables_removes_those_of_the_one_before_it()
    {
        using var services = new ServicesHarness();
        JobRequest first = services.Request(_sources["tree"]) with { Tables = true };
        services.RunScanner();
        services.RunAggregator();
        services.RunWorker();
        await services.StartAsync("job1", first);
        await services.EndOfAsync("job1");
        Assert.Equal("job1", TablesFile.JobOf(Path.Combine(first.OutputFolder, "tables")));
        // What a worker that was killed left of a third job.
        Directory.CreateDirectory(new TableFolders(first.OutputFolder, "job0").Parts);
        JobRequest second = first with { Tables = false };
        await services.StartAsync("job2", second);
        Assert.Equal(DistributedJobState.Completed, (await services.EndOfAsync("job2")).State);
        Assert.Equal(services.Built(second), ServicesHarness.Outputs(second));
        Assert.False(Directory.Exists(Path.Combine(first.OutputFolder, "tables")));
        await RequireNothingLeftAsync(services, first, "job2");
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_tables_that_is_none_of_ours_is_left_alone()
    {
        using var services = new ServicesHarness();
        JobRequest request = services.Request(_sources["tree"]) with { Tables = true };
        string notes = Path.Combine(request.OutputFolder, "tables", "notes");
        Directory.CreateDirectory(Path.GetDirectoryName(notes)!);
        await File.WriteAllTextAsync(notes, "mine", Cancellation);
        await services.StartAsync("job", request);
        services.RunScanner();
        services.RunAggregator();
        JobStatus status = await services.EndOfAsync("job");
        Assert.Equal(DistributedJobState.Failed, status.State);
        Assert.Contains("holds something else", status.Reason, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(notes, Cancellation));
    }

    [Fact]
    public async Task Of_two_aggregators_the_one_that_lost_its_lease_puts_no_tables_in_place_and_removes_none()
    {
        using var services = new ServicesHarness { LeaseDuration = TimeSpan.FromMinutes(10) };
        JobRequest request = services.Request(_sources["tree"]) with { Tables = true };
        Dictionary<string, string> built = services.Built(request);
        await services.StartAsync("job", request);
        services.RunScanner();
        services.RunWorker();
        var publishing = new TaskCompletionSource();
        using var wake = new ManualResetEventSlim();
        int renewals = 0;
        services.Ledger.Before = call =>
        {
            // Right before the lease is confirmed for the tables, the aggregator is frozen.
            if (call != nameof(IJobLedger.RenewRoleAsync) || Interlocked.Increment(ref renewals) > 1)
                return;
            publishing.SetResult();
            wake.Wait(Cancellation);
        };
        await using HeldRole stale = await services.TakeAsync("job", JobRole.Aggregator);
        Task frozen = Task.Run(() => services.AggregateAsync(stale, Cancellation), Cancellation);
        await publishing.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        Assert.False(Directory.Exists(Path.Combine(request.OutputFolder, "tables")));

        services.Ledger.Skew += TimeSpan.FromMinutes(11);
        services.RunAggregator();
        Assert.Equal(DistributedJobState.Completed, (await services.EndOfAsync("job")).State);
        Assert.Equal(built, ServicesHarness.Outputs(request));
        wake.Set();
        await Assert.ThrowsAsync<LeaseLostException>(() => frozen);
        Assert.Equal(built, ServicesHarness.Outputs(request));
    }

    [Fact]
    public async Task Rows_that_a_worker_of_another_version_did_not_make_fail_the_job()
    {
        using var services = new ServicesHarness();
        JobRequest request = services.Request(_sources["tree"]) with { Tables = true };
        await services.StartAsync("job", request);
        services.RunScanner();
        await services.WaitAsync("job", status => status.PlannedBatches > 0);
        BatchLease lease = (await services.Ledger.TryLeaseAsync("job", 0, "old", TimeSpan.FromMinutes(1), Cancellation))!;
        using (var bytes = new MemoryStream())
        {
            new KnowledgeBase.Partial().WriteTo(bytes);
            var parsed = new ParsedBatch { Partial = bytes.ToArray(), Groups = 7, Figures = default, Device = "cpu", Busy = default };
            Assert.True(await services.Ledger.CompleteAsync(lease, parsed, Cancellation));
        }
        services.RunAggregator();
        JobStatus status = await services.EndOfAsync("job");
        Assert.Equal(DistributedJobState.Failed, status.State);
        Assert.Contains("without its rows", status.Reason, StringComparison.Ordinal);
    }

    /// <summary>Waits until everything is removed that tables are made of.</summary>
    private static async Task RequireNothingLeftAsync(ServicesHarness services, JobRequest request, string jobId = "job") =>
        await services.WaitAsync(jobId, _ => !Directory.Exists(Path.Combine(request.OutputFolder, ".pyner")));
}
