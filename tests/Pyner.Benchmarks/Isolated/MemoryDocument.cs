using Pyner.Xml.Reading;

namespace Pyner.Benchmarks.Isolated;

/// <summary>A document in memory, read again and again.</summary>
internal sealed class MemoryDocument : IByteSource
{
    private byte[] _bytes = [];
    private int _position;

    public void Rewind(byte[] bytes)
    {
        _bytes = bytes;
        _position = 0;
    }

    public int Read(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _bytes.Length - _position);
        _bytes.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }
}
