using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Pyner.Contracts.V1;
using Pyner.Ledger;
using Pyner.Pipeline.Distribution;
using Pyner.TestServers;
using Xunit;
using JobState = Pyner.Contracts.V1.JobState;

namespace Pyner.Services.Tests;

/// <summary>
/// The whole system on loopback: RabbitMQ, Redis, a gateway, a scanner, three workers, an aggregator, each a real process. Leases are short, so that a test
/// need not wait long for one to expire.
/// </summary>
public sealed class PynerSystem : IAsyncLifetime
{
    /// <summary>How long a batch or a job stays with a process that says nothing.</summary>
    internal static readonly TimeSpan LeaseDuration = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _folder = new();
    private readonly int _gatewayPort = FreePorts.Take();
    private readonly int _pagePort = FreePorts.Take();
    private GrpcChannel? _channel;
    private int _jobs;

    /// <summary>Why the system can't be started here, or null.</summary>
    internal static string? WhyNot => Availability.WhyNoRabbitMq ?? Availability.WhyNoRedis;

    internal RabbitMqServer Broker { get; private set; } = null!;

    internal RedisServer Redis { get; private set; } = null!;

    /// <summary>The ledger itself, for what no client is told.</summary>
    internal RedisLedger Ledger { get; private set; } = null!;

    internal Corpora Corpora { get; private set; } = null!;

    internal ServiceProcess Gateway { get; private set; } = null!;

    internal ServiceProcess Scanner { get; private set; } = null!;

    internal ServiceProcess Aggregator { get; private set; } = null!;

    internal IReadOnlyList<ServiceProcess> Workers { get; private set; } = [];

    internal IReadOnlyList<ServiceProcess> Services => [Gateway, Scanner, Aggregator, .. Workers];

    internal Jobs.JobsClient Jobs { get; private set; } = null!;

    /// <summary>What opens the gateway.</summary>
    internal string Key { get; } = "pyner_" + RandomNumberGenerator.GetHexString(64, true);

    internal string SpoolFolder => _folder["spool"];

