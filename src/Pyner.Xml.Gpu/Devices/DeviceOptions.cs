using Pyner.Xml.Devices;

namespace Pyner.Xml.Gpu.Devices;

/// <summary>How a device is used.</summary>
public sealed record DeviceOptions
{
    /// <summary>Share of the device's memory that may be taken, 0 to 0.8.</summary>
    public double MemoryShare { get; init; } = MaxMemoryShare;

    /// <summary>The largest <see cref="MemoryShare"/>: the rest is for the driver and for others.</summary>
    public const double MaxMemoryShare = 0.8;

    /// <summary>
    /// Streams, each with buffers and a thread of its own: while one copies, another computes. Two are enough to keep a device busy with copies.
    /// </summary>
    public int Streams { get; init; } = 2;

    /// <summary>Bytes of documents that a buffer in the host's memory takes, and that are indexed at once where the device's memory allows.</summary>
    public int BatchBytes { get; init; } = 8 << 20;

    /// <summary>Bytes of memory to pretend that each stream has at most, so that running out of it can be tested; null for no pretence.</summary>
    internal long? PretendedMemory { get; init; }

    /// <summary>Checks the values.</summary>
    /// <exception cref="DeviceException">One is out of its range.</exception>
    internal DeviceOptions Validate()
    {
        if (!(MemoryShare is > 0 and <= MaxMemoryShare))
            throw new DeviceException($"the share of a device's memory must be above 0 and at most {MaxMemoryShare}, not {MemoryShare}");
        if (Streams is < 1 or > 64)
            throw new DeviceException($"a device works with 1 to 64 streams, not {Streams}");
        if (BatchBytes is < 4096 or > 1 << 30)
            throw new DeviceException($"a batch of documents may have 4 KiB to 1 GiB, not {BatchBytes:N0} bytes");
        return this;
    }
}
