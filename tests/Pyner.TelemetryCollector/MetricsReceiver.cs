using Grpc.Core;
using Pyner.TelemetryCollector.Protocol;

namespace Pyner.TelemetryCollector;

/// <summary>Takes figures.</summary>
internal sealed class MetricsReceiver(Collector collector) : MetricsService.MetricsServiceBase
{
    public override Task<Accepted> Export(Metrics request, ServerCallContext context)
    {
        collector.Take(request);
        return Task.FromResult(new Accepted());
    }
}
