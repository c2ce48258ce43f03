namespace Pyner.KnowledgeBase;

/// <summary>Bytes that are no partial of this version: damaged, cut, or written by another version.</summary>
/// <param name="message">What was expected, what was found, and what to do.</param>
/// <param name="offset">Byte offset in the stream at which it was found.</param>
/// <param name="inner">The cause.</param>
public sealed class PartialFormatException(string message, long offset, Exception? inner = null) : FormatException(message, inner)
{
    /// <summary>Byte offset in the stream at which the fault was found.</summary>
    public long Offset { get; } = offset;
}
