namespace Pyner.Sra.Sources;

/// <summary>A source that can't be used at all, or no further: it does not exist, holds no submission, is truncated or damaged.</summary>
/// <param name="message">What is wrong, where, and what to do; one or two sentences for the person at the terminal.</param>
/// <param name="inner">The cause.</param>
public sealed class SourceException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Byte offset in the source file (in the compressed file, for a tar.gz: as far as it was read), or null.</summary>
    public long? Offset { get; init; }

    /// <summary>
    /// Whether it may come back by itself: it is not there, or can't be read, as where its volume is away for a moment; nothing is known to be wrong with
    /// what is in it.
    /// </summary>
    public bool IsAway { get; init; }
}
