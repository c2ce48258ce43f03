using Pyner.Xml.Indexing;
using Pyner.Xml.Reading;

namespace Pyner.Xml.Gpu.Tests.Indexing;

/// <summary>A document in memory that tells a prepared indexer, where there is one, how far the reader got.</summary>
internal sealed class DocumentBytes(byte[] bytes, PreparedIndexer? indexer) : IByteSource
{
    private int _position;

    public int Read(Span<byte> buffer)
    {
        int length = Math.Min(buffer.Length, bytes.Length - _position);
        bytes.AsSpan(_position, length).CopyTo(buffer);
        _position += length;
        indexer?.Advance(length);
        return length;
    }
}
