using Pyner.Xml.Devices;

namespace Pyner.Pipeline.Devices;

/// <summary>What a device did for a batch, or for many, and what it left to the processor.</summary>
public sealed record DeviceWork
{
    /// <summary>What it did. A batch here is a buffer full of files: several to a submission batch, or one.</summary>
    public DeviceCounters Counters { get; init; } = new();

    /// <summary>Files with a DOCTYPE, which <c>XmlReader</c> reads.</summary>
    public long DoctypeFiles { get; init; }

    /// <summary>Files in another encoding than UTF-8, or with an unusual XML declaration, which <c>XmlReader</c> reads.</summary>
    public long ForeignFiles { get; init; }

    /// <summary>
    /// Files longer than a buffer of which the processor indexed the rest, since for half a buffer no tag began from which the device could go on.
    /// </summary>
    public long LongFiles { get; init; }

    /// <summary>What was done together with what came after it; null where none of both was a device's.</summary>
    public static DeviceWork? Sum(DeviceWork? first, DeviceWork? next) => (first, next) switch
    {
        (null, _) => next,
        (_, null) => first,
        _ => new DeviceWork
        {
            Counters = first.Counters.Plus(next.Counters),
            DoctypeFiles = first.DoctypeFiles + next.DoctypeFiles,
            ForeignFiles = first.ForeignFiles + next.ForeignFiles,
            LongFiles = first.LongFiles + next.LongFiles,
        },
    };
}
