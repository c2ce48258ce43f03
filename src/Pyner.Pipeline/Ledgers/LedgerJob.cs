namespace Pyner.Pipeline.Ledgers;

/// <summary>A job as its ledger has it.</summary>
public sealed record LedgerJob
{
    /// <summary>The job's id: unique, and part of every batch id.</summary>
    public required string Id { get; init; }

    /// <summary>What decides its result.</summary>
    public required JobIdentity Identity { get; init; }

    /// <summary>When it was planned (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What the ledger last heard of it.</summary>
    public required JobState State { get; init; }

    /// <summary>When <see cref="State"/> became what it is (UTC).</summary>
    public required DateTimeOffset StateAt { get; init; }

    /// <summary>Why it stopped, for a failed job.</summary>
    public string? Reason { get; init; }

    /// <summary>The last checkpoint, or null where there is none yet.</summary>
    public Checkpoint? LastCheckpoint { get; init; }
}
