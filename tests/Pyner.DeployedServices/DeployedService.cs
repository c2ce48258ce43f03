using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Pyner.Aggregator;
using Pyner.Gateway;
using Pyner.Gateway.Access;
using Pyner.Scanner;
using Pyner.Worker;
using Pyner.Worker.Consumers;

namespace Pyner.DeployedServices;

/// <summary>
/// One of the services, and what it would make of an environment: the options are read by its own code, so that what is said of them elsewhere (in the
/// topology, in manifests) can be held against it.
/// </summary>
public sealed class DeployedService
{
    // Whose names are not the services' to know: the runtime's, OpenTelemetry's, CUDA's and its containers'.
    private static readonly string[] s_platforms = ["DOTNET_", "ASPNETCORE_", "OTEL_", "CUDA_", "NVIDIA_"];

    private readonly Func<IConfiguration, IEnumerable<(string Purpose, int Port)>> _readOptions;

    private DeployedService(string name, string project, Func<IConfiguration, IEnumerable<(string Purpose, int Port)>> readOptions)
    {
        Name = name;
        Project = project;
        _readOptions = readOptions;
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DeployedService> All { get; } =
    [
        new("scanner", "Pyner.Scanner", configuration => Portless(ServiceOptions.Read<ScannerOptions>(configuration, ScannerOptions.Section))),
        new("worker", "Pyner.Worker", configuration => Portless(ServiceOptions.Read<WorkerOptions>(configuration, WorkerOptions.Section))),
        new("aggregator", "Pyner.Aggregator", configuration => Portless(ServiceOptions.Read<AggregatorOptions>(configuration, AggregatorOptions.Section))),
        new("gateway", "Pyner.Gateway", configuration =>
        {
            GatewayOptions options = GatewayOptions.From(configuration);
            AccessExtensions.RequireSettled(options, configuration["ENVIRONMENT"] == Environments.Development);
            return [("grpc", options.GrpcPort), ("http", options.HttpPort)];
        }),
    ];

    /// <summary>The queue that workers take their work from.</summary>
    public static string WorkerQueue { get; } =
        ((IConsumerDefinition)new ParseSubmissionBatchConsumerDefinition(new WorkerOptions())).GetEndpointName(KebabCaseEndpointNameFormatter.Instance);

    /// <summary>Its name, as in <c>pyner-NAME</c>.</summary>
    public string Name { get; }

    /// <summary>Its project's name.</summary>
    public string Project { get; }

    /// <summary>The service of a project.</summary>
    public static DeployedService Of(string project) => All.Single(service => service.Project == project);

    /// <summary>What it would make of an environment.</summary>
    /// <param name="environment">The variables that it would be started with, beside those of the system.</param>
    public ServiceSettings Read(IReadOnlyCollection<KeyValuePair<string, string>> environment)
    {
        var keys = new ReadKeys(environment);
        var ports = new Dictionary<string, int>();
        string? refusal = null;
        TimeSpan endTime = default;
        try
        {
            WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.Configuration.Sources.Clear();
            ((IConfigurationBuilder)builder.Configuration).Add(keys);
            ServiceConnections.From(builder.Configuration);
            builder.AddServiceDefaults();
            using (ServiceProvider services = builder.Services.BuildServiceProvider())
                endTime = services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;
            ports["health"] = HealthOptions.From(builder.Configuration).Port;
            foreach ((string purpose, int port) in _readOptions(builder.Configuration))
                ports[purpose] = port;
        }
        catch (ServiceConfigurationException e)
        {
            refusal = e.Message;
        }
        string[] ignored = [.. environment.Select(variable => variable.Key)
            .Where(name => !keys.Has(name) && !s_platforms.Any(platform => name.StartsWith(platform, StringComparison.Ordinal)))];
        return new ServiceSettings(refusal, ignored, ports, endTime);
    }

    private static IEnumerable<(string Purpose, int Port)> Portless(object _) => [];
}
