namespace Pyner.Contracts.Messages;

/// <summary>Event: every batch of a job is planned.</summary>
public sealed record SourceScanned
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>Batches planned.</summary>
    public required long Batches { get; init; }

    /// <summary>Submissions in them, or groups of their files where an archive holds submissions apart.</summary>
    public required long Submissions { get; init; }
}
