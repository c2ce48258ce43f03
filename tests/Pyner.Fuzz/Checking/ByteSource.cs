using Pyner.Xml.Reading;

namespace Pyner.Fuzz.Checking;

/// <summary>A document in memory, handed out in pieces.</summary>
/// <param name="bytes">The document.</param>
/// <param name="pieces">Lengths of the pieces, used over and over; none for all at once.</param>
public sealed class ByteSource(byte[] bytes, params int[] pieces) : IByteSource
{
    private int _position;
    private int _piece;

    /// <inheritdoc/>
    public int Read(Span<byte> buffer)
    {
        int length = Math.Min(buffer.Length, bytes.Length - _position);
        if (pieces.Length > 0)
            length = Math.Min(length, pieces[_piece++ % pieces.Length]);
        bytes.AsSpan(_position, length).CopyTo(buffer);
        _position += length;
        return length;
    }
}
