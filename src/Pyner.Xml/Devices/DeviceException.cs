namespace Pyner.Xml.Devices;

/// <summary>A device that was asked for does not exist or can't be used. The message says what there is.</summary>
/// <param name="message">For the person who asked.</param>
/// <param name="inner">The cause.</param>
public sealed class DeviceException(string message, Exception? inner = null) : Exception(message, inner);
