using Pyner.Xml.Devices;

namespace Pyner.Pipeline.Devices;

/// <summary>A device of this process, and what it did.</summary>
/// <param name="Device">The device.</param>
/// <param name="Work">What it did since it was opened.</param>
public sealed record DeviceReport(DeviceDescription Device, DeviceWork Work);
