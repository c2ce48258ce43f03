namespace Pyner.Sra.Sources.Tree;

/// <summary>Consecutive submissions of a tree.</summary>
internal sealed class TreeBatch : SubmissionBatch
{
    /// <summary>Where the tree's submissions are.</summary>
    public required TreeIndex Index { get; init; }

    /// <summary>The batch's first place.</summary>
    public required int Start { get; init; }

    /// <summary>The place after its last.</summary>
    public required int End { get; init; }
}
