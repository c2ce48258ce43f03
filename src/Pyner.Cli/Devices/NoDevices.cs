using Pyner.Xml.Devices;

namespace Pyner.Cli.Devices;

/// <summary>Has no devices, because this build of the tool can't use any.</summary>
internal sealed class NoDevices : IDeviceProvider
{
    /// <inheritdoc/>
    public IReadOnlyList<DeviceDescription> FindUsable() => [];

    /// <inheritdoc/>
    public IDocumentIndexer Open(DeviceName name) => throw new DeviceException(DeviceSupport.Missing);
}
