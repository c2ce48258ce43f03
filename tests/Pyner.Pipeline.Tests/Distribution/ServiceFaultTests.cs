using System.Text.Json;
using Pyner.KnowledgeBase;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Aggregation;
using Pyner.Pipeline.Distribution.Execution;
using Pyner.Pipeline.Distribution.Roles;
using Pyner.Pipeline.Ledgers;
using Pyner.Pipeline.Tests.Fakes;
using Xunit;

namespace Pyner.Pipeline.Tests.Distribution;

/// <summary>What the services do where a source, a volume, a worker or an aggregator fails them.</summary>
public sealed class ServiceFaultTests : IClassFixture<RealSources>
{
    private readonly RealSources _sources;

    public ServiceFaultTests(RealSources sources) => _sources = sources;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_source_that_does_not_exist_fails_the_job_and_says_so()
    {
        using var services = new ServicesHarness();
        await services.StartAsync("job", services.Request(services["nowhere"]));
        services.RunScanner();
        services.RunAggregator();
        JobStatus status = await services.EndOfAsync("job");
        Assert.Equal(DistributedJobState.Failed, status.State);
        Assert.Contains("does not exist", status.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_that_is_cut_off_fails_the_job_publishes_nothing_and_leaves_no_spool()
    {
        using var services = new ServicesHarness();
        byte[] whole = await File.ReadAllBytesAsync(_sources["tar.gz"], Cancellation);
        await File.WriteAllBytesAsync(services["cut.tar.gz"], whole[..(whole.Length / 2)], Cancellation);
        JobRequest request = services.Request(services["cut.tar.gz"]);
        await services.StartAsync("job", request);
        services.RunScanner();
        services.RunAggregator();
        services.RunWorker();
        JobStatus status = await services.EndOfAsync("job");
        Assert.Equal(DistributedJobState.Failed, status.State);
        Assert.Contains("truncated", status.Reason, StringComparison.Ordinal);
        // The folder is the aggregator's to make, which may not have begun yet.
        Assert.Empty(Directory.Exists(request.OutputFolder) ? Directory.GetFiles(request.OutputFolder) : []);
        await services.WaitAsync("job", _ => services.Spooled.Length == 0);
    }

    [Fact]
    public async Task A_source_that_changed_between_two_scanners_fails_the_job()
    {
        using var services = new ServicesHarness();
        string archive = services["source.tar"];
        File.Copy(_sources["tar"], archive);
        // Nobody parses: the scanner stops in the midst of its plan.
        services.Scan = services.Scan with { MaxUnparsedBatches = 3 };
        await services.StartAsync("job", services.Request(archive));
        CancellationTokenSource scanner = services.RunScanner();
        await services.WaitAsync("job", status => status.PlannedBatches == 3);
        await scanner.CancelAsync();
        File.SetLastWriteTimeUtc(archive, DateTime.UtcNow.AddMinutes(1));
        services.RunScanner();
        JobStatus status = await services.EndOfAsync("job");
        Assert.Equal(DistributedJobState.Failed, status.State);
        Assert.Contains("another source", status.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tree")]
    [InlineData("tar")]
    [InlineData("tar.gz")]
    public async Task The_source_of_a_job_that_was_begun_is_waited_for_while_it_is_away(string kind)
    {
        using var services = new ServicesHarness();
        (string source, string elsewhere) = (services["source"], services["elsewhere"]);
        if (kind == "tree")
            CopyTree(_sources["tree"], source);
        else
            File.Copy(_sources[kind], source);
        services.Scan = services.Scan with { MaxUnparsedBatches = 3, LongestPause = TimeSpan.FromMilliseconds(100) };
        JobRequest request = services.Request(source);
        Dictionary<string, string> built = services.Built(request);
        await services.StartAsync("job", request);
        CancellationTokenSource scanner = services.RunScanner();
        await services.WaitAsync("job", status => status.PlannedBatches == 3);
        await scanner.CancelAsync();
        Directory.Move(source, elsewhere);
        services.RunScanner();
        await services.WaitAsync("job", _ => services.Observer.Said.Any(said => said.StartsWith("source waits", StringComparison.Ordinal)));
        Directory.Move(elsewhere, source);
        services.RunWorker();
        services.RunAggregator();
        JobStatus status = await services.EndOfAsync("job");
        Assert.Equal((DistributedJobState.Completed, null, 0), (status.State, status.Reason, status.FailedBatches));
        Assert.Equal(built, ServicesHarness.Outputs(request));
    }

    [Fact]
    public async Task A_source_of_which_no_batch_could_be_planned_is_not_waited_for()
    {
        using var services = new ServicesHarness();
        Directory.CreateDirectory(services["tree/SRA000001"]);
        File.WriteAllText(services["tree/SRA000001/SRA000001.sample.xml.gz"], "compressed");
        await services.StartAsync("job", services.Request(services["tree"]));
        services.RunScanner();
        JobStatus status = await services.EndOfAsync("job");
        Assert.Equal(DistributedJobState.Failed, status.State);
        Assert.Contains("holds no submission", status.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(services.Observer.Said, said => said.StartsWith("source waits", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_output_folder_that_can_not_be_made_is_not_waited_for()
    {
        using var services = new ServicesHarness();
        File.WriteAllText(services["volume"], "no folder can be made here");
        await services.StartAsync("job", services.Request(_sources["tree"]) with { OutputFolder = services["volume/kb"] });
        services.RunWorker();
        services.RunScanner();
        await services.WaitAsync("job", status => status.ParsedBatches > 0);
        services.RunAggregator();
        JobStatus status = await services.EndOfAsync("job");
        Assert.Equal(DistributedJobState.Failed, status.State);
        Assert.Contains("Choose another one, or change the permissions above it.", status.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_stays_away_fails_the_job_in_the_end()
    {
        using var services = new ServicesHarness();
        string archive = services["source.tar"];
        File.Copy(_sources["tar"], archive);
        services.Scan = services.Scan with { MaxUnparsedBatches = 3, Patience = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromMilliseconds(100) };
        await services.StartAsync("job", services.Request(archive));
        CancellationTokenSource scanner = services.RunScanner();
        await services.WaitAsync("job", status => status.PlannedBatches == 3);
        await scanner.CancelAsync();
        File.Delete(archive);
        services.RunScanner();
        JobStatus status = await services.EndOfAsync("job");
        Assert.Equal(DistributedJobState.Failed, status.State);
        Assert.Contains("does not exist", status.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_output_folder_of_a_job_that_was_begun_is_waited_for_while_it_is_away()
    {
        using var services = new ServicesHarness();
        string volume = services["volume"];
        JobRequest request = services.Request(_sources["tree"]) with { OutputFolder = Path.Combine(volume, "kb") };
        Dictionary<string, string> built = services.Built(request);
        // Another aggregator goes on with what the first one has in checkpoints, which would be lost if the job failed.
        services.Scan = services.Scan with { MaxUnmergedSubmissions = 1, MaxUnparsedBatches = 3 };
        await services.StartAsync("job", request);
        services.RunWorker();
        services.RunScanner();
        CancellationTokenSource aggregator = services.RunAggregator();
        await services.WaitAsync("job", status => status.Checkpoints > 0);
        await aggregator.CancelAsync();
        await services.WaitAsync("job", _ => services.Observer.Said.Contains("left Aggregator"));
        Directory.Delete(volume, true);
        File.WriteAllText(volume, "no folder can be made here");
        services.RunAggregator();
        await services.WaitAsync("job", _ => services.Observer.Said.Any(said => said.Contains("can't be made", StringComparison.Ordinal)));
        File.Delete(volume);
        JobStatus status = await services.EndOfAsync("job");
        Assert.Equal((DistributedJobState.Completed, null), (status.State, status.Reason));
        Assert.Equal(built, ServicesHarness.Outputs(request));
    }

    [Fact]
    public async Task Outputs_among_the_files_to_be_read_are_refused()
    {
        using var services = new ServicesHarness();
        await services.StartAsync("job", services.Request(_sources["tree"]) with { OutputFolder = Path.Combine(_sources["tree"], "kb") });
        services.RunScanner();
        JobStatus status = await services.EndOfAsync("job");
        Assert.Equal(DistributedJobState.Failed, status.State);
        Assert.Contains("lies in the source", status.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_output_folder_of_a_build_in_one_process_is_refused()
    {
        using var services = new ServicesHarness();
        JobRequest request = services.Request(_sources["tree"]);
        SqliteLedger.Open(request.OutputFolder).Dispose();
        await services.StartAsync("job", request);
        services.RunScanner();
        services.RunAggregator();
        JobStatus status = await services.EndOfAsync("job");
        Assert.Equal(DistributedJobState.Failed, status.State);
        Assert.Contains("belongs to a job of pyner build", status.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Batches_that_cannot_be_read_are_given_up_and_the_job_ends_with_all_the_others(bool tables)
    {
        using var services = new ServicesHarness();
        string tree = services["tree"];
        CopyTree(_sources["tree"], tree);
        JobRequest request = services.Request(tree) with { Tables = tables };
        // What is planned first is not there any more when it is to be read; what is planned later is what a build finds afterwards.
        string[] gone = [.. Directory.GetDirectories(tree).Order(StringComparer.Ordinal).Take(14)];
        await services.StartAsync("job", request);
        services.RunScanner();
        await services.WaitAsync("job", status => status.PlanEnded);
        services.CreateParser = () => new FaultyBatchesParser(JobPorts.Default.CreateParser(), gone.Select(folder => Path.GetFileName(folder)!).ToHashSet());
        services.RunAggregator();
        services.RunWorker();
        JobStatus status = await services.EndOfAsync("job");
        Assert.Equal((DistributedJobState.Completed, 2), (status.State, status.FailedBatches));
        Assert.Equal([0L, 1L], status.Failures.Select(failure => failure.Ordinal).Order());
        Assert.All(status.Failures, failure => Assert.Contains("its volume is gone", failure.Reason, StringComparison.Ordinal));

        foreach (string folder in gone)
            Directory.Delete(folder, true);
        Assert.Equal(services.Built(request), ServicesHarness.Outputs(request));
        using JsonDocument record = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(request.OutputFolder, "job.json"), Cancellation));
        Assert.Equal(2, record.RootElement.GetProperty("failed_batches").GetInt64());
        Assert.Equal("job", record.RootElement.GetProperty("job").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Where_every_batch_fails_the_job_still_comes_to_its_end(bool tables)
    {
        using var services = new ServicesHarness();
        // Just as much may be outstanding as lies between two checkpoints.
        services.Scan = services.Scan with { MaxUnmergedSubmissions = 1 };
        JobRequest request = services.Request(_sources["tree"]) with { Tables = tables };
        await services.StartAsync("job", request);
        services.CreateParser = () => new FaultyBatchesParser(JobPorts.Default.CreateParser(), null);
        services.RunScanner();
        services.RunAggregator();
        services.RunWorker();
        JobStatus status = await services.EndOfAsync("job");
        Assert.Equal((DistributedJobState.Completed, status.PlannedBatches), (status.State, status.FailedBatches));
        Assert.Equal(tables, File.Exists(Path.Combine(request.OutputFolder, "tables", "samples", "part-00000.parquet")));
    }

    [Fact]
    public async Task A_worker_that_wakes_after_its_lease_expired_changes_nothing()
    {
        using var services = new ServicesHarness { LeaseDuration = TimeSpan.FromMinutes(10) };
        JobRequest request = services.Request(_sources["tree"]);
        await services.StartAsync("job", request);
        services.RunScanner();
        await services.WaitAsync("job", status => status.PlannedBatches > 0);
        var parsing = new ManualResetEventSlim();
        var wake = new ManualResetEventSlim();
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
        IReadOnlyList<FinishedBatch> before = await services.Ledger.ReadFinishedAsync("job", 0, 1, Cancellation);
        wake.Set();
        Assert.Equal(BatchOutcome.LeaseLost, (await late).Outcome);
        Assert.Equal(before, await services.Ledger.ReadFinishedAsync("job", 0, 1, Cancellation));
        Assert.Equal(BatchOutcome.NothingToDo, (await frozen.ExecuteAsync("job", 0, Cancellation)).Outcome);
    }

    [Fact]
    public async Task A_worker_that_learns_that_its_lease_is_lost_stops_parsing()
    {
        using var services = new ServicesHarness { LeaseDuration = TimeSpan.FromMilliseconds(60) };
        await services.StartAsync("job", services.Request(_sources["tree"]));
        services.RunScanner();
        await services.WaitAsync("job", status => status.PlannedBatches > 0);
        services.CreateParser = () => new EndlessParser();
        using BatchExecution execution = services.Execution("slow");
        Task<BatchResult> result = execution.ExecuteAsync("job", 0, Cancellation);
        await services.WaitAsync("job", status => status.LeasedBatches == 1);
        services.Ledger.Before = call =>
        {
            // The renewals come to a ledger that has forgotten the job.
            if (call == nameof(IBatchLedger.RenewAsync))
                services.Ledger.DropLeases();
        };
        Assert.Equal(BatchOutcome.LeaseLost, (await result).Outcome);
    }

    [Fact]
    public async Task A_worker_that_is_stopped_gives_its_batch_back_at_once()
    {
        using var services = new ServicesHarness();
        await services.StartAsync("job", services.Request(_sources["tree"]));
        services.RunScanner();
        await services.WaitAsync("job", status => status.PlannedBatches > 0);
        services.CreateParser = () => new EndlessParser();
        using BatchExecution execution = services.Execution("stopped");
        using var stop = new CancellationTokenSource();
        Task<BatchResult> result = execution.ExecuteAsync("job", 0, stop.Token);
        await services.WaitAsync("job", status => status.LeasedBatches == 1);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => result);
        services.CreateParser = JobPorts.Default.CreateParser;
        using BatchExecution next = services.Execution("next");
        Assert.Equal(BatchOutcome.Parsed, (await next.ExecuteAsync("job", 0, Cancellation)).Outcome);
    }

    [Fact]
    public async Task A_batch_that_holds_other_submissions_than_planned_is_not_taken()
    {
        using var services = new ServicesHarness();
        await services.StartAsync("job", services.Request(_sources["tree"]));
        services.RunScanner();
        await services.WaitAsync("job", status => status.PlanEnded);
        services.Ledger.ChangePlannedId("job", 0, 1);
        using BatchExecution execution = services.Execution("worker");
        BatchResult result = await execution.ExecuteAsync("job", 0, Cancellation);
        Assert.Equal(BatchOutcome.Unreadable, result.Outcome);
        Assert.Contains("the source changed since", result.Failure!.Message, StringComparison.Ordinal);
        Assert.Empty(await services.Ledger.ReadFinishedAsync("job", 0, 1, Cancellation));
    }

    [Fact]
    public async Task What_one_worker_can_not_read_another_does()
    {
        using var services = new ServicesHarness();
        JobRequest request = services.Request(_sources["tree"]);
        await services.StartAsync("job", request);
        services.RunScanner();
        await services.WaitAsync("job", status => status.PlanEnded);
        await services.BeatAsync("broken", "sound");
        services.CreateParser = () => throw new IOException("the volume is gone");
        using (BatchExecution broken = services.Execution("broken"))
        {
            long planned = (await services.StatusAsync("job")).PlannedBatches;
            for (long ordinal = 0; ordinal < planned; ordinal++)
            {
                Assert.Equal(BatchOutcome.Unreadable, (await broken.ExecuteAsync("job", ordinal, Cancellation)).Outcome);
                Assert.Equal(BatchOutcome.NothingToDo, (await broken.ExecuteAsync("job", ordinal, Cancellation)).Outcome);
            }
        }
        services.CreateParser = JobPorts.Default.CreateParser;
        services.RunWorker();
        services.RunAggregator();
        Assert.Equal(DistributedJobState.Completed, (await services.EndOfAsync("job")).State);
        Assert.Empty((await services.StatusAsync("job")).Failures);
        Assert.Equal(services.Built(request), ServicesHarness.Outputs(request));
    }

    [Fact]
    public async Task A_tar_that_is_replaced_after_it_was_planned_fails_the_job()
    {
        using var services = new ServicesHarness();
        string tar = services["replaced.tar"];
        File.Copy(_sources["tar"], tar);
        await services.StartAsync("job", services.Request(tar));
        services.RunScanner();
        services.RunAggregator();
        await services.WaitAsync("job", status => status.PlanEnded);
        await File.AppendAllTextAsync(tar, "more", Cancellation);
        JobStatus ended = await services.EndOfAsync("job");
        Assert.Equal(DistributedJobState.Failed, ended.State);
        Assert.Contains("is not the archive that the job was planned over", ended.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tar", true)]
    [InlineData("tar", false)]
    [InlineData("tree", false)]
    public async Task A_source_that_is_away_after_it_was_planned_is_waited_for_and_then_fails_the_job(string kind, bool comesBack)
    {
        using var services = new ServicesHarness { UnreadablePatience = TimeSpan.FromHours(1) };
        services.Scan = services.Scan with { Patience = TimeSpan.FromSeconds(comesBack ? 60 : 1), LongestPause = TimeSpan.FromMilliseconds(100) };
        string source = services["moved"], away = services["away"];
        if (kind == "tar")
            File.Copy(_sources["tar"], source);
        else
            CopyTree(_sources["tree"], source);
        JobRequest request = services.Request(source);
        await services.StartAsync("job", request);
        services.RunScanner();
        services.RunAggregator();
        await services.WaitAsync("job", status => status.PlanEnded);
        Directory.Move(source, away);
        services.RunWorker();
        await services.WaitAsync("job", _ => services.Observer.Said.Any(said => said.StartsWith("source waits", StringComparison.Ordinal)));
        if (comesBack)
            Directory.Move(away, source);
        JobStatus ended = await services.EndOfAsync("job");
        Assert.Equal(comesBack ? DistributedJobState.Completed : DistributedJobState.Failed, ended.State);
        if (comesBack)
            Assert.Equal(services.Built(request), ServicesHarness.Outputs(request));
        else
            Assert.Contains(source, ended.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_one_worker_can_not_read_another_does()
    {
        using var services = new ServicesHarness();
        JobRequest request = services.Request(_sources["tree"]);
        await services.StartAsync("job", request);
        services.RunScanner();
        await services.WaitAsync("job", status => status.PlanEnded);
        await services.BeatAsync("broken", "sound");
        services.CreateParser = () => new FaultyBatchesParser(JobPorts.Default.CreateParser(), null, filesAlone: true);
        using (BatchExecution broken = services.Execution("broken"))
        {
            long planned = (await services.StatusAsync("job")).PlannedBatches;
            for (long ordinal = 0; ordinal < planned; ordinal++)
            {
                BatchResult result = await broken.ExecuteAsync("job", ordinal, Cancellation);
                Assert.Equal(BatchOutcome.Unreadable, result.Outcome);
                Assert.Contains("permission denied", result.Failure!.Message, StringComparison.Ordinal);
                Assert.Equal(BatchOutcome.NothingToDo, (await broken.ExecuteAsync("job", ordinal, Cancellation)).Outcome);
            }
        }
        services.CreateParser = JobPorts.Default.CreateParser;
        services.RunWorker();
        services.RunAggregator();
        Assert.Equal(DistributedJobState.Completed, (await services.EndOfAsync("job")).State);
        Assert.Equal(services.Built(request), ServicesHarness.Outputs(request));
    }

    [Fact]
    public async Task Files_that_no_worker_can_read_are_rejected()
    {
        using var services = new ServicesHarness();
        JobRequest request = services.Request(_sources["tree"]);
        await services.StartAsync("job", request);
        services.RunScanner();
        await services.WaitAsync("job", status => status.PlanEnded);
        await services.BeatAsync("first", "second");
        services.CreateParser = () => new FaultyBatchesParser(JobPorts.Default.CreateParser(), null, filesAlone: true);
        using BatchExecution first = services.Execution("first");
        using BatchExecution second = services.Execution("second");
        Assert.Equal(BatchOutcome.Unreadable, (await first.ExecuteAsync("job", 0, Cancellation)).Outcome);
        Assert.Equal(BatchOutcome.Parsed, (await second.ExecuteAsync("job", 0, Cancellation)).Outcome);
        services.CreateParser = JobPorts.Default.CreateParser;
        services.RunWorker();
        services.RunAggregator();
        JobStatus ended = await services.EndOfAsync("job");
        Assert.Equal((DistributedJobState.Completed, 0), (ended.State, ended.FailedBatches));
        string rejected = await File.ReadAllTextAsync(Path.Combine(request.OutputFolder, "rejected.jsonl"), Cancellation);
        Assert.Contains("permission denied", rejected, StringComparison.Ordinal);
        Assert.Contains(RejectionCodes.UnreadableFile, rejected, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_can_not_read_a_batch_takes_it_again_once_the_others_were_waited_for_long_enough_and_gives_it_up_after_a_while()
    {
        using var services = new ServicesHarness { UnreadablePatience = TimeSpan.FromMinutes(2) };
        await services.StartAsync("job", services.Request(_sources["tree"]));
        services.RunScanner();
        await services.WaitAsync("job", status => status.PlannedBatches > 0);
        await services.BeatAsync("broken", "hanging");
        services.CreateParser = () => throw new IOException("the volume is gone");
        using BatchExecution broken = services.Execution("broken");
        Assert.Equal(BatchOutcome.Unreadable, (await broken.ExecuteAsync("job", 0, Cancellation)).Outcome);
        services.Ledger.Skew = IBatchLedger.PatienceWithOthers - TimeSpan.FromMinutes(1);
        Assert.Equal(BatchOutcome.NothingToDo, (await broken.ExecuteAsync("job", 0, Cancellation)).Outcome);
        services.Ledger.Skew = IBatchLedger.PatienceWithOthers + TimeSpan.FromMinutes(1);
        Assert.Equal(BatchOutcome.Unreadable, (await broken.ExecuteAsync("job", 0, Cancellation)).Outcome);
        services.Ledger.Skew += TimeSpan.FromMinutes(1);
        Assert.Equal(BatchOutcome.Unreadable, (await broken.ExecuteAsync("job", 0, Cancellation)).Outcome);
        services.Ledger.Skew += TimeSpan.FromMinutes(1);
        Assert.Equal(BatchOutcome.GivenUp, (await broken.ExecuteAsync("job", 0, Cancellation)).Outcome);
    }

    [Fact]
    public async Task Of_two_aggregators_the_one_that_lost_its_lease_renames_nothing()
    {
        using var services = new ServicesHarness { LeaseDuration = TimeSpan.FromMinutes(10) };
        JobRequest request = services.Request(_sources["tree"]);
        Dictionary<string, string> built = services.Built(request);
        await services.StartAsync("job", request);
        services.RunScanner();
        services.RunWorker();
        var publishing = new TaskCompletionSource();
        var wake = new ManualResetEventSlim();
        int renewals = 0;
        services.Ledger.Before = call =>
        {
            // Right before the lease is confirmed for the first output, the aggregator is frozen.
            if (call != nameof(IJobLedger.RenewRoleAsync) || Interlocked.Increment(ref renewals) > 1)
                return;
            publishing.SetResult();
            wake.Wait(Cancellation);
        };
        await using HeldRole stale = await services.TakeAsync("job", JobRole.Aggregator);
        Task frozen = Task.Run(() => services.AggregateAsync(stale, Cancellation), Cancellation);
        await publishing.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        Assert.Empty(Directory.GetFiles(request.OutputFolder));

        services.Ledger.Skew += TimeSpan.FromMinutes(11);
        services.RunAggregator();
        await services.EndOfAsync("job");
        Assert.Equal(built, ServicesHarness.Outputs(request));
        DateTime written = File.GetLastWriteTimeUtc(Path.Combine(request.OutputFolder, "job.json"));
        wake.Set();
        await Assert.ThrowsAsync<LeaseLostException>(() => frozen);
        Assert.Equal(built, ServicesHarness.Outputs(request));
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(request.OutputFolder, "job.json")));
    }

    [Fact]
    public async Task A_disk_without_room_is_waited_for_while_everything_is_safe_in_the_ledger()
    {
        using var services = new ServicesHarness();
        JobRequest request = services.Request(_sources["tree"]);
        Dictionary<string, string> built = services.Built(request);
        Directory.CreateDirectory(request.OutputFolder);
        // A file where the aggregator would make its folder.
        string obstacle = Path.Combine(request.OutputFolder, ".pyner");
        await File.WriteAllTextAsync(obstacle, "", Cancellation);
        await services.StartAsync("job", request);
        services.RunScanner();
        services.RunAggregator();
        services.RunWorker();
        await services.WaitAsync("job", _ => services.Observer.Said.Any(said => said.StartsWith("publishing waits", StringComparison.Ordinal)));
        Assert.Equal(DistributedJobState.Publishing, (await services.StatusAsync("job")).State);
        File.Delete(obstacle);
        Assert.Equal(DistributedJobState.Completed, (await services.EndOfAsync("job")).State);
        Assert.Equal(built, ServicesHarness.Outputs(request));
    }

    [Fact]
    public async Task A_new_job_puts_its_outputs_in_the_place_of_an_earlier_ones()
    {
        using var services = new ServicesHarness();
        JobRequest first = services.Request(_sources["tree"]);
        services.RunScanner();
        services.RunAggregator();
        services.RunWorker();
        await services.StartAsync("job1", first);
        await services.EndOfAsync("job1");
        Assert.Contains("indices.json", ServicesHarness.Outputs(first).Keys);
        JobRequest second = first with { Limit = 100, Studies = false };
        await services.StartAsync("job2", second);
        await services.EndOfAsync("job2");
        Assert.Equal(services.Built(second), ServicesHarness.Outputs(second));
    }

    private static void CopyTree(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
