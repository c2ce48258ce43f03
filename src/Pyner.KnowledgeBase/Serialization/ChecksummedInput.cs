using System.Security.Cryptography;
using System.Text;

namespace Pyner.KnowledgeBase.Serialization;

/// <summary>
/// Reads what <see cref="ChecksummedOutput"/> wrote. The bytes are not trusted: what it allocates stays in proportion to the bytes that
/// the stream really gave, and everything has one spelling.
/// </summary>
internal sealed class ChecksummedInput(Stream stream) : IDisposable
{
    private const string Remedy = "It can't be used: remove it and build it again.";
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[1 << 16];
    private byte[] _text = new byte[256];
    private int _next;
    private int _length;
    private long _bufferOffset;

    /// <summary>Offset in the stream (from where it stood) of the next byte.</summary>
    public long Offset => _bufferOffset + _next;

    public byte Byte()
    {
        if (_next == _length && !Fill())
            throw Damaged("the bytes end in the middle");
        return _buffer[_next++];
    }

    public ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = Byte();
            if (shift == 63 && part > 1)
                throw Damaged("a number exceeds 64 bits");
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return part == 0 && shift > 0 ? throw Damaged("a number is longer than it needs to be") : value;
        }
    }

    /// <summary>A number that is never negative.</summary>
    public long Count()
    {
        ulong value = Varint();
        return value <= long.MaxValue ? (long)value : throw Damaged("a count exceeds 63 bits");
    }

    public long? Optional()
    {
        ulong value = Varint();
        if (value > 1UL + long.MaxValue)
            throw Damaged("a position exceeds 63 bits");
        return value == 0 ? null : (long)(value - 1);
    }

    public string Text()
    {
        long length = Count();
        int read = 0;
        // The buffer grows with the bytes that come, not with the length that is claimed.
        while (read < length)
        {
            if (_next == _length && !Fill())
                throw Damaged("the bytes end in the middle of a name");
            int part = (int)Math.Min(length - read, _length - _next);
            if (_text.Length - read < part)
            {
                if (read + (long)part > Array.MaxLength)
                    throw Damaged("a name is too long");
                Array.Resize(ref _text, (int)Math.Min(Array.MaxLength, Math.Max(2L * _text.Length, read + (long)part)));
            }
            Array.Copy(_buffer, _next, _text, read, part);
            _next += part;
            read += part;
        }
        try
        {
            return s_strictUtf8.GetString(_text, 0, read);
        }
        catch (DecoderFallbackException e)
        {
            throw Damaged("a name is not UTF-8", e);
        }
    }

    /// <summary>Reads the checksum and compares it; the stream must end there.</summary>
    public void Finish()
    {
        _hash.AppendData(_buffer, 0, _next);
        _buffer.AsSpan(_next, _length - _next).CopyTo(_buffer);
        _bufferOffset += _next;
        _length -= _next;
        _next = 0;
        _length += stream.ReadAtLeast(
            _buffer.AsSpan(_length), PartialFormat.ChecksumLength + 1 - Math.Min(_length, PartialFormat.ChecksumLength + 1), throwOnEndOfStream: false);
        if (_length < PartialFormat.ChecksumLength)
            throw Damaged("the bytes end in the checksum");
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetHashAndReset(digest);
        if (!_buffer.AsSpan(0, PartialFormat.ChecksumLength).SequenceEqual(digest[..PartialFormat.ChecksumLength]))
            throw Damaged("the checksum differs");
        _next = PartialFormat.ChecksumLength;
        if (_length > PartialFormat.ChecksumLength)
            throw Damaged("other bytes follow the checksum");
    }

    public PartialFormatException Damaged(string reason, Exception? inner = null) =>
        new($"A saved partial of the knowledge base is damaged at byte {Offset}: {reason}. {Remedy}", Offset, inner);

    public PartialFormatException Foreign(string reason) =>
        new($"{reason} {Remedy}", Offset);

    public void Dispose() => _hash.Dispose();

    private bool Fill()
    {
        _hash.AppendData(_buffer, 0, _length);
        _bufferOffset += _length;
        _next = 0;
        _length = stream.Read(_buffer);
        return _length > 0;
    }
}
