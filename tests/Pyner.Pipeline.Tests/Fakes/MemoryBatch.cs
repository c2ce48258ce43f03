using Pyner.Sra.Sources;

namespace Pyner.Pipeline.Tests.Fakes;

/// <summary>A batch that knows where its submissions are in a list.</summary>
internal sealed class MemoryBatch : SubmissionBatch
{
    public required int First { get; init; }

    public required int End { get; init; }
}
