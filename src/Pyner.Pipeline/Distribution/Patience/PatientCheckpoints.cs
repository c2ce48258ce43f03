using Pyner.Pipeline.Ledgers;

namespace Pyner.Pipeline.Distribution.Patience;

/// <summary>The checkpoints in a ledger that may be away for a while: every call waits until it is back.</summary>
internal sealed class PatientCheckpoints(ILedger ledger, LedgerPatience patience) : ILedger
{
    public LedgerJob? Find() => patience.Persist(ledger.Find);

    public LedgerJob Plan(string jobId, JobIdentity identity, DateTimeOffset now) => patience.Persist(() => ledger.Plan(jobId, identity, now));

    public IReadOnlyList<Checkpoint> ReadCheckpoints(string jobId) => patience.Persist(() => ledger.ReadCheckpoints(jobId));

    public byte[]? ReadDelta(string jobId, int sequence) => patience.Persist(() => ledger.ReadDelta(jobId, sequence));

    public bool Record(string jobId, Checkpoint checkpoint, byte[] delta) => patience.Persist(() => ledger.Record(jobId, checkpoint, delta));

    public bool Fold(string jobId, int throughSequence, byte[] delta) => patience.Persist(() => ledger.Fold(jobId, throughSequence, delta));

    public void Note(string jobId, JobState state, string? reason, DateTimeOffset now) => Persist(() => ledger.Note(jobId, state, reason, now));

    public void Finish(string jobId, DateTimeOffset now) => Persist(() => ledger.Finish(jobId, now));

    public void Dispose() => ledger.Dispose();

    private void Persist(Action call) => patience.Persist(() =>
    {
        call();
        return true;
    });
}
