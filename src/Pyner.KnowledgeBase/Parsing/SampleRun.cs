namespace Pyner.KnowledgeBase.Parsing;

/// <summary>Samples whose keys follow on each other, and what goes with all of them.</summary>
/// <param name="First">Key of the first one.</param>
/// <param name="Length">How many there are; at least 1.</param>
/// <param name="Number">The number that goes with each: of an organism, or of a strategy.</param>
internal readonly record struct SampleRun(ulong First, int Length, int Number)
{
    /// <summary>The key after the last one.</summary>
    public ulong End => First + (ulong)Length;
}
