namespace Pyner.KnowledgeBase.Parsing;

/// <summary>Samples whose keys follow on each other, each once, or one sample several times; and what goes with all of them.</summary>
/// <param name="First">Key of the first one.</param>
/// <param name="Extent">
/// How many samples there are, from 1; or, below 0, how often the only one is there. One number, since a submission may have millions of runs.
/// </param>
/// <param name="Number">The number that goes with each: of an organism, or of a strategy.</param>
internal readonly record struct SampleRun(ulong First, int Extent, int Number)
{
    /// <summary>The key after the last one.</summary>
    public ulong End => First + (ulong)Math.Max(Extent, 1);

    /// <summary>How often each sample is there.</summary>
    public long Times => Extent < 0 ? -(long)Extent : 1;
}
