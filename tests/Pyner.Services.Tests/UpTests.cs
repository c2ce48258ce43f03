using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using Pyner.Contracts.V1;
using Pyner.TestServers;
using Pyner.Xml.Devices;
using Xunit;

namespace Pyner.Services.Tests;

/// <summary><c>pyner up</c>: everything with one command, and nothing left of it afterwards.</summary>
public sealed class UpTests : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly PynerSystem _system;
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePorts.Take();

    public UpTests(PynerSystem system) => _system = system;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string State => _folder["state"];

    private string KeyFile => Path.Combine(State, "gateway.key");

    public ValueTask InitializeAsync()
    {
        // The layout in which ./pyner up builds them.
        foreach (string service in new[] { "Gateway", "Scanner", "Worker", "Aggregator" })
            _folder.Link("services/" + service, ServiceProcess.BuildOutput(service));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task It_starts_everything_and_ends_everything_when_one_process_ends()
    {
        PynerSystem.Require();
        await using ServiceProcess up = Up([]);
        await StartAsync(up);
        string source = _system.Corpora.Generated("tree");
        Job job = await RunJobAsync(source, _folder["out"]);
        Assert.Equal(JobState.Completed, job.State);
        Assert.Equal(_system.Corpora.Built(source, false), PublishedOutputs.Of(job.Options.Output));
        Assert.Contains("redis-server", string.Concat(Left()), StringComparison.Ordinal);

        // A second one can't have the same folder.
        await using (ServiceProcess second = Up([], FreePorts.Take()))
        {
            second.Start();
            Assert.Equal(2, await second.WaitAsync(s_patience));
            Assert.Contains("Another pyner up", second.Log, StringComparison.Ordinal);
        }

        int worker = int.Parse(
            Left().First(process => process.Contains("pyner-worker.dll", StringComparison.Ordinal)).Split(' ')[0], CultureInfo.InvariantCulture);
        using (var victim = Process.GetProcessById(worker))
            victim.Kill();
        Assert.Equal(2, await up.WaitAsync(s_patience));
        Assert.Contains("ended by itself", up.Log, StringComparison.Ordinal);
        await WaitForNothingLeftAsync();
        Assert.False(File.Exists(KeyFile), "the key is there still");
    }

    [Fact]
    public async Task Killed_it_leaves_no_process_behind()
    {
        PynerSystem.Require();
        await using ServiceProcess up = Up([]);
        await StartAsync(up);
        Assert.True(Left().Count > 8, string.Join('\n', Left()));
        await up.KillAsync();
        await WaitForNothingLeftAsync();
        // Nor does the next one take its key.
        string key = await File.ReadAllTextAsync(KeyFile, Cancellation);
        await using ServiceProcess next = Up([]);
        await StartAsync(next);
        Assert.NotEqual(key, await File.ReadAllTextAsync(KeyFile, Cancellation));
    }

    [Fact]
    public async Task With_connection_strings_it_starts_the_services_only_and_ends_them_at_Ctrl_C()
    {
        PynerSystem.Require();
        await using ServiceProcess up = Up(new()
        {
            ["ConnectionStrings__messaging"] = _system.Broker.ConnectionString,
            ["ConnectionStrings__ledger"] = _system.Redis.ConnectionString + ",defaultDatabase=1",
        });
        await StartAsync(up);
        string processes = string.Concat(Left());
        Assert.Contains("pyner-scanner.dll", processes, StringComparison.Ordinal);
        Assert.DoesNotContain("redis-server", processes, StringComparison.Ordinal);
        Assert.DoesNotContain("rabbit", processes, StringComparison.Ordinal);
        up.Signal("INT");
        Assert.Equal(0, await up.WaitAsync(s_patience));
        await WaitForNothingLeftAsync();
        Assert.False(File.Exists(KeyFile), "the key is there still");
    }

    [Fact]
    public async Task A_device_that_is_not_there_ends_everything_and_is_named()
    {
        PynerSystem.Require();
        await using ServiceProcess up = Up(
            new()
            {
                ["ConnectionStrings__messaging"] = _system.Broker.ConnectionString,
                ["ConnectionStrings__ledger"] = _system.Redis.ConnectionString + ",defaultDatabase=1",
            },
            devices: "cpu,471");
        up.Start();
        Assert.Equal(2, await up.WaitAsync(s_patience));
        Assert.Contains("worker-1 ended", up.Log, StringComparison.Ordinal);
        Assert.Contains("there is no device cuda:471", up.Log, StringComparison.Ordinal);
        await WaitForNothingLeftAsync();
        Assert.False(File.Exists(KeyFile), "the key is there still");
    }

    private ServiceProcess Up(Dictionary<string, string?> environment, int? port = null, string devices = "cpu,auto") => new(
        "up",
        "cli",
        new Dictionary<string, string?>(environment) { ["PYNER_SERVICES"] = _folder["services"] },
        "up",
        "--state", State,
        "--source-root", "/",
        "--output-root", _folder.Path,
        "--port", (port ?? _port).ToString(CultureInfo.InvariantCulture),
        "--http-port", FreePorts.Take().ToString(CultureInfo.InvariantCulture),
        "--devices", devices);

    private async Task StartAsync(ServiceProcess up)
    {
        up.Start();
        string address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}\n");
        for (long started = Stopwatch.GetTimestamp(); !up.Log.Contains(address, StringComparison.Ordinal); await Task.Delay(50, Cancellation))
            Assert.True(up.IsRunning && Stopwatch.GetElapsedTime(started) < s_patience, up.Log);
        // What a service warns of is passed on: that there is no device, for instance.
        bool warns = !DeviceLibraries.AreThere(DeviceKind.Cuda) && !DeviceLibraries.AreThere(DeviceKind.OpenCL);
        for (long started = Stopwatch.GetTimestamp();
            warns && !up.Log.Contains("worker-1: warning: auto: no device", StringComparison.Ordinal);
            await Task.Delay(50, Cancellation))
            Assert.True(Stopwatch.GetElapsedTime(started) < s_patience, up.Log);
    }

    private async Task<Job> RunJobAsync(string source, string output)
    {
        using var channel = GrpcChannel.ForAddress(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}"));
        var jobs = new Jobs.JobsClient(channel);
        RpcException refused = await Assert.ThrowsAsync<RpcException>(
            async () => await jobs.ListJobsAsync(new ListJobsRequest(), cancellationToken: Cancellation));
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        bool isPrivate = OperatingSystem.IsWindows() || File.GetUnixFileMode(KeyFile) == (UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.True(isPrivate, "others can read the key");
        var headers = new Metadata { { "authorization", "Bearer " + (await File.ReadAllTextAsync(KeyFile, Cancellation)).Trim() } };
        Job job = await jobs.StartJobAsync(new StartJobRequest { Source = source, Output = output }, headers, cancellationToken: Cancellation);
        using AsyncServerStreamingCall<JobUpdate> watch = jobs.WatchJob(new WatchJobRequest { JobId = job.Id }, headers, cancellationToken: Cancellation);
        await foreach (JobUpdate update in watch.ResponseStream.ReadAllAsync(Cancellation))
            job = update.Job ?? job;
        return job;
    }

    /// <summary>Processes that run in the state folder, or have it on their command line: their ids and command lines.</summary>
    private List<string> Left()
    {
        var left = new List<string>();
        foreach (string process in Directory.EnumerateDirectories("/proc")
            .Where(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            try
            {
                string line = File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ');
                bool isHere = File.ResolveLinkTarget(Path.Combine(process, "cwd"), false)?.FullName.StartsWith(State, StringComparison.Ordinal) == true;
                if ((isHere || line.Contains(State, StringComparison.Ordinal)) && !line.Contains("pyner.dll up", StringComparison.Ordinal))
                    left.Add($"{Path.GetFileName(process)} {line}");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It ended while it was looked at.
            }
        }
        return left;
    }

    private async Task WaitForNothingLeftAsync()
    {
        for (long started = Stopwatch.GetTimestamp(); Left() is { Count: > 0 } left; await Task.Delay(50, Cancellation))
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(20), string.Join('\n', left));
    }
}
