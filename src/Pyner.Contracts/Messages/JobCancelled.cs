namespace Pyner.Contracts.Messages;

/// <summary>Event: a job ended on request, and nothing was published.</summary>
public sealed record JobCancelled
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }
}
