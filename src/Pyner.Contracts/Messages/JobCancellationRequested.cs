namespace Pyner.Contracts.Messages;

/// <summary>Event: someone asked to cancel a job, and the ledger has it; its scanner and its aggregator end it.</summary>
public sealed record JobCancellationRequested
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }
}
