using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// What every service of Pyner has: telemetry, health on a port of its own, service discovery, resilient HTTP clients, structured logs.
/// </summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>A service that is asked to end has ended after this time, whatever it waits for: sooner than Kubernetes kills it (30 s).</summary>
    internal static readonly TimeSpan EndTime = TimeSpan.FromSeconds(20);

    // Several lines a request, and a stack trace a probe while a server is away, which its client logs anyway.
    private static readonly (string Category, LogLevel Least)[] s_quiet =
        [("Microsoft.AspNetCore", LogLevel.Warning), ("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Critical)];

    /// <summary>Adds it. <see cref="MapDefaultEndpoints"/> belongs to it.</summary>
    /// <exception cref="ServiceConfigurationException">An option is out of its range.</exception>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        HealthOptions health = HealthOptions.From(builder.Configuration);
        AddLogging(builder);
        builder.AddTelemetry();
        builder.Services.AddOwnChecks();
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Listen(health.Address, health.Port, Internal));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = EndTime);
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler();
            http.AddServiceDiscovery();
        });
        return builder;
    }

    /// <summary>
    /// Answers probes and those who fetch metrics (<see cref="InternalEndpoints"/>) on the port of <see cref="HealthOptions"/>, where nothing else is
    /// served. Call it before anything else is mapped.
    /// </summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapWhen(context => context.Features.Get<InternalConnection>() is not null, InternalEndpoints.Answer);
        return app;
    }

    // The connection is marked, so that what it may ask for does not depend on a header that the client writes.
    private static void Internal(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => connection =>
        {
            connection.Features.Set(new InternalConnection());
            return next(connection);
        });
    }

    private static void AddLogging(IHostApplicationBuilder builder)
    {
        // JSON where a program reads along, lines where a person does; Logging:Console:FormatterName decides otherwise.
        if (builder.Configuration["Logging:Console:FormatterName"] is null)
        {
            if (Console.IsOutputRedirected)
            {
                builder.Logging.AddJsonConsole(console =>
                {
                    (console.UseUtcTimestamp, console.TimestampFormat) = (true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
                    // The trace is one.
                    console.IncludeScopes = true;
                });
            }
            else
            {
                builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss "));
            }
        }
        foreach ((string category, LogLevel least) in s_quiet)
        {
            if (builder.Configuration[$"Logging:LogLevel:{category}"] is null)
                builder.Logging.AddFilter(category, least);
        }
    }
}
