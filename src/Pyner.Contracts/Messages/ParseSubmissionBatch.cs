namespace Pyner.Contracts.Messages;

/// <summary>
/// Command to the workers: a batch waits in the ledger. Where its files are comes with the lease, so that no message can point a worker at
/// a file.
/// </summary>
public sealed record ParseSubmissionBatch
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>The batch's position among the job's batches, from 0.</summary>
    public required long Ordinal { get; init; }

    /// <summary>The batch's id: 32 hexadecimal digits.</summary>
    public required string BatchId { get; init; }
}
