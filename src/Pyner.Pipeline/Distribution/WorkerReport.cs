namespace Pyner.Pipeline.Distribution;

/// <summary>What a worker says of itself with each heartbeat.</summary>
public sealed record WorkerReport
{
    /// <summary>The worker's id: unique among all that ever ran.</summary>
    public required string Id { get; init; }

    /// <summary>The device asked for: <c>cpu</c>, <c>auto</c>, <c>cuda:0</c> and so on.</summary>
    public required string DeviceAsked { get; init; }

    /// <summary>The device that does the work: <c>cpu</c>, <c>cuda:0</c> and so on.</summary>
    public required string Device { get; init; }

    /// <summary>What reads the XML on it.</summary>
    public required string Indexer { get; init; }

    /// <summary>The machine's or the pod's name.</summary>
    public required string Host { get; init; }

    /// <summary>When it started (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Batches that it parsed since.</summary>
    public required long Batches { get; init; }
}
