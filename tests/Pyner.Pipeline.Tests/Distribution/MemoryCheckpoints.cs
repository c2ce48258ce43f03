using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Ledgers;

namespace Pyner.Pipeline.Tests.Distribution;

/// <summary>The checkpoints of a job in a <see cref="MemoryLedger"/>.</summary>
internal sealed class MemoryCheckpoints(MemoryLedger ledger, RoleLease lease) : ILedger
{
    public LedgerJob? Find() => ledger.Call(nameof(Find), () => ledger.Job(lease.JobId) is { Identity: not null } job
        ? new LedgerJob
        {
            Id = job.Id,
            Identity = job.Identity,
            StartedAt = DateTimeOffset.UnixEpoch,
            State = JobState.Running,
            StateAt = DateTimeOffset.UnixEpoch,
            LastCheckpoint = job.Checkpoints.LastOrDefault(),
        }
        : null);

    public IReadOnlyList<Checkpoint> ReadCheckpoints(string jobId) =>
        ledger.Call(nameof(ReadCheckpoints), () => (IReadOnlyList<Checkpoint>)[.. ledger.Job(jobId)!.Checkpoints]);

    public byte[]? ReadDelta(string jobId, int sequence) => ledger.Call(nameof(ReadDelta), () => ledger.Job(jobId)!.Deltas[sequence]);

    public bool Record(string jobId, Checkpoint checkpoint, byte[] delta) => ledger.Call(nameof(Record), () =>
    {
        MemoryJob job = ledger.Held(lease);
        if (job.Checkpoints.LastOrDefault() is Checkpoint last && last.Sequence == checkpoint.Sequence && last.Chain == checkpoint.Chain)
            return false;
        if (checkpoint.Sequence != job.Checkpoints.Count || checkpoint.FirstBatch != (job.Checkpoints.LastOrDefault()?.EndBatch ?? 0))
            throw new LedgerBehindException("the checkpoint does not follow on");
        for (long ordinal = checkpoint.FirstBatch; ordinal < checkpoint.EndBatch; ordinal++)
        {
            if (job.Batches.GetValueOrDefault(ordinal) is not { IsFinished: true })
                throw new LedgerBehindException($"batch {ordinal} is not finished");
        }
        for (long ordinal = checkpoint.FirstBatch; ordinal < checkpoint.EndBatch; ordinal++)
            job.Batches.Remove(ordinal);
        job.Checkpoints.Add(checkpoint);
        job.Deltas.Add(delta);
        return true;
    });

    public bool Fold(string jobId, int throughSequence, byte[] delta) => ledger.Call(nameof(Fold), () =>
    {
        MemoryJob job = ledger.Held(lease);
        if (job.Deltas[throughSequence] is null || job.Deltas[..throughSequence].All(folded => folded is null))
            return false;
        for (int sequence = 0; sequence < throughSequence; sequence++)
            job.Deltas[sequence] = null;
        job.Deltas[throughSequence] = delta;
        return true;
    });

    public LedgerJob Plan(string jobId, JobIdentity identity, DateTimeOffset now) => throw new NotSupportedException();

    public void Note(string jobId, JobState state, string? reason, DateTimeOffset now) => throw new NotSupportedException();

    public void Finish(string jobId, DateTimeOffset now) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
