namespace Pyner.Xml.Gpu.Checks.Benchmark;

/// <summary>What was measured with batches of one size. Rates in bytes of documents a second, medians of several rounds.</summary>
internal sealed record BenchmarkRow
{
    /// <summary>Bytes of the documents in a batch.</summary>
    public required long Bytes { get; init; }

    /// <summary>Documents in a batch.</summary>
    public required int Documents { get; init; }

    /// <summary>Pieces that the device indexed a batch in: 1, unless its memory was too small.</summary>
    public required long Launches { get; init; }

    /// <summary>Kernels alone.</summary>
    public required double Kernels { get; init; }

    /// <summary>One batch after the other, copies in and out included, by the wall clock.</summary>
    public required double WithCopies { get; init; }

    /// <summary>Several batches at the same time, so that copies and kernels overlap, by the wall clock.</summary>
    public required double Overlapped { get; init; }

    /// <summary>The host's stage 1 on one core.</summary>
    public required double HostCore { get; init; }

    /// <summary>The host's stage 1 on all its cores.</summary>
    public required double HostCores { get; init; }
}
