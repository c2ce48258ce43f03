using Pyner.Pipeline.Ledgers;

namespace Pyner.Pipeline.Tests.Fakes;

/// <summary>A ledger on a disk that fills up after some checkpoints.</summary>
internal sealed class FailingLedger(ILedger inner, int goodCheckpoints) : ILedger
{
    private bool _full;

    public LedgerJob? Find() => inner.Find();

    public LedgerJob Plan(string jobId, JobIdentity identity, DateTimeOffset now) => inner.Plan(jobId, identity, now);

    public IReadOnlyList<Checkpoint> ReadCheckpoints(string jobId) => _full ? throw new JobException("the disk is broken too") : inner.ReadCheckpoints(jobId);

    public byte[]? ReadDelta(string jobId, int sequence) => inner.ReadDelta(jobId, sequence);

    public bool Record(string jobId, Checkpoint checkpoint, byte[] delta)
    {
        _full |= checkpoint.Sequence >= goodCheckpoints;
        return _full ? throw new JobException("the disk is full") : inner.Record(jobId, checkpoint, delta);
    }

    public bool Fold(string jobId, int throughSequence, byte[] delta) => inner.Fold(jobId, throughSequence, delta);

    public void Note(string jobId, JobState state, string? reason, DateTimeOffset now)
    {
        if (_full)
            throw new JobException("the disk is still full");
        inner.Note(jobId, state, reason, now);
    }

    public void Finish(string jobId, DateTimeOffset now) => inner.Finish(jobId, now);

    public void Dispose() => inner.Dispose();
}
