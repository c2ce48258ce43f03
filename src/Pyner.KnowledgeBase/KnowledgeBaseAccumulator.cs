namespace Pyner.KnowledgeBase;

/// <summary>
/// Merges the partials of a job's batches, each batch once: a partial that comes a second time (delivered again, or parsed again after
/// a restart) is not added. Not for use by several threads at a time.
/// </summary>
public sealed class KnowledgeBaseAccumulator
{
    private readonly HashSet<BatchId> _taken;

    /// <summary>Starts empty.</summary>
    public KnowledgeBaseAccumulator()
        : this(new Partial(), [])
    {
    }

    /// <summary>Goes on from a checkpoint.</summary>
    /// <param name="whole">What was merged before; the accumulator owns it from now on.</param>
    /// <param name="taken">The batches that are in it.</param>
    public KnowledgeBaseAccumulator(Partial whole, IEnumerable<BatchId> taken)
    {
        Whole = whole;
        _taken = [.. taken];
    }

    /// <summary>Everything merged so far.</summary>
    public Partial Whole { get; }

    /// <summary>The batches that are in <see cref="Whole"/>.</summary>
    public IReadOnlySet<BatchId> Taken => _taken;

    /// <summary>Merges a batch's partial.</summary>
    /// <returns>False where the batch was taken before: nothing changed.</returns>
    public bool Add(BatchId id, Partial partial)
    {
        if (!_taken.Add(id))
            return false;
        Whole.Merge(partial);
        return true;
    }
}
