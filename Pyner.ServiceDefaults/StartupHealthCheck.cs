using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.Hosting;

/// <summary>Whether all that the service does has begun, and was not asked to end.</summary>
internal sealed class StartupHealthCheck(IHostApplicationLifetime lifetime) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        !lifetime.ApplicationStarted.IsCancellationRequested ? HealthCheckResult.Unhealthy("It is starting.")
        : lifetime.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy("It is stopping.")
        : HealthCheckResult.Healthy());
}
