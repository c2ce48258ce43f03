using Pyner.Xml.Reading;

namespace Pyner.Xml.Tests.Reading;

/// <summary>A document in memory that counts how often it is asked for more.</summary>
/// <param name="bytes">The document.</param>
/// <param name="piece">Bytes handed out at once.</param>
internal sealed class DocumentBytes(byte[] bytes, int piece = int.MaxValue) : IByteSource
{
    private int _position;

    /// <summary>Calls that gave bytes: with pieces as long as wanted, one for each filling of the reader's window.</summary>
    public int Reads { get; private set; }

    public int Read(Span<byte> buffer)
    {
        int length = Math.Min(Math.Min(buffer.Length, piece), bytes.Length - _position);
        bytes.AsSpan(_position, length).CopyTo(buffer);
        _position += length;
        if (length > 0)
            Reads++;
        return length;
    }
}
