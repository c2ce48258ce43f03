namespace Pyner.Contracts.Messages;

/// <summary>Event: a scanner took a job up and knows its source.</summary>
public sealed record JobStarted
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }
}
