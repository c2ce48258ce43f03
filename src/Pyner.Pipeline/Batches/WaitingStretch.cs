using Pyner.KnowledgeBase;

namespace Pyner.Pipeline.Batches;

/// <summary>Batches without a gap between them that wait for one before them, merged among themselves, so that they take the room of one.</summary>
/// <param name="first">Ordinal of the first one.</param>
internal sealed class WaitingStretch(long first)
{
    private static readonly Partial s_nothing = new();

    private int? _placed; // where the last batch with a place is

    /// <summary>Ordinal of the first one.</summary>
    public long First => first;

    /// <summary>Ordinal behind the last one.</summary>
    public long End => first + Batches.Count;

    /// <summary>The batches, without what they counted.</summary>
    public List<CompletedBatch> Batches { get; } = [];

    /// <summary>What they counted together.</summary>
    public Partial Sum { get; } = new();

    /// <summary>Groups of a submission's files in them.</summary>
    public long Groups { get; private set; }

    /// <summary>Takes up the batch that follows.</summary>
    public void Add(CompletedBatch batch)
    {
        if (batch.Ordinal != End)
            throw new InvalidOperationException($"batch {batch.Ordinal} does not follow on from those up to {End}");
        Sum.Merge(batch.Partial!);
        Groups += batch.Groups;
        if (batch.Place is not null)
        {
            // No checkpoint comes before the stretch's end, so only its last place can be one to begin at.
            if (_placed is int earlier)
                Batches[earlier] = Batches[earlier] with { Place = Batches[earlier].Place! with { State = default } };
            _placed = Batches.Count;
        }
        Batches.Add(batch with { Partial = RejectedOf(batch.Partial!), IsCondensed = true });
    }

    private static Partial RejectedOf(Partial partial)
    {
        if (partial.Rejected.Count == 0)
            return s_nothing;
        var rejected = new Partial();
        rejected.Rejected.AddRange(partial.Rejected);
        return rejected;
    }
}
