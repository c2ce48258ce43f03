using Pyner.Xml.Devices;
using Pyner.Xml.Gpu.Devices;

namespace Pyner.Xml.Gpu.Tests.Devices;

/// <summary>ILGPU's simulation of a device, opened once for a class of tests.</summary>
public sealed class SimulatedDevice : IDisposable
{
    /// <summary>Groups of 16 threads.</summary>
    public static DeviceName Small { get; } = new(DeviceKind.CpuAccelerator, 0);

    /// <summary>Groups of 256 threads in warps of 32, as on a GPU.</summary>
    public static DeviceName Wide { get; } = new(DeviceKind.CpuAccelerator, 1);

    /// <summary>The device.</summary>
    public DeviceIndexer Indexer { get; } = DeviceIndexer.Open(Small, new DeviceOptions { BatchBytes = 1 << 20 });

    /// <inheritdoc/>
    public void Dispose() => Indexer.Dispose();
}
