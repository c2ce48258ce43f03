namespace Pyner.Xml.Gpu.Checks;

/// <summary>A check found what must not be.</summary>
/// <param name="message">What was found, and where.</param>
public sealed class CheckFailedException(string message) : Exception(message);
