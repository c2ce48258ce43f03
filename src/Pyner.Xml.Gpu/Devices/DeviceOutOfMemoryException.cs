namespace Pyner.Xml.Gpu.Devices;

/// <summary>A device has not as much memory left as was asked for.</summary>
/// <param name="message">How much was asked for.</param>
/// <param name="inner">What the device's driver said.</param>
internal sealed class DeviceOutOfMemoryException(string message, Exception? inner = null) : Exception(message, inner);
