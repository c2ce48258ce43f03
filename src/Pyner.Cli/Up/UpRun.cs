using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Pyner.Cli.Access;
using Pyner.Cli.Terminal;

namespace Pyner.Cli.Up;

/// <summary>
/// The whole system on this machine, for as long as this process runs. Nothing that ends by itself is started again: everything is stopped then, and said.
/// What the ledger has of unfinished jobs stays in the state folder, and the next run goes on with it.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UpRun(UpOptions options) : IDisposable
{
    private static readonly TimeSpan s_serverTime = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan s_serviceTime = TimeSpan.FromSeconds(60);
    // Longer than a service takes at most, which is 20 seconds.
    private static readonly TimeSpan s_endTime = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(200);

    private readonly List<Child> _servers = [];
    private readonly List<Child> _services = [];
    private readonly List<LogTail> _tails = [];

    /// <summary>Starts everything, and waits until it is to end.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UserException">Something is missing, or did not start.</exception>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        LoopbackPorts.RequireFree(options.GrpcPort, "--port");
        LoopbackPorts.RequireFree(options.HttpPort, "--http-port");
        using StateFolder state = StateFolder.Open(options.StateFolder);
        GatewayKeyFiles.Remove(state);
        try
        {
            (string messaging, string ledger) = await StartServersAsync(state, stop);
            await StartServicesAsync(new ServiceStarts(options, state, messaging, ledger), stop);
            string host = options.HasCertificate ? "https://127.0.0.1" : "http://127.0.0.1";
            Console.Out.WriteLine(Invariant($"{host}:{options.GrpcPort}"));
            Say(Invariant(
                $"gateway at {host}:{options.GrpcPort} (gRPC) and {host}:{options.HttpPort} (JSON, and a page for browsers), {options.Devices.Count} workers"));
            if (options.Access == UpAccess.Key)
                SayKey(Path.Combine(state.Path, GatewayKey.FileName));
            Say($"jobs may read below {string.Join(", ", options.SourceRoots)} and write below {string.Join(", ", options.OutputRoots)}");
            Say($"logs and data in {state.Path}; Ctrl-C ends everything");
            return await FollowAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Done;
        }
        finally
        {
            End();
            GatewayKeyFiles.Remove(state);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (LogTail tail in _tails)
            tail.Dispose();
        foreach (Child child in _services.Concat(_servers))
            child.Dispose();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Say(string text) => Stderr.WriteLine($"pyner up: {text}");

    private static void SayKey(string file) => Say(file == Path.Combine(StatePath.Default, GatewayKey.FileName)
        ? $"'pyner job' finds the key that opens it; for other clients it is in {file}"
        : $"the key that opens it is in {file}: pyner job ... --api-key-file {file}");

    private async Task<(string Messaging, string Ledger)> StartServersAsync(StateFolder state, CancellationToken stop)
    {
        string? messaging = options.Messaging;
        string? ledger = options.Ledger;
        Func<CancellationToken, Task<bool>>? isLedgerReady = null;
        Func<CancellationToken, Task<bool>>? isMessagingReady = null;
        if (ledger is null)
        {
            var redis = new RedisStart();
            _servers.Add(redis.Start(state));
            ledger = redis.ConnectionString;
            isLedgerReady = redis.IsReadyAsync;
        }
        if (messaging is null)
        {
            var rabbit = new RabbitMqStart();
            _servers.Add(rabbit.StartPortMapper(state));
            _servers.Add(rabbit.Start(state));
            messaging = rabbit.ConnectionString;
            isMessagingReady = rabbit.IsReadyAsync;
        }
        if (isLedgerReady is not null)
            await WaitAsync("redis", isLedgerReady, s_serverTime, stop);
        if (isMessagingReady is not null)
            await WaitAsync("rabbitmq", isMessagingReady, s_serverTime, stop);
        return (messaging, ledger);
    }

    private async Task StartServicesAsync(ServiceStarts starts, CancellationToken stop)
    {
        List<(Child Child, int HealthPort)> started = [];
        foreach ((Child Child, int HealthPort) service in starts.StartOthers().Prepend(starts.StartGateway()))
        {
            started.Add(service);
            _services.Add(service.Child);
            _tails.Add(new LogTail(service.Child.Name, service.Child.Log));
        }
        // They are on this machine, whatever proxy leads to others.
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };
        foreach ((Child child, int port) in started)
            await WaitAsync(child.Name, cancellation => IsHealthyAsync(client, port, cancellation), s_serviceTime, stop);
    }

    private static async Task<bool> IsHealthyAsync(HttpClient client, int port, CancellationToken cancellation)
    {
        try
        {
            using HttpResponseMessage answer = await client.GetAsync(new Uri(Invariant($"http://127.0.0.1:{port}/health")), cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    private async Task WaitAsync(string name, Func<CancellationToken, Task<bool>> isReady, TimeSpan atMost, CancellationToken stop)
    {
        long started = Stopwatch.GetTimestamp();
        while (!await isReady(stop))
        {
            if (Ended() is Child child)
                throw new UserException($"{child.Name} ended while it started (exit code {child.ExitCode}); its log is {child.Log}. {child.LogTail()}");
            if (Stopwatch.GetElapsedTime(started) > atMost)
                throw new UserException($"{name} is not ready after {atMost.TotalSeconds} seconds. Its log is in {Path.Combine(options.StateFolder, "logs")}.");
            await Task.Delay(s_look / 2, stop);
        }
    }

    private async Task<int> FollowAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            foreach (LogTail tail in _tails)
                tail.Show();
            if (Ended() is Child child)
            {
                Say($"{child.Name} ended by itself (exit code {child.ExitCode}), so everything is stopped; its log is {child.Log}");
                return ExitCode.Error;
            }
            await Task.Delay(s_look, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return ExitCode.Done;
    }

    private Child? Ended() => _servers.Concat(_services).FirstOrDefault(child => child.HasEnded);

    /// <summary>Ends the services, and then the servers that they use, the last one started first.</summary>
    private void End()
    {
        End(_services);
        foreach (LogTail tail in _tails)
            tail.Show();
        foreach (Child server in Enumerable.Reverse(_servers))
            End([server]);
    }

    private static void End(IReadOnlyList<Child> children)
    {
        foreach (Child child in children)
            child.Terminate();
        foreach (Child child in children)
        {
            if (!child.WaitForEnd(s_endTime))
                Say($"{child.Name} did not end in time, and was killed");
        }
    }
}
