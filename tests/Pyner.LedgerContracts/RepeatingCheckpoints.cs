using Pyner.Pipeline.Ledgers;
using Xunit;

namespace Pyner.LedgerContracts;

/// <summary>A ledger with every call made twice, as a caller does who does not know whether the first one arrived.</summary>
public sealed class RepeatingCheckpoints(ILedger inner) : ILedger
{
    /// <inheritdoc/>
    public LedgerJob? Find() => inner.Find();

    /// <inheritdoc/>
    public LedgerJob Plan(string jobId, JobIdentity identity, DateTimeOffset now)
    {
        LedgerJob planned = inner.Plan(jobId, identity, now);
        Assert.Equal(planned, inner.Plan(jobId, identity, now));
        return planned;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Checkpoint> ReadCheckpoints(string jobId) => inner.ReadCheckpoints(jobId);

    /// <inheritdoc/>
    public byte[]? ReadDelta(string jobId, int sequence) => inner.ReadDelta(jobId, sequence);

    /// <inheritdoc/>
    public bool Record(string jobId, Checkpoint checkpoint, byte[] delta)
    {
        bool isNew = inner.Record(jobId, checkpoint, delta);
        Assert.False(inner.Record(jobId, checkpoint with { RecordedAt = checkpoint.RecordedAt.AddSeconds(1) }, delta));
        return isNew;
    }

    /// <inheritdoc/>
    public bool Fold(string jobId, int throughSequence, byte[] delta)
    {
        bool isNew = inner.Fold(jobId, throughSequence, delta);
        Assert.False(inner.Fold(jobId, throughSequence, delta));
        return isNew;
    }

    /// <inheritdoc/>
    public void Note(string jobId, JobState state, string? reason, DateTimeOffset now)
    {
        inner.Note(jobId, state, reason, now);
        inner.Note(jobId, state, reason, now);
    }

    /// <inheritdoc/>
    public void Finish(string jobId, DateTimeOffset now)
    {
        inner.Finish(jobId, now);
        inner.Finish(jobId, now);
    }

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();
}
