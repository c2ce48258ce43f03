using Grpc.Core;
using Pyner.TelemetryCollector.Protocol;

namespace Pyner.TelemetryCollector;

/// <summary>Takes lines of logs.</summary>
internal sealed class LogsReceiver(Collector collector) : LogsService.LogsServiceBase
{
    public override Task<Accepted> Export(Logs request, ServerCallContext context)
    {
        collector.Take(request);
        return Task.FromResult(new Accepted());
    }
}
