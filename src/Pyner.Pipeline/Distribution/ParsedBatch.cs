using Pyner.Pipeline.Batches;
using Pyner.Pipeline.Devices;

namespace Pyner.Pipeline.Distribution;

/// <summary>What a worker made of a batch.</summary>
public sealed record ParsedBatch
{
    /// <summary>The batch's partial, as <see cref="KnowledgeBase.Partial.WriteTo"/> writes it.</summary>
    public required ReadOnlyMemory<byte> Partial { get; init; }

    /// <summary>Digest of the part that its rows are in, by which the part is named; null where the job writes no tables.</summary>
    public UInt128? Part { get; init; }

    /// <summary>Groups of a submission's files that were read.</summary>
    public required int Groups { get; init; }

    /// <summary>What it adds to the job's progress.</summary>
    public required BatchFigures Figures { get; init; }

    /// <summary>The device that read the XML: <c>cpu</c>, <c>cuda:0</c> and so on.</summary>
    public required string Device { get; init; }

    /// <summary>What that device did for it, and left to the processor; null for the processor.</summary>
    public DeviceWork? Work { get; init; }

    /// <summary>How long reading and parsing took.</summary>
    public required TimeSpan Busy { get; init; }
}
