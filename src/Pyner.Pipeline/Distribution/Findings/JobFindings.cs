using Pyner.Pipeline.Outputs;

namespace Pyner.Pipeline.Distribution.Findings;

/// <summary>
/// What a job has found so far, in a few kilobytes however large it is: for people who watch it. It is as old as the aggregator's last note; the
/// published knowledge base has everything, in full and exact.
/// </summary>
public sealed record JobFindings
{
    /// <summary>Submissions that were merged until then.</summary>
    public long Submissions { get; init; }

    /// <summary>Distinct organisms in them.</summary>
    public long UniqueOrganisms { get; init; }

    /// <summary>Distinct library strategies in them.</summary>
    public long UniqueStrategies { get; init; }

    /// <summary>Samples of all organisms.</summary>
    public long Samples { get; init; }

    /// <summary>Experiments of all strategies.</summary>
    public long Experiments { get; init; }

    /// <summary>The organisms with the most samples, the largest first.</summary>
    public IReadOnlyList<FoundValue> Organisms { get; init; } = [];

    /// <summary>The strategies with the most experiments, the largest first.</summary>
    public IReadOnlyList<FoundValue> Strategies { get; init; } = [];

    /// <summary>Files that were rejected.</summary>
    public long RejectedFiles { get; init; }

    /// <summary>Why, the most frequent reason first.</summary>
    public IReadOnlyList<FoundReason> Reasons { get; init; } = [];

    /// <summary>The course of the merging, which follows the workers: at most 240 points, by time.</summary>
    public IReadOnlyList<ThroughputPoint> Course { get; init; } = [];
}
