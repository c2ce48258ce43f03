using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Traces, metrics and logs by OpenTelemetry. All of them go to where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says; without it nothing is traced. Metrics can be
/// fetched in Prometheus's format at any time.
/// </summary>
internal static class TelemetryExtensions
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ServiceName = "OTEL_SERVICE_NAME";

    /// <summary>The services' own sources and meters.</summary>
    private const string Own = "Pyner.*";

    /// <summary>The bus's.</summary>
    private const string Bus = "MassTransit";

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        bool exports = !string.IsNullOrWhiteSpace(builder.Configuration[Endpoint]);
        OpenTelemetryBuilder telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => Describe(resource, builder))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                // Processor time and memory of the process too.
                .AddRuntimeInstrumentation()
                .AddMeter(Own, Bus)
                .AddPrometheusExporter());
        if (!exports)
            return;
        telemetry
            .WithTracing(tracing => tracing
                .AddSource(Own, Bus)
                // Probes come every few seconds and say nothing.
                .AddAspNetCoreInstrumentation(options => options.Filter = context => context.Features.Get<InternalConnection>() is null)
                .AddHttpClientInstrumentation())
            .UseOtlpExporter();
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });
    }

    private static void Describe(ResourceBuilder resource, IHostApplicationBuilder builder)
    {
        // What the environment says of the service stands before this.
        if (string.IsNullOrWhiteSpace(builder.Configuration[ServiceName]))
            resource.AddService(builder.Environment.ApplicationName, serviceVersion: Version);
    }

    private static string? Version { get; } =
        typeof(TelemetryExtensions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
}