    /// <summary>Where clients find the gateway: <c>HOST:PORT</c>.</summary>
    internal string GatewayAddress => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_gatewayPort}");

    /// <summary>Where browsers find the gateway's page.</summary>
    internal string PageAddress => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_pagePort}/");

    private string OutputRoot => _folder["out"];

    /// <summary>Skips the test where the system can't be started.</summary>
    internal static void Require() => Assert.SkipWhen(WhyNot is not null, WhyNot ?? "");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (WhyNot is not null)
            return;
        Directory.CreateDirectory(OutputRoot);
        Corpora = new Corpora(_folder.Path);
        Task<RabbitMqServer> broker = RabbitMqServer.StartNewAsync();
        Redis = await RedisServer.StartNewAsync();
        Broker = await broker;
        Ledger = await RedisLedger.OpenAsync(Redis.ConnectionString);
        string keys = _folder["keys"];
        await File.WriteAllTextAsync(keys, $"operate tests {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)))}\n");
        Gateway = Service("gateway", "gateway", new()
        {
            ["Gateway__SourceRoots"] = "/",
            ["Gateway__OutputRoots"] = OutputRoot,
            ["Gateway__GrpcPort"] = _gatewayPort.ToString(CultureInfo.InvariantCulture),
            ["Gateway__HttpPort"] = _pagePort.ToString(CultureInfo.InvariantCulture),
            ["Gateway__ApiKeysFile"] = keys,
            ["Gateway__AllowPlaintext"] = "true",
            ["Gateway__PollMilliseconds"] = "100",
        });
        Scanner = Service("scanner", "scanner", new()
        {
            ["Scanner__SpoolFolder"] = SpoolFolder,
            ["Scanner__LeaseSeconds"] = Seconds(LeaseDuration),
            ["Scanner__OverdueSeconds"] = "1",
            ["Scanner__PollSeconds"] = "0.2",
        });
        Aggregator = Service("aggregator", "aggregator", new()
        {
            ["Aggregator__LeaseSeconds"] = Seconds(LeaseDuration),
            ["Aggregator__PollSeconds"] = "0.2",
        });
        Workers = [.. Enumerable.Range(0, 3).Select(number => Worker($"worker{number}", "cpu", new()))];
        foreach (ServiceProcess service in Services)
            service.Start();
        _channel = GrpcChannel.ForAddress($"http://{GatewayAddress}");
        Jobs = new Jobs.JobsClient(_channel.Intercept(headers =>
        {
            headers.Add("authorization", "Bearer " + Key);
            return headers;
        }));
        await CallAsync(() => Jobs.ListJobsAsync(new ListJobsRequest()).ResponseAsync);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (WhyNot is not null)
            return;
        _channel?.Dispose();
        foreach (ServiceProcess service in Services)
            await service.DisposeAsync();
        await Ledger.DisposeAsync();
        await Broker.DisposeAsync();
        await Redis.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Another worker, which is not started, with settings of its own.</summary>
    internal ServiceProcess Worker(string name, string device, Dictionary<string, string?> settings) => Service(name, "worker", new(settings)
    {
        ["Worker__Device"] = device,
        ["Worker__SpoolFolder"] = SpoolFolder,
        ["Worker__LeaseSeconds"] = Seconds(LeaseDuration),
        ["Worker__HeartbeatSeconds"] = "1",
        ["Worker__UnreadablePatienceSeconds"] = "2",
    });

    /// <summary>Another scanner, worker or aggregator beside those of the system, which is not started.</summary>
    internal ServiceProcess Service(string name, string service, Dictionary<string, string?> settings)
    {
        settings.TryAdd("ConnectionStrings__messaging", Broker.ConnectionString);
        settings.TryAdd("ConnectionStrings__ledger", Redis.ConnectionString);
        return new ServiceProcess(name, service, settings);
    }

    /// <summary>A folder for the outputs of a job, unlike all others.</summary>
    internal string NewOutput() => Path.Combine(OutputRoot, string.Create(CultureInfo.InvariantCulture, $"job{++_jobs}"));

    /// <summary>Asks the gateway to start a job. Repeated where the gateway is away, which starts no second one.</summary>
    internal async Task<Job> StartJobAsync(string source, Action<StartJobRequest>? change = null)
    {
        var request = new StartJobRequest
        {
            Source = source,
            Output = NewOutput(),
            BatchSize = 20,
            CheckpointEvery = 1_000,
            RequestId = Guid.NewGuid().ToString(),
        };
        change?.Invoke(request);
        return await CallAsync(() => Jobs.StartJobAsync(request).ResponseAsync);
    }

    /// <summary>The job as the gateway has it now.</summary>
    internal Task<Job> GetJobAsync(Job job) => CallAsync(() => Jobs.GetJobAsync(new GetJobRequest { JobId = job.Id }).ResponseAsync);

    /// <summary>The newest jobs, as the gateway has them now.</summary>
    internal async Task<IEnumerable<Job>> ListJobsAsync() => (await CallAsync(() => Jobs.ListJobsAsync(new ListJobsRequest()).ResponseAsync)).Jobs;

    /// <summary>Waits until a job is as wanted, as the gateway tells.</summary>
    internal async Task<Job> WaitAsync(Job job, Func<Job, bool> isWanted)
    {
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            Job now = await GetJobAsync(job);
            if (isWanted(now))
                return now;
            if (Stopwatch.GetElapsedTime(started) > s_patience)
                Assert.Fail($"waited too long for {now}\n{Logs()}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until a job is at its end.</summary>
    internal Task<Job> EndOfAsync(Job job) => WaitAsync(job, IsAtEnd);

    internal static bool IsAtEnd(Job job) => job.State is JobState.Completed or JobState.Failed or JobState.Cancelled;

    /// <summary>Waits until a job is complete, and compares its outputs with those of <c>pyner build</c>.</summary>
    internal async Task<Job> RequireSameBytesAsync(Job job)
    {
        Job ended = await EndOfAsync(job);
        Assert.True(ended.State == JobState.Completed, $"{ended}\n{Logs()}");
        Assert.Equal(0, ended.Progress.BatchesFailed);
        JobOptions options = ended.Options;
        Assert.Equal(
            Corpora.Built(options.Source, options.Studies, options.HasLimit ? options.Limit : null, options.Tables ? options.BatchSize : null),
            PublishedOutputs.Of(options.Output));
        await WaitForNoRestAsync(options.Output);
        return ended;
    }

    /// <summary>Waits until nothing is left in an output folder of what outputs are made of: the job is at its end a moment before.</summary>
    internal async Task WaitForNoRestAsync(string output)
    {
        for (long started = Stopwatch.GetTimestamp();
            Directory.Exists(Path.Combine(output, ".pyner"));
            await Task.Delay(50, TestContext.Current.CancellationToken))
            Assert.True(Stopwatch.GetElapsedTime(started) < s_patience, $"'{output}' has rests\n{Logs()}");
    }

    /// <summary>Waits until the scanner has removed what jobs that are over had spooled.</summary>
    internal async Task WaitForEmptySpoolAsync()
    {
        long started = Stopwatch.GetTimestamp();
        while (Directory.Exists(SpoolFolder) && Directory.EnumerateFiles(SpoolFolder, "*", SearchOption.AllDirectories).Any())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < s_patience, $"the spool is not empty\n{Logs()}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>What the ledger has of a job; null where the ledger is away.</summary>
    internal async Task<JobStatus?> TryReadAsync(Job job)
    {
        try
        {
            return await Ledger.Jobs.FindAsync(job.Id, TestContext.Current.CancellationToken);
        }
        catch (LedgerUnavailableException)
        {
            return null;
        }
    }

    /// <summary>Starts whatever does not run.</summary>
    internal async Task StartAllAsync()
    {
        await Redis.StartAsync();
        await Broker.StartAsync();
        foreach (ServiceProcess service in Services)
            service.Start();
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString(CultureInfo.InvariantCulture);

    /// <summary>Makes a call until the gateway answers it.</summary>
    private async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await call();
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Cancelled or StatusCode.DeadlineExceeded)
            {
                if (Stopwatch.GetElapsedTime(started) > s_patience)
                    Assert.Fail($"the gateway does not answer: {e}\n{Logs()}");
            }
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The end of what each process said.</summary>
    private string Logs() => string.Join('\n', Services.Select(service => $"== {service.Name}\n{string.Join('\n', service.Log.Split('\n').TakeLast(15))}"));
}
