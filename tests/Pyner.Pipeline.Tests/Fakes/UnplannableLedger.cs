using Pyner.Pipeline.Ledgers;

namespace Pyner.Pipeline.Tests.Fakes;

/// <summary>A ledger in which no job can be planned.</summary>
internal sealed class UnplannableLedger(ILedger inner) : ILedger
{
    public LedgerJob? Find() => inner.Find();

    public LedgerJob Plan(string jobId, JobIdentity identity, DateTimeOffset now) => throw new JobException("the disk is full");

    public IReadOnlyList<Checkpoint> ReadCheckpoints(string jobId) => inner.ReadCheckpoints(jobId);

    public byte[]? ReadDelta(string jobId, int sequence) => inner.ReadDelta(jobId, sequence);

    public bool Record(string jobId, Checkpoint checkpoint, byte[] delta) => inner.Record(jobId, checkpoint, delta);

    public bool Fold(string jobId, int throughSequence, byte[] delta) => inner.Fold(jobId, throughSequence, delta);

    public void Note(string jobId, JobState state, string? reason, DateTimeOffset now) => inner.Note(jobId, state, reason, now);

    public void Finish(string jobId, DateTimeOffset now) => inner.Finish(jobId, now);

    public void Dispose() => inner.Dispose();
}
