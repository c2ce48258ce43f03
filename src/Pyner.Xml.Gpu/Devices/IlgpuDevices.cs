using Pyner.Xml.Devices;

namespace Pyner.Xml.Gpu.Devices;

/// <summary>The devices that ILGPU finds. ILGPU itself is loaded when they are first asked for.</summary>
/// <param name="options">How they are used.</param>
public sealed class IlgpuDevices(DeviceOptions? options = null) : IDeviceProvider
{
    /// <inheritdoc/>
    public IReadOnlyList<DeviceDescription> FindUsable() => [.. DeviceCatalog.Look(simulated: false).UsableGpus];

    /// <inheritdoc/>
    public IDocumentIndexer Open(DeviceName name) => DeviceIndexer.Open(name, options);
}
