namespace Pyner.Pipeline.Distribution.Execution;

/// <summary>How a worker works.</summary>
public sealed record ExecutionOptions
{
    /// <summary>The worker's id: unique among all that ever ran.</summary>
    public required string WorkerId { get; init; }

    /// <summary>The folder with the batches of streams, which scanner and workers see under the same path.</summary>
    public required string SpoolFolder { get; init; }

    /// <summary>How long a batch stays with a worker that says nothing.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a batch that no worker can read is tried again.</summary>
    public TimeSpan UnreadablePatience { get; init; } = TimeSpan.FromMinutes(2);
}
