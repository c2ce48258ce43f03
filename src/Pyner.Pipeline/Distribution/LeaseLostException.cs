namespace Pyner.Pipeline.Distribution;

/// <summary>A lease expired and someone else has it, or its job ended: whoever held it stops, and changes nothing more.</summary>
public sealed class LeaseLostException(string message) : Exception(message);
