namespace Pyner.Contracts.Messages;

/// <summary>
/// Command to the scanner: a job is in the ledger. It says nothing about the job, since the ledger does; a scanner that never gets it finds
/// the job there by itself.
/// </summary>
public sealed record StartJob
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }
}
