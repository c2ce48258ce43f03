using Pyner.Xml.Devices;

namespace Pyner.Pipeline.Devices;

/// <summary>What a device did for a job, and what it left to the processor.</summary>
public sealed record DeviceReport
{
    /// <summary>The device.</summary>
    public required DeviceDescription Device { get; init; }

    /// <summary>What it did. A batch here is a buffer full of files: several to a submission batch, or one.</summary>
    public required DeviceCounters Counters { get; init; }

    /// <summary>Files with a DOCTYPE, which <c>XmlReader</c> reads.</summary>
    public required long DoctypeFiles { get; init; }

    /// <summary>Files in another encoding than UTF-8, or with an unusual XML declaration, which <c>XmlReader</c> reads.</summary>
    public required long ForeignFiles { get; init; }

    /// <summary>Files longer than a buffer, which the processor indexes as it reads them.</summary>
    public required long LongFiles { get; init; }
}
