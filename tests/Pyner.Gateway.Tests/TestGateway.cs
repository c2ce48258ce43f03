using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Pyner.Contracts.V1;
using Pyner.Gateway.Access;
using Pyner.Gateway.Hints;
using Pyner.Gateway.Jobs;
using Pyner.Gateway.Tests.Fakes;
using Pyner.Pipeline.Distribution;
using Xunit;

namespace Pyner.Gateway.Tests;

/// <summary>A gateway in this process over a ledger in memory, and clients that talk to it over loopback.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly GrpcChannel _channel;

    private TestGateway(WebApplication application, MemoryJobLedger ledger, RecordingHints hints)
    {
        _application = application;
        Ledger = ledger;
        Hints = hints;
        GatewayEndpoints endpoints = application.Services.GetRequiredService<GatewayEndpoints>();
        Address = endpoints.Grpc;
        _channel = GrpcChannel.ForAddress(Address);
        Json = new HttpClient { BaseAddress = endpoints.Json };
    }

    public MemoryJobLedger Ledger { get; }

    public RecordingHints Hints { get; }

    /// <summary>What looks into the ledger for watchers.</summary>
    public JobMonitor Monitor => _application.Services.GetRequiredService<JobMonitor>();

    /// <summary>The certificate that it was given.</summary>
    public ServerCertificate Certificate => _application.Services.GetRequiredService<ServerCertificate>();

    /// <summary>The address for gRPC.</summary>
    public Uri Address { get; }

    public GrpcChannel Channel => _channel;

    public Contracts.V1.Jobs.JobsClient Jobs => new(_channel);

    public Contracts.V1.Catalogs.CatalogsClient Catalogs => new(_channel);

    /// <summary>Talks to the port for JSON.</summary>
    public HttpClient Json { get; }

    /// <summary>Starts one.</summary>
    /// <param name="folder">Has the roots <c>data</c> for sources and <c>kb</c> for outputs.</param>
    /// <param name="change">Other options.</param>
    /// <param name="ledger">The ledger that it finds; a new one by default.</param>
    public static async Task<TestGateway> StartAsync(
        TemporaryFolder folder, Func<GatewayOptions, GatewayOptions>? change = null, MemoryJobLedger? ledger = null)
    {
        ledger ??= new MemoryJobLedger();
        var hints = new RecordingHints();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IJobLedger>(ledger);
        builder.Services.AddSingleton<IJobHints>(hints);
        var options = new GatewayOptions
        {
            SourceRoots = [Directory.CreateDirectory(folder["data"]).FullName],
            OutputRoots = [Directory.CreateDirectory(folder["kb"]).FullName],
            GrpcPort = 0,
            HttpPort = 0,
            AllowAnonymous = true,
            AllowPlaintext = true,
            PollInterval = TimeSpan.FromMilliseconds(50),
        };
        builder.AddGateway(change?.Invoke(options) ?? options);
        builder.Services.AddHealthChecks().AddCheck(
            "ledger", () => ledger.IsAway ? HealthCheckResult.Unhealthy("it does not answer") : HealthCheckResult.Healthy());
        WebApplication application = builder.Build();
        application.MapGateway();
        await application.StartAsync(TestContext.Current.CancellationToken);
        return new TestGateway(application, ledger, hints);
    }

    /// <summary>Adds a running job to the ledger.</summary>
    /// <param name="change">What differs.</param>
    public JobStatus AddJob(Func<JobStatus, JobStatus>? change = null)
    {
        JobStatus status = Examples.Running();
        status = change?.Invoke(status) ?? status;
        Ledger.Put(status);
        return status;
    }

    /// <summary>Stops the gateway as SIGTERM would.</summary>
    public Task StopAsync() => _application.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Json.Dispose();
        _channel.Dispose();
        await _application.DisposeAsync();
    }
}
