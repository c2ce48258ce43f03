namespace Pyner.Pipeline.Distribution.Findings;

/// <summary>A file that was rejected.</summary>
/// <param name="Path">Its path in the source; a very long one is cut.</param>
/// <param name="Message">What is wrong with it, for a person; cut likewise.</param>
/// <param name="Offset">Byte at which it was noticed, or null.</param>
/// <param name="Line">Line at which it was noticed, or null.</param>
public sealed record FoundFile(string Path, string Message, long? Offset, long? Line);
