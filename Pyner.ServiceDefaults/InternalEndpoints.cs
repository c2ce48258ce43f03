using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// What is answered on the internal port. The probes mean different things: one who is not <c>/alive</c> is started anew, which helps against nothing that lies
/// outside of it, so no server counts there; one who has not <c>/started</c> is left in peace until then; one who is not <c>/ready</c> gets no
/// work from outside, until a server that it needs is back.
/// </summary>
internal static class InternalEndpoints
{
    /// <summary>Every check, for people and for <c>pyner up</c>.</summary>
    public const string Health = "/health";

    /// <summary>Whether the process answers.</summary>
    public const string Alive = "/alive";

    /// <summary>Whether all that the service does has begun.</summary>
    public const string Started = "/started";

    /// <summary>Whether it can do its work now.</summary>
    public const string Ready = "/ready";

    /// <summary>Its figures, in Prometheus's format.</summary>
    public const string Metrics = "/metrics";

    /// <summary>Marks checks for <see cref="Alive"/>.</summary>
    private const string LiveTag = "live";

    /// <summary>Marks checks for <see cref="Started"/>.</summary>
    private const string StartupTag = "startup";

    /// <summary>Marks checks for <see cref="Ready"/>: of the servers that the service can't work without.</summary>
    public const string ReadyTag = "ready";

    /// <summary>Adds the checks that every service has.</summary>
    public static void AddOwnChecks(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck("self", () => HealthCheckResult.Healthy(), [LiveTag])
        .AddCheck<StartupHealthCheck>("startup", tags: [StartupTag, ReadyTag]);

    /// <summary>Answers.</summary>
    public static void Answer(IApplicationBuilder internalPort)
    {
        internalPort.UseHealthChecks(Health, With(_ => true));
        internalPort.UseHealthChecks(Alive, With(check => check.Tags.Contains(LiveTag)));
        internalPort.UseHealthChecks(Started, With(check => check.Tags.Contains(StartupTag)));
        internalPort.UseHealthChecks(Ready, With(check => check.Tags.Contains(ReadyTag)));
        internalPort.UseOpenTelemetryPrometheusScrapingEndpoint(Metrics);
        internalPort.Run(context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return context.Response.WriteAsync($"There is {Health}, {Alive}, {Started}, {Ready} and {Metrics} here.\n");
        });
    }

    private static HealthCheckOptions With(Func<HealthCheckRegistration, bool> predicate) =>
        new() { Predicate = predicate, ResponseWriter = HealthReportWriter.WriteAsync };
}
