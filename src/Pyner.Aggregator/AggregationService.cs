using Pyner.Pipeline.Distribution.Roles;

namespace Pyner.Aggregator;

/// <summary>Runs the aggregator as long as the service runs.</summary>
internal sealed class AggregationService(RoleLoop loop) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => loop.RunAsync(stoppingToken);
}
