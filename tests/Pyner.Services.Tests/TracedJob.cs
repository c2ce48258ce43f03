using System.Diagnostics;
using System.Globalization;
using System.Net;
using Pyner.Contracts.V1;
using Pyner.TelemetryCollector;
using Pyner.TestServers;
using Xunit;

namespace Pyner.Services.Tests;

/// <summary>A job that the services did while they sent everything that they have to tell of themselves to a collector.</summary>
public sealed class TracedJob(PynerSystem system) : IAsyncLifetime
{
    private readonly Dictionary<string, string> _logs = [];
    private readonly Dictionary<string, string> _metrics = [];

    /// <summary>What was sent.</summary>
    internal Collector Sent { get; private set; } = null!;

    /// <summary>The job, at its end.</summary>
    internal Job Job { get; private set; } = null!;

    /// <summary>What each process wrote to its own log.</summary>
    internal IReadOnlyDictionary<string, string> Logs => _logs;

    /// <summary>What each process gave to one who asked for metrics on its internal port, at the job's end.</summary>
    internal IReadOnlyDictionary<string, string> Metrics => _metrics;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (PynerSystem.WhyNot is not null)
            return;
        Sent = await Collector.StartAsync();
        await Task.WhenAll(system.Services.Select(service => service.StopAsync()));
        var services = new List<(ServiceProcess Process, int Port)>();
        try
        {
            foreach (ServiceProcess service in system.Services)
            {
                int port = FreePorts.Take();
                services.Add((service.With(service.Name + "-traced", Settings(port)), port));
            }
            foreach ((ServiceProcess process, _) in services)
                process.Start();
            // An event reaches those who listen by then: all must be on the bus before there is any.
            foreach ((ServiceProcess process, int port) in services)
            {
                using var probes = new Probes(process, port);
                await probes.WaitAsync("/health", HttpStatusCode.OK);
            }
            Job = await system.StartJobAsync(system.Corpora.Generated("tree"), request => (request.BatchSize, request.CheckpointEvery) = (250, 1_000));
            Job = await system.RequireSameBytesAsync(Job);
            await WaitForGatewayAsync();
            using var client = new HttpClient();
            foreach ((ServiceProcess process, int port) in services)
            {
                _metrics[process.Name] = await client.GetStringAsync(
                    new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/metrics")), TestContext.Current.CancellationToken);
            }
            // What they have not sent yet they send before they end.
            await Task.WhenAll(services.Select(service => service.Process.StopAsync()));
            foreach ((ServiceProcess process, _) in services)
                _logs[process.Name] = process.Log;
        }
        finally
        {
            foreach ((ServiceProcess process, _) in services)
                await process.DisposeAsync();
            await system.StartAllAsync();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Sent?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>
    /// Waits until the gateway, which is told of each batch and need not hurry, has sent that it was, as far as it does within a minute: what it was not
    /// told before it ends, it is not told any more.
    /// </summary>
    private async Task WaitForGatewayAsync()
    {
        for (long started = Stopwatch.GetTimestamp();
            Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(1);
            await Task.Delay(100, TestContext.Current.CancellationToken))
        {
            ReceivedSpan[] spans = [.. Sent.Spans];
            HashSet<string> heard = [.. spans.Where(span => span.Service == "pyner-gateway").Select(span => span.TraceId)];
            ReceivedSpan[] plans = [.. spans.Where(span => span.Name == "plan batch" && span.Attributes["pyner.job.id"] == Job.Id)];
            if (plans.Length == Job.Progress.Planned.Batches && plans.All(plan => heard.Contains(plan.TraceId)))
                return;
        }
    }

    private Dictionary<string, string?> Settings(int port) => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Sent.Endpoint,
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "500",
        ["Health__Port"] = port.ToString(CultureInfo.InvariantCulture),
        ["Logging__LogLevel__Pyner"] = "Debug",
        // Nothing is to be lost or late here, however slow the machine is.
        ["Scanner__OverdueSeconds"] = "600",
        ["Scanner__LeaseSeconds"] = "600",
        ["Worker__LeaseSeconds"] = "600",
        ["Aggregator__LeaseSeconds"] = "600",
    };
}
