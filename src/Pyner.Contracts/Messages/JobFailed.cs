namespace Pyner.Contracts.Messages;

/// <summary>Event: a job can't be done, and nothing was published. The ledger has the reason.</summary>
public sealed record JobFailed
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }
}
