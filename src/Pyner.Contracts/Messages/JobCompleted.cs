namespace Pyner.Contracts.Messages;

/// <summary>Event: a job is at its end, and its knowledge base is published.</summary>
public sealed record JobCompleted
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>Batches that were given up: what is in them is missing from the knowledge base.</summary>
    public required long FailedBatches { get; init; }

    /// <summary>Files that could not be read as XML.</summary>
    public required long RejectedFiles { get; init; }
}
