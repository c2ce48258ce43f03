namespace Pyner.DeployedServices;

/// <summary>What a service makes of the environment that it is started in.</summary>
/// <param name="Refusal">Why it would not start; null where it would.</param>
/// <param name="Ignored">Variables that it does not know.</param>
/// <param name="Ports">The ports that it listens on, by what they are for: <c>health</c>, and the gateway's <c>grpc</c> and <c>http</c>.</param>
/// <param name="EndTime">After how long a service that is asked to end has ended, whatever it waits for: what its host is given.</param>
public sealed record ServiceSettings(string? Refusal, IReadOnlyList<string> Ignored, IReadOnlyDictionary<string, int> Ports, TimeSpan EndTime);
