namespace Pyner.Xml.Devices;

/// <summary>Finds and opens devices.</summary>
public interface IDeviceProvider
{
    /// <summary>The GPUs that can be used.</summary>
    IReadOnlyList<DeviceDescription> FindUsable();

    /// <summary>Opens a device.</summary>
    /// <exception cref="DeviceException">There is no such device, or it can't be used.</exception>
    IDocumentIndexer Open(DeviceName name);
}
