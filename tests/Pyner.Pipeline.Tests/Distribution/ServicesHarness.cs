using System.Diagnostics;
using Pyner.LedgerContracts;
using Pyner.Parquet;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Aggregation;
using Pyner.Pipeline.Distribution.Execution;
using Pyner.Pipeline.Distribution.Patience;
using Pyner.Pipeline.Distribution.Roles;
using Pyner.Pipeline.Distribution.Scanning;
using Pyner.Pipeline.Tables;
using Pyner.Sra.Sources;
using Xunit;

namespace Pyner.Pipeline.Tests.Distribution;

/// <summary>Scanner, workers and aggregator of the services in one process, over a ledger in memory and messages that may get lost.</summary>
internal sealed class ServicesHarness : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _services = [];
    private int _workers;

    public ServicesHarness(LossyMessages? messages = null)
    {
        Messages = messages ?? new LossyMessages(1, 0, 0);
        Scan = new ScanOptions
        {
            SpoolFolder = _folder["spool"],
            OverdueAge = TimeSpan.FromMilliseconds(300),
            LookInterval = TimeSpan.FromMilliseconds(50),
            RoomInterval = TimeSpan.FromMilliseconds(10),
        };
    }

    public MemoryLedger Ledger { get; } = new();

    public RecordingServiceObserver Observer { get; } = new();

    public LossyMessages Messages { get; }

    public ScanOptions Scan { get; set; }

    public AggregationOptions Aggregation { get; set; } = new()
    {
        PollInterval = TimeSpan.FromMilliseconds(20),
        StatusInterval = TimeSpan.FromMilliseconds(50),
        PublishPatience = TimeSpan.FromSeconds(20),
        LongestPublishPause = TimeSpan.FromMilliseconds(100),
    };

    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(5);

    public TimeSpan UnreadablePatience { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Jobs at a time, of roles that are run from now on.</summary>
    public int MaxJobs { get; set; } = new RoleLoopOptions { Role = JobRole.Scanner, Owner = "test" }.MaxJobs;

    public ITableFormat? TableFormat { get; set; } = new ParquetTableFormat();

    public Func<IBatchParser> CreateParser { get; set; } = JobPorts.Default.CreateParser;

    /// <summary>A path of the test's own.</summary>
    public string this[string name] => _folder[name];

    /// <summary>The segments in the spool.</summary>
    public string[] Spooled => Directory.Exists(Scan.SpoolFolder)
        ? [.. Directory.GetFiles(Scan.SpoolFolder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".tmp", StringComparison.Ordinal))]
        : [];

    private LedgerPatience Patience => new((_, _) => { }, _stop.Token);

    public JobRequest Request(string source, string output = "out") => new()
    {
        SourcePath = source,
        OutputFolder = _folder[output],
        BatchSize = 7,
        CheckpointEvery = 40,
        Studies = true,
        Timestamp = KnowledgeBase.Publishing.PublicationTime.FromEnvironment(),
    };

    public Task StartAsync(string jobId, JobRequest request) => Ledger.CreateAsync(jobId, request, 100, _stop.Token);

    /// <summary>What <c>pyner build</c> makes of the same source, in batches of another size unless there are tables: these depend on it.</summary>
    public Dictionary<string, string> Built(JobRequest request, string output = "built")
    {
        var options = new BuildOptions
        {
            SourcePath = request.SourcePath,
            OutputFolder = _folder[output],
            Limit = request.Limit,
            BatchSize = request.Tables ? request.BatchSize : BuildOptions.StandardBatchSize,
            Studies = request.Studies,
            Tables = request.Tables,
            Threads = 2,
        };
        new BuildJob(options, JobPorts.Default with { TableFormat = new ParquetTableFormat() }).Run(TestContext.Current.CancellationToken);
        return PublishedOutputs.Of(_folder[output]);
    }

    /// <summary>A scanner until it is stopped.</summary>
    public CancellationTokenSource RunScanner() => Run(stop => Roles(JobRole.Scanner, (role, end) => ScanAsync(role, end)).RunAsync(stop));

    /// <summary>An aggregator until it is stopped.</summary>
    public CancellationTokenSource RunAggregator() => Run(stop => Roles(JobRole.Aggregator, (role, end) => AggregateAsync(role, end)).RunAsync(stop));

    /// <summary>A worker until it is stopped.</summary>
    public CancellationTokenSource RunWorker() => Run(async stop =>
    {
        using BatchExecution execution = Execution($"worker{Interlocked.Increment(ref _workers)}");
        await foreach (BatchPosition batch in Messages.Reader.ReadAllAsync(stop))
            await execution.ExecuteAsync(batch.JobId, batch.Ordinal, stop);
    });

    /// <summary>Lets workers say that they live.</summary>
    public async Task BeatAsync(params IEnumerable<string> workers)
    {
        foreach (string worker in workers)
            await Ledger.BeatAsync(Samples.Worker(worker), TimeSpan.FromMinutes(10), _stop.Token);
    }

    public BatchExecution Execution(string worker) => new(
        new PatientJobLedger(Ledger, Patience),
        new PatientBatchLedger(Ledger, Patience),
        CreateParser,
        new ExecutionOptions
        {
            WorkerId = worker,
            SpoolFolder = Scan.SpoolFolder,
            LeaseDuration = LeaseDuration,
            UnreadablePatience = UnreadablePatience,
        });

    public async Task<HeldRole> TakeAsync(string jobId, JobRole role) =>
        await HeldRole.TryTakeAsync(new PatientJobLedger(Ledger, Patience), jobId, role, "test", LeaseDuration)
        ?? throw new InvalidOperationException("the role is taken");

    public Task ScanAsync(HeldRole role, CancellationToken end) => new JobScan(
        new PatientJobLedger(Ledger, Patience), new PatientBatchLedger(Ledger, Patience),
        role, SubmissionSources.Open, Scan, Messages, Observer, new Hint()).RunAsync(end);

    public Task AggregateAsync(HeldRole role, CancellationToken end) => new JobAggregation(
        new PatientJobLedger(Ledger, Patience), new PatientBatchLedger(Ledger, Patience), role, TableFormat, Aggregation, Observer, new Hint()).RunAsync(end);

    public async Task<JobStatus> StatusAsync(string jobId) => (await Ledger.FindAsync(jobId, _stop.Token))!;

    /// <summary>Waits until a job is at its end.</summary>
    public Task<JobStatus> EndOfAsync(string jobId) => WaitAsync(jobId, status => status.State.IsEnd());

    /// <summary>Waits until a job's status is as wanted.</summary>
    public async Task<JobStatus> WaitAsync(string jobId, Func<JobStatus, bool> isWanted)
    {
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            if (_services.FirstOrDefault(service => service.IsFaulted) is Task broken)
                await broken;
            JobStatus? status = null;
            try
            {
                status = await StatusAsync(jobId);
            }
            catch (LedgerUnavailableException)
            {
                // A test has it so.
            }
            if (status is not null && isWanted(status))
                return status;
            if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromMinutes(2))
                Assert.Fail($"waited too long; {status}; {string.Join("; ", Observer.Said.TakeLast(20))}");
            await Task.Delay(5, _stop.Token);
        }
    }

    public static Dictionary<string, string> Outputs(JobRequest request) => PublishedOutputs.Of(request.OutputFolder);

    public void Dispose()
    {
        _stop.Cancel();
        Task.WhenAll(_services).ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        _stop.Dispose();
        _folder.Dispose();
    }

    private RoleLoop Roles(JobRole role, Func<HeldRole, CancellationToken, Task> work) => new(
        new PatientJobLedger(Ledger, Patience),
        new RoleLoopOptions { Role = role, Owner = "test", LeaseDuration = LeaseDuration, PollInterval = TimeSpan.FromMilliseconds(20), MaxJobs = MaxJobs },
        work,
        Observer);

    private CancellationTokenSource Run(Func<CancellationToken, Task> service)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        _services.Add(Task.Run(
            async () =>
            {
                try
                {
                    await service(stop.Token);
                }
                catch (OperationCanceledException) when (stop.IsCancellationRequested)
                {
                    // The end.
                }
            },
            CancellationToken.None));
        return stop;
    }
}
