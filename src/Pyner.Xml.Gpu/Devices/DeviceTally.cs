using Pyner.Xml.Devices;

namespace Pyner.Xml.Gpu.Devices;

/// <summary>Adds up what a device's streams did, for all batches or for one.</summary>
internal sealed class DeviceTally
{
    private readonly Lock _lock = new();
    private DeviceCounters _counters = new();

    /// <summary>The sums so far.</summary>
    public DeviceCounters Now
    {
        get
        {
            lock (_lock)
                return _counters;
        }
    }

    /// <summary>Adds to the sums.</summary>
    public void Add(Func<DeviceCounters, DeviceCounters> change)
    {
        lock (_lock)
            _counters = change(_counters);
    }
}
