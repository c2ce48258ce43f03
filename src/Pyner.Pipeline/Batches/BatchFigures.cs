using Pyner.KnowledgeBase;

namespace Pyner.Pipeline.Batches;

/// <summary>Figures of batches that were parsed, for progress. They add up.</summary>
/// <param name="Submissions">Submissions read.</param>
/// <param name="Bytes">Bytes of XML read from sample, experiment and run files.</param>
/// <param name="Rejected">Files rejected.</param>
/// <param name="Experiments">Experiments that count.</param>
/// <param name="Samples">Samples that count.</param>
/// <param name="Runs">Sequencing runs.</param>
public readonly record struct BatchFigures(long Submissions, long Bytes, long Rejected, long Experiments, long Samples, long Runs)
{
    /// <summary>Those of what batches contribute.</summary>
    public static BatchFigures Of(Partial partial)
    {
        ArgumentNullException.ThrowIfNull(partial);
        Totals totals = partial.Totals;
        return new BatchFigures(totals.Submissions, totals.Bytes, partial.Rejected.Count, totals.Experiments, totals.Samples, totals.Runs);
    }

    /// <summary>Those of some batches and of others.</summary>
    public static BatchFigures operator +(BatchFigures left, BatchFigures right) => new(
        left.Submissions + right.Submissions,
        left.Bytes + right.Bytes,
        left.Rejected + right.Rejected,
        left.Experiments + right.Experiments,
        left.Samples + right.Samples,
        left.Runs + right.Runs);
}
