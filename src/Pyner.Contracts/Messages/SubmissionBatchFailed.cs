namespace Pyner.Contracts.Messages;

/// <summary>Event: a batch was given up. The job goes on without it; the ledger has the reason.</summary>
public sealed record SubmissionBatchFailed
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>The batch's position among the job's batches, from 0.</summary>
    public required long Ordinal { get; init; }

    /// <summary>The batch's id: 32 hexadecimal digits.</summary>
    public required string BatchId { get; init; }
}
