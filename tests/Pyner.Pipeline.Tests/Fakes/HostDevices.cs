using Pyner.Xml.Devices;

namespace Pyner.Pipeline.Tests.Fakes;

/// <summary>Has pretended devices, and remembers that it was asked.</summary>
internal sealed class HostDevices(params HostDevice[] devices) : IDeviceProvider
{
    public int Asked { get; private set; }

    public IReadOnlyList<DeviceDescription> FindUsable()
    {
        Asked++;
        return [.. devices.Select(device => device.Device)];
    }

    public IDocumentIndexer Open(DeviceName name)
    {
        Asked++;
        return devices.FirstOrDefault(device => device.Device.Name == name) ?? throw new DeviceException($"there is no device {name}");
    }
}
