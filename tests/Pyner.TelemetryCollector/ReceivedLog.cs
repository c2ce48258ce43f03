namespace Pyner.TelemetryCollector;

/// <summary>A line of a log that was received.</summary>
/// <param name="Service">The service that sent it.</param>
/// <param name="Category">What wrote it.</param>
/// <param name="Level">Its level.</param>
/// <param name="Message">The text.</param>
/// <param name="TraceId">The trace that it belongs to, in hexadecimal digits; empty for none.</param>
/// <param name="Attributes">What is in it, by name.</param>
public sealed record ReceivedLog(
    string Service, string Category, string Level, string Message, string TraceId, IReadOnlyDictionary<string, string> Attributes);
