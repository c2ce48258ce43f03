namespace Pyner.TelemetryCollector;

/// <summary>A span that was received.</summary>
/// <param name="Service">The service that sent it.</param>
/// <param name="Source">The source that made it, such as <c>Pyner.Pipeline</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="TraceId">Its trace, in hexadecimal digits.</param>
/// <param name="Id">Its id.</param>
/// <param name="ParentId">The id of the span that it is part of; empty at a trace's root.</param>
/// <param name="LinkedTraces">Traces that it has a link to.</param>
/// <param name="Attributes">What it says of itself.</param>
public sealed record ReceivedSpan(
    string Service, string Source, string Name, string TraceId, string Id, string ParentId, IReadOnlyList<string> LinkedTraces,
    IReadOnlyDictionary<string, string> Attributes);
