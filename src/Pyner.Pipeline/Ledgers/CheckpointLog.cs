using Pyner.KnowledgeBase;
using Pyner.Pipeline.Batches;

namespace Pyner.Pipeline.Ledgers;

/// <summary>A job's checkpoints as whoever merges it reads and writes them: each one follows on from the last.</summary>
/// <param name="ledger">Where they are kept.</param>
/// <param name="jobId">The job.</param>
/// <param name="advice">What to do where one can't be read, or is too large; for the person who sees the message.</param>
internal sealed class CheckpointLog(ILedger ledger, string jobId, CheckpointAdvice advice)
{
    // Bytes of the first delta that the ledger has, which is the sum of all before it too, and of those after it.
    private long _sumBytes;
    private long _laterBytes;

    /// <summary>The last checkpoint, or null where there is none.</summary>
    public Checkpoint? Last { get; private set; }

    /// <summary>Ordinal of the first batch that no checkpoint has.</summary>
    public long EndBatch => Last?.EndBatch ?? 0;

    /// <summary>How many there are.</summary>
    public int Count => Last is null ? 0 : Last.Sequence + 1;

    /// <summary>The chain over all batches that they have.</summary>
    public BatchChain Chain => Last?.Chain ?? BatchChain.Start(jobId);

    /// <summary>Whether all is merged.</summary>
    public bool EndsSource => Last is { EndsSource: true };

    /// <summary>Reads all checkpoints, and adds what they have to a partial.</summary>
    /// <exception cref="JobException">One is damaged or of another version, or the store fails.</exception>
    public void Load(Partial whole)
    {
        foreach (Checkpoint checkpoint in ledger.ReadCheckpoints(jobId))
        {
            if (ledger.ReadDelta(jobId, checkpoint.Sequence) is byte[] delta)
            {
                whole.Merge(Deltas.Read(delta, checkpoint, advice));
                Measure(delta);
            }
            Last = checkpoint;
        }
        if (Last is not null && whole.Totals.Submissions != Last.Submissions)
        {
            throw new JobException(
                $"The checkpoints of job {jobId} add up to {whole.Totals.Submissions} submissions, and the last one had {Last.Submissions}: "
                + $"the ledger lost some. {advice.Unreadable}");
        }
    }

    /// <summary>Records what was merged since the last checkpoint, and adds it to the merger's whole.</summary>
    /// <exception cref="JobException">It is too large, does not follow on from the ledger's last one, or the store fails.</exception>
    public Checkpoint Record(PrefixMerger merger, string fingerprint, bool endsSource)
    {
        var checkpoint = new Checkpoint
        {
            Sequence = (Last?.Sequence ?? -1) + 1,
            FirstBatch = EndBatch,
            EndBatch = merger.EndBatch,
            Submissions = merger.Submissions,
            Chain = merger.Chain,
            Fingerprint = fingerprint,
            EndsSource = endsSource,
            RecordedAt = DateTimeOffset.UtcNow,
        };
        byte[] delta = Deltas.Write(merger.Delta, advice);
        ledger.Record(jobId, checkpoint, delta);
        Measure(delta);
        merger.CloseDelta();
        Last = checkpoint;
        return checkpoint;
    }

    /// <summary>
    /// Folds the deltas into one once they take more room than their sum did: so the ledger never holds much more than twice the sum, and folding costs
    /// no more in all than a few times the last one.
    /// </summary>
    /// <param name="whole">What all checkpoints have.</param>
    /// <exception cref="JobException">The sum is too large, or the store fails.</exception>
    public void FoldWhereLarge(Partial whole)
    {
        if (Last is null || _laterBytes <= _sumBytes)
            return;
        byte[] sum = Deltas.Write(whole, advice);
        ledger.Fold(jobId, Last.Sequence, sum);
        (_sumBytes, _laterBytes) = (sum.Length, 0);
    }

    private void Measure(byte[] delta)
    {
        if (_sumBytes == 0)
            _sumBytes = delta.Length;
        else
            _laterBytes += delta.Length;
    }
}
