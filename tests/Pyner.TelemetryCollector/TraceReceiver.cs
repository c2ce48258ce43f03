using Grpc.Core;
using Pyner.TelemetryCollector.Protocol;

namespace Pyner.TelemetryCollector;

/// <summary>Takes spans.</summary>
internal sealed class TraceReceiver(Collector collector) : TraceService.TraceServiceBase
{
    public override Task<Accepted> Export(Spans request, ServerCallContext context)
    {
        collector.Take(request);
        return Task.FromResult(new Accepted());
    }
}
