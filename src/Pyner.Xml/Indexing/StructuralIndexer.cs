using System.Runtime.CompilerServices;

namespace Pyner.Xml.Indexing;

/// <summary>
/// Stage 1 of reading a document: finds the bytes that matter (<see cref="StructuralIndex"/>), and checks on the way that every byte
/// belongs to an XML character in well-formed UTF-8. Stateless: one instance serves all threads.
/// </summary>
public abstract unsafe class StructuralIndexer
{
    /// <summary>
    /// How many readable bytes a window must have behind its end (any values, except that those behind a document's last window are zero),
    /// and how much of a window that is not the last one is left for the next.
    /// </summary>
    public const int Padding = 64;

    /// <summary>The name by which <c>PYNER_INDEXER</c> selects it.</summary>
    public abstract string Name { get; }

    /// <summary>Whether this machine can run it.</summary>
    public abstract bool IsSupported { get; }

    /// <summary>
    /// Whether it may be asked for the index of any part of a document, in any size. If not, every byte of a document goes through it, window by window.
    /// </summary>
    internal virtual bool IndexesAnyPart => true;

    /// <summary>Indexes a window that lies in pinned or native memory, followed by <see cref="Padding"/> readable bytes.</summary>
    /// <param name="window">First byte.</param>
    /// <param name="length">Bytes in the window.</param>
    /// <param name="isLast">Whether the document ends with the window. If not, its last <see cref="Padding"/> bytes are left for the next.</param>
    /// <param name="state">The state at the window's first byte.</param>
    /// <param name="index">Receives the index.</param>
    internal void Index(byte* window, int length, bool isLast, IndexerState state, StructuralIndex index)
    {
        if (length == 0 && !isLast)
        {
            // The document goes on behind an empty part. Were it indexed, its limit would be its length, as only the last part's is.
            index.Count = 0;
            index.End = 0;
            index.State = state;
            index.EndsAtInvalidByte = false;
            return;
        }
        int limit = isLast ? length : Math.Max(0, length - Padding);
        fixed (uint* tokens = index.Reserve(length + 1))
            Index(window, limit, length, state, tokens, index);
        if (!isLast && !index.EndsAtInvalidByte)
        {
            // Leave a character that straddles the end to the next window.
            int end = index.End;
            while (end > 0 && index.End - end < 3 && (window[end] & 0xC0) == 0x80)
                end--;
            if (window[end] >= 0xC0)
                index.End = end;
        }
    }

    /// <summary>Copies a window into padded memory and indexes it: for tests and measurements.</summary>
    /// <inheritdoc cref="Index(byte*, int, bool, IndexerState, StructuralIndex)"/>
    public void Index(ReadOnlySpan<byte> window, bool isLast, IndexerState state, StructuralIndex index)
    {
        ArgumentNullException.ThrowIfNull(index);
        byte[] padded = GC.AllocateArray<byte>(window.Length + (2 * Padding), pinned: true);
        window.CopyTo(padded);
        fixed (byte* first = padded)
            Index(first, window.Length, isLast, state, index);
    }

    /// <summary>
    /// Indexes positions [0, <paramref name="limit"/>). May look at bytes up to <paramref name="length"/>, and has to step over the delimiter
    /// of a construct that begins or ends before the limit as a whole. The limit is the length in a document's last window, and in no other.
    /// </summary>
    private protected abstract void Index(byte* window, int limit, int length, IndexerState state, uint* tokens, StructuralIndex index);

    /// <summary>
    /// Length of the well-formed UTF-8 sequence of an XML character at <paramref name="p"/>, which is no ASCII byte; 0 if it is none
    /// (Unicode table 3-7; XML 1.0 section 2.2 leaves out U+FFFE and U+FFFF). Bytes behind a document are zero, so a cut sequence gives 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int MultiByteLength(byte* p)
    {
        uint b0 = p[0];
        if (b0 < 0xC2)
            return 0;
        uint b1 = p[1];
        if (b0 < 0xE0)
            return (b1 & 0xC0) == 0x80 ? 2 : 0;
        if ((b1 & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80)
            return 0;
        if (b0 < 0xF0)
        {
            uint c = ((b0 & 0x0F) << 12) | ((b1 & 0x3F) << 6) | (p[2] & 0x3Fu);
            return c is >= 0x800 and (< 0xD800 or > 0xDFFF) and < 0xFFFE ? 3 : 0;
        }
        if (b0 > 0xF4 || (p[3] & 0xC0) != 0x80)
            return 0;
        uint plane = ((b0 & 0x07) << 2) | ((b1 >> 4) & 0x03);
        return plane is >= 1 and <= 0x10 ? 4 : 0;
    }
}
