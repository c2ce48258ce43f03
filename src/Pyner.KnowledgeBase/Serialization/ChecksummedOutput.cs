using System.Security.Cryptography;
using System.Text;

namespace Pyner.KnowledgeBase.Serialization;

/// <summary>Writes bytes, numbers and texts to a stream through one buffer, and a checksum over all of them at the end.</summary>
internal sealed class ChecksummedOutput(Stream stream) : IDisposable
{
    private const int MaxVarintLength = 10;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _length;

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > _buffer.Length - _length)
        {
            int fitting = _buffer.Length - _length;
            bytes[..fitting].CopyTo(_buffer.AsSpan(_length));
            _length += fitting;
            bytes = bytes[fitting..];
            Flush();
        }
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    public void Varint(ulong value)
    {
        if (_buffer.Length - _length < MaxVarintLength)
            Flush();
        for (; value >= 0x80; value >>= 7)
            _buffer[_length++] = (byte)(value | 0x80);
        _buffer[_length++] = (byte)value;
    }

    /// <summary>A number that is never negative.</summary>
    public void Count(long value) => Varint(checked((ulong)value));

    public void Optional(long? value) => Varint(value is null ? 0 : checked((ulong)value.Value) + 1);

    public void Text(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Count(utf8.Length);
        Bytes(utf8);
    }

    /// <summary>Writes the checksum. Nothing may follow.</summary>
    public void Finish()
    {
        Flush();
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetHashAndReset(digest);
        stream.Write(digest[..PartialFormat.ChecksumLength]);
    }

    public void Dispose() => _hash.Dispose();

    private void Flush()
    {
        ReadOnlySpan<byte> bytes = _buffer.AsSpan(0, _length);
        _hash.AppendData(bytes);
        stream.Write(bytes);
        _length = 0;
    }
}
