using Pyner.KnowledgeBase;

namespace Pyner.Pipeline.Batches;

/// <summary>
/// Merges batches that come in any order into two partials: the whole so far, and the delta since the last checkpoint. A batch waits
/// until all before it are merged, so that what is merged is always batches 0 to <see cref="EndBatch"/>, and none twice. Where many wait for one
/// that takes long, <see cref="Condense"/> merges them among themselves.
/// </summary>
internal sealed class PrefixMerger
{
    // Stands in the chain where a batch was given up: its place, and that nothing of it was merged.
    private static readonly byte[] s_givenUp = "given up"u8.ToArray();

    // Resolving looks at every open join; doing it only when their number doubled keeps the sum of all looks proportional to the joins.
    private const int FirstResolve = 50_000;

    private readonly Dictionary<long, CompletedBatch> _waiting = [];
    private readonly List<WaitingStretch> _stretches = [];
    private readonly Queue<CompletedBatch> _merged = []; // of a stretch, and not handed out yet
    private readonly long _parseFrom;
    private int _resolveAt = FirstResolve;

    /// <summary>Starts where a checkpoint left off.</summary>
    /// <param name="whole">What the checkpoints have; owned by the merger from now on.</param>
    /// <param name="firstBatch">Ordinal of the first batch that will come.</param>
    /// <param name="parseFrom">Ordinal of the first batch that is not in <paramref name="whole"/>.</param>
    /// <param name="chain">The chain over the batches before <paramref name="firstBatch"/>.</param>
    public PrefixMerger(Partial whole, long firstBatch, long parseFrom, BatchChain chain)
    {
        Whole = whole;
        EndBatch = firstBatch;
        _parseFrom = parseFrom;
        Chain = chain;
    }

    /// <summary>What the checkpoints have, and what <see cref="CloseDelta"/> added to it.</summary>
    public Partial Whole { get; }

    /// <summary>What was merged since the last checkpoint.</summary>
    public Partial Delta { get; private set; } = new();

    /// <summary>Groups of files in <see cref="Delta"/>: submissions, or pieces of them where an archive holds them apart.</summary>
    public long DeltaGroups { get; private set; }

    /// <summary>Ordinal of the first batch that is not merged.</summary>
    public long EndBatch { get; private set; }

    /// <summary>The chain over all batches before <see cref="EndBatch"/>.</summary>
    public BatchChain Chain { get; private set; }

    /// <summary>Whether every batch before <see cref="EndBatch"/> was handed out by <see cref="MergeNext"/>: only then may a checkpoint be made.</summary>
    public bool IsSettled => _merged.Count == 0;

    /// <summary>Submissions merged, in the whole and the delta.</summary>
    public long Submissions => Whole.Totals.Submissions + Delta.Totals.Submissions;

    /// <summary>Bytes of XML behind them.</summary>
    public long Bytes => Whole.Totals.Bytes + Delta.Totals.Bytes;

    /// <summary>Takes a batch that is done.</summary>
    /// <exception cref="InvalidOperationException">It came before.</exception>
    public void Take(CompletedBatch batch)
    {
        bool isThere = _stretches.Exists(stretch => stretch.First <= batch.Ordinal && batch.Ordinal < stretch.End);
        if (isThere || batch.Ordinal < EndBatch || !_waiting.TryAdd(batch.Ordinal, batch))
            throw new InvalidOperationException($"batch {batch.Ordinal} was handed out twice");
    }

    /// <summary>Where many batches wait, merges those without a gap between them among themselves.</summary>
    /// <param name="many">So many.</param>
    /// <returns>How many batches take no more room of their own.</returns>
    public int Condense(int many)
    {
        if (_waiting.Count < many)
            return 0;
        int condensed = 0;
        foreach (CompletedBatch batch in _waiting.Values.Where(batch => batch.Partial is not null).OrderBy(batch => batch.Ordinal).ToArray())
        {
            WaitingStretch? stretch = _stretches.Find(one => one.End == batch.Ordinal);
            if (stretch is null)
                _stretches.Add(stretch = new WaitingStretch(batch.Ordinal));
            stretch.Add(batch);
            _waiting.Remove(batch.Ordinal);
            condensed++;
        }
        return condensed;
    }

    /// <summary>Merges the next batch, if it has come; of those that were condensed all at once, and hands them out one after the other.</summary>
    /// <returns>The batch, or null.</returns>
    public CompletedBatch? MergeNext()
    {
        if (_merged.Count == 0 && _stretches.Find(one => one.First == EndBatch) is WaitingStretch next)
            Merge(next);
        if (_merged.TryDequeue(out CompletedBatch? batch))
            return batch;
        if (!_waiting.Remove(EndBatch, out batch))
            return null;
        bool isGivenUp = batch.Ordinal >= _parseFrom && batch.Partial is null;
        Chain = Chain.Add(batch.Id, isGivenUp ? s_givenUp : batch.Digest);
        EndBatch++;
        if (batch.Ordinal >= _parseFrom && batch.Partial is not null)
        {
            Delta.Merge(batch.Partial);
            DeltaGroups += batch.Groups;
        }
        return batch;
    }

    /// <summary>Adds the delta to the whole and begins an empty one.</summary>
    public void CloseDelta()
    {
        Whole.Merge(Delta);
        Delta = new Partial();
        DeltaGroups = 0;
        if (Whole.OpenJoins.Count >= _resolveAt)
        {
            Whole.OpenJoins.ResolveComplete();
            _resolveAt = Math.Max(FirstResolve, 2 * Whole.OpenJoins.Count);
        }
    }

    private void Merge(WaitingStretch stretch)
    {
        _stretches.Remove(stretch);
        foreach (CompletedBatch batch in stretch.Batches)
        {
            Chain = Chain.Add(batch.Id, batch.Digest);
            _merged.Enqueue(batch);
        }
        EndBatch = stretch.End;
        Delta.Merge(stretch.Sum);
        DeltaGroups += stretch.Groups;
    }
}
