using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace Pyner.Gateway.Tests.Processes;

/// <summary>The gateway as a process of its own, which tests kill and start again on the same ports.</summary>
internal sealed partial class GatewayProcess : IDisposable
{
    private readonly Dictionary<string, string> _environment;
    private readonly StringBuilder _log = new();
    private Process? _process;

    /// <summary>Makes one that is not started yet.</summary>
    /// <param name="environment">Its configuration.</param>
    public GatewayProcess(IReadOnlyDictionary<string, string> environment) => _environment = new(environment);

    /// <summary>The address for gRPC.</summary>
    public Uri Grpc { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>The address for JSON.</summary>
    public Uri Json { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>The address for probes.</summary>
    public Uri Health { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>What it wrote to stdout and stderr since it was started last.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <summary>Starts it, and waits until it listens.</summary>
    public async Task StartAsync()
    {
        Launch();
        var patience = Stopwatch.StartNew();
        while (!Listening().IsMatch(Log))
        {
            Assert.True(!_process!.HasExited && patience.Elapsed < TimeSpan.FromSeconds(60), $"the gateway did not start: {Log}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        Match match = Listening().Match(Log);
        Grpc = new Uri(match.Groups["grpc"].Value);
        Json = new Uri(match.Groups["json"].Value);
        Health = new Uri(Addresses().Matches(Log).Select(found => found.Groups["address"].Value)
            .First(address => new Uri(address) != Grpc && new Uri(address) != Json));
        // When it is started again, its clients expect it where it was.
        _environment["Gateway__GrpcPort"] = Grpc.Port.ToString(CultureInfo.InvariantCulture);
        _environment["Gateway__HttpPort"] = Json.Port.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Starts it where it can't start.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> FailsToStartAsync()
    {
        Launch();
        await _process!.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60));
        return _process.ExitCode;
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Ends it as an orchestrator does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        Signal.Send(_process!, Signal.Terminate);
        await _process!.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30));
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
            _process.Kill();
        _process?.Dispose();
    }

    private void Launch()
    {
        _process?.Dispose();
        lock (_log)
            _log.Clear();
        var start = new ProcessStartInfo(BuiltProgram.Host, [BuiltProgram.Find("Pyner.Gateway", "pyner-gateway.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in _environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Append(line.Data);
        _process.ErrorDataReceived += (_, line) => Append(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Append(string? line)
    {
        lock (_log)
            _log.Append(line).Append('\n');
    }

    [GeneratedRegex(@"gRPC at (?<grpc>http://\S+) \(HTTP/2\), JSON at (?<json>http://\S+) \(HTTP/1.1\)")]
    private static partial Regex Listening();

    [GeneratedRegex(@"Now listening on: (?<address>http://[0-9.:]+)")]
    private static partial Regex Addresses();
}
