using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pyner.TelemetryCollector.Protocol;

namespace Pyner.TelemetryCollector;

/// <summary>Receives traces, metrics and logs over gRPC on loopback, as an OpenTelemetry collector does, and keeps them for a test.</summary>
public sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<byte[]> _received = [];
    private readonly ConcurrentQueue<ReceivedSpan> _spans = [];
    private readonly ConcurrentQueue<ReceivedLog> _logs = [];
    private readonly ConcurrentDictionary<string, ReceivedPoint> _points = [];

    private Collector(WebApplication server) => _server = server;

    /// <summary>Where to send to: the value of <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
    public string Endpoint => _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>All spans so far.</summary>
    public IReadOnlyList<ReceivedSpan> Spans => [.. _spans];

    /// <summary>All lines of logs so far.</summary>
    public IReadOnlyList<ReceivedLog> Logs => [.. _logs];

    /// <summary>The newest figure of each series so far.</summary>
    public IReadOnlyCollection<ReceivedPoint> Points => [.. _points.Values];

    /// <summary>Every message as it came.</summary>
    public IReadOnlyList<byte[]> Received => [.. _received];

    /// <summary>Starts one on a free port.</summary>
    public static async Task<Collector> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = null);
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        Collector? collector = null;
        builder.Services.AddSingleton(_ => collector!);
        WebApplication server = builder.Build();
        collector = new Collector(server);
        server.MapGrpcService<TraceReceiver>();
        server.MapGrpcService<MetricsReceiver>();
        server.MapGrpcService<LogsReceiver>();
        await server.StartAsync();
        return collector;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    internal void Take(Spans spans)
    {
        _received.Enqueue(spans.ToByteArray());
        foreach (ResourceSpans resource in spans.ResourceSpans)
        {
            foreach (ScopeSpans scope in resource.ScopeSpans)
            {
                foreach (Span span in scope.Spans)
                {
                    _spans.Enqueue(new ReceivedSpan(
                        Service(resource.Resource), scope.Scope.Name, span.Name, Digits(span.TraceId), Digits(span.SpanId), Digits(span.ParentSpanId),
                        [.. span.Links.Select(link => Digits(link.TraceId))], Texts(span.Attributes)));
                }
            }
        }
    }

    internal void Take(Metrics metrics)
    {
        _received.Enqueue(metrics.ToByteArray());
        foreach (ResourceMetrics resource in metrics.ResourceMetrics)
        {
            foreach (Metric metric in resource.ScopeMetrics.SelectMany(scope => scope.Metrics))
            {
                foreach ((Dictionary<string, string> attributes, double value, long count) in PointsOf(metric))
                {
                    var point = new ReceivedPoint(Service(resource.Resource), metric.Name, metric.Unit, attributes, value, count);
                    // Two processes of one service have series of their own.
                    string series = string.Join(
                        ' ', Texts(resource.Resource.Attributes).Concat(attributes).Select(attribute => $"{attribute.Key}={attribute.Value}"));
                    _points[$"{metric.Name} {series}"] = point;
                }
            }
        }
    }

    internal void Take(Logs logs)
    {
        _received.Enqueue(logs.ToByteArray());
        foreach (ResourceLogs resource in logs.ResourceLogs)
        {
            foreach (ScopeLogs scope in resource.ScopeLogs)
            {
                foreach (LogRecord record in scope.LogRecords)
                {
                    _logs.Enqueue(new ReceivedLog(
                        Service(resource.Resource), scope.Scope?.Name ?? "", record.SeverityText, Text(record.Body),
                        Digits(record.TraceId), Texts(record.Attributes)));
                }
            }
        }
    }

    private static string Service(Resource resource) => Texts(resource.Attributes).GetValueOrDefault("service.name", "");

    private static IEnumerable<(Dictionary<string, string> Attributes, double Value, long Count)> PointsOf(Metric metric) => metric.DataCase switch
    {
        Metric.DataOneofCase.Gauge => metric.Gauge.DataPoints.Select(Point),
        Metric.DataOneofCase.Sum => metric.Sum.DataPoints.Select(Point),
        Metric.DataOneofCase.Histogram => metric.Histogram.DataPoints.Select(point => (Texts(point.Attributes), point.Sum, (long)point.Count)),
        _ => [],
    };

    private static (Dictionary<string, string> Attributes, double Value, long Count) Point(Number point) =>
        (Texts(point.Attributes), point.ValueCase == Number.ValueOneofCase.AsInt ? point.AsInt : point.AsDouble, 0);

    private static Dictionary<string, string> Texts(IEnumerable<KeyValue> attributes)
    {
        var texts = new Dictionary<string, string>();
        foreach (KeyValue attribute in attributes)
            texts[attribute.Key] = Text(attribute.Value);
        return texts;
    }

    private static string Text(Value? value) => value?.ValueCase switch
    {
        Value.ValueOneofCase.StringValue => value.StringValue,
        Value.ValueOneofCase.BoolValue => value.BoolValue.ToString(),
        Value.ValueOneofCase.IntValue => value.IntValue.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Value.ValueOneofCase.DoubleValue => value.DoubleValue.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => "",
    };

    private static string Digits(ByteString bytes) => Convert.ToHexStringLower(bytes.Span);
}
