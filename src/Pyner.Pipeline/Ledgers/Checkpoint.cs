namespace Pyner.Pipeline.Ledgers;

/// <summary>
/// A consistent state from which a job goes on: every batch before <see cref="EndBatch"/> is merged, no other one is. The ledger keeps
/// with it what the batches from <see cref="FirstBatch"/> on contributed (a delta), so its cost does not grow with the knowledge base.
/// </summary>
public sealed record Checkpoint
{
    /// <summary>Position among the job's checkpoints, from 0.</summary>
    public required int Sequence { get; init; }

    /// <summary>Ordinal of the first batch in the delta: the one before it ended with it.</summary>
    public required long FirstBatch { get; init; }

    /// <summary>Ordinal of the first batch that is not merged.</summary>
    public required long EndBatch { get; init; }

    /// <summary>Submissions merged so far, since the job's start.</summary>
    public required long Submissions { get; init; }

    /// <summary>The <see cref="BatchChain"/> over all merged batches.</summary>
    public required BatchChain Chain { get; init; }

    /// <summary>
    /// Fingerprint of the source that the delta's batches were read from. It differs from the job's first one where an archive was
    /// repaired and proven to begin with the same batches.
    /// </summary>
    public required string Fingerprint { get; init; }

    /// <summary>Whether the source has no batch from <see cref="EndBatch"/> on: all is merged, the outputs can be written.</summary>
    public required bool EndsSource { get; init; }

    /// <summary>When it was recorded (UTC).</summary>
    public required DateTimeOffset RecordedAt { get; init; }
}
