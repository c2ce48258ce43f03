namespace Pyner.TelemetryCollector;

/// <summary>A figure that was received: the newest of its series.</summary>
/// <param name="Service">The service that sent it.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Attributes">Which of the metric's series it is of.</param>
/// <param name="Value">Its value; the sum of a histogram.</param>
/// <param name="Count">How many a histogram has; 0 for another metric.</param>
public sealed record ReceivedPoint(string Service, string Metric, string Unit, IReadOnlyDictionary<string, string> Attributes, double Value, long Count);
