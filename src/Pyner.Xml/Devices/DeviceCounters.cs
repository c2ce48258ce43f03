namespace Pyner.Xml.Devices;

/// <summary>What a device did. Times are summed over its streams, which work at the same time, so they may exceed the time that passed.</summary>
public sealed record DeviceCounters
{
    /// <summary>Batches of documents that it indexed.</summary>
    public long Batches { get; init; }

    /// <summary>Documents in them that were to be indexed.</summary>
    public long Documents { get; init; }

    /// <summary>Their bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>Pieces in which they were indexed: more than <see cref="Batches"/> where some did not fit into the device's buffers at once.</summary>
    public long Launches { get; init; }

    /// <summary>Time in kernels.</summary>
    public TimeSpan KernelTime { get; init; }

    /// <summary>Time of copies to and from the device.</summary>
    public TimeSpan CopyTime { get; init; }

    /// <summary>How often smaller buffers had to be taken, since the device had not enough memory.</summary>
    public long ShrunkBuffers { get; init; }

    /// <summary>Batches left to the processor because the device had no memory for even the smallest buffers.</summary>
    public long OutOfMemory { get; init; }

    /// <summary>Batches left to the processor because the device failed.</summary>
    public long Failures { get; init; }

    /// <summary>What the device's driver said of the first failure; null where there was none.</summary>
    public string? FirstFailure { get; init; }

    /// <summary>What was done together with what came after it.</summary>
    public DeviceCounters Plus(DeviceCounters next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return new DeviceCounters
        {
            Batches = Batches + next.Batches,
            Documents = Documents + next.Documents,
            Bytes = Bytes + next.Bytes,
            Launches = Launches + next.Launches,
            KernelTime = KernelTime + next.KernelTime,
            CopyTime = CopyTime + next.CopyTime,
            ShrunkBuffers = ShrunkBuffers + next.ShrunkBuffers,
            OutOfMemory = OutOfMemory + next.OutOfMemory,
            Failures = Failures + next.Failures,
            FirstFailure = FirstFailure ?? next.FirstFailure,
        };
    }
}
