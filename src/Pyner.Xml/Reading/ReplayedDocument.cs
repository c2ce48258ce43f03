using System.Text;

namespace Pyner.Xml.Reading;

/// <summary>
/// The rest of a document as a stream: first the bytes that were read already, then the source. It keeps the first megabyte that goes
/// through, to find the byte offset of the place that <c>XmlReader</c> names by line and column, and ends early where a DOCTYPE is longer
/// than <see cref="ReadLimits.Doctype"/>.
/// </summary>
internal sealed class ReplayedDocument : Stream
{
    private const int Kept = 1 << 20;

    private readonly byte[] _replayed;
    private readonly IByteSource _source;
    private readonly MemoryStream _kept = new();
    private int _replayedBytes;
    private bool _sourceEnded;
    private long _bytes;

    public ReplayedDocument(ReadOnlySpan<byte> replayed, IByteSource source, bool sourceEnded)
    {
        _replayed = replayed.ToArray();
        _source = source;
        _sourceEnded = sourceEnded;
    }

    /// <summary>Offset of the stream's first byte in the document.</summary>
    public required long Offset { get; init; }

    /// <summary>Line of the stream's first byte, from 1.</summary>
    public required long Line { get; init; }

    /// <summary>Column of the stream's first byte, from 1.</summary>
    public required long Column { get; init; }

    /// <summary>Bytes of the document that were read.</summary>
    public long End { get; private set; }

    /// <summary>Whether a DOCTYPE may still be ahead or unfinished. To be cleared once it, or the root element, was read.</summary>
    public bool InProlog { get; set; } = true;

    /// <summary>Whether the stream was ended before the prolog was, because it is too long.</summary>
    public bool IsPrologTooLong { get; private set; }

    /// <summary>Whether the bytes so far are of a document in UTF-32.</summary>
    public bool IsUtf32 => DetectEncoding(_kept.GetBuffer().AsSpan(0, (int)_kept.Length), out _) is UTF32Encoding;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    // Fills the buffer while there are bytes: what XmlReader says of a fault, and where it sees it, depends on how much it is given at once.
    public override int Read(Span<byte> buffer)
    {
        if (InProlog)
        {
            buffer = buffer[..Math.Min(buffer.Length, (int)(ReadLimits.Doctype - _bytes))];
            IsPrologTooLong = buffer.IsEmpty;
        }
        int read = Math.Min(buffer.Length, _replayed.Length - _replayedBytes);
        _replayed.AsSpan(_replayedBytes, read).CopyTo(buffer);
        _replayedBytes += read;
        while (read < buffer.Length && !_sourceEnded)
        {
            int more = _source.Read(buffer[read..]);
            _sourceEnded = more == 0;
            read += more;
        }
        if (read > 0)
            Keep(buffer[..read]);
        End = Offset + _bytes;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Byte offset, in the document, of a line and column of this stream (from 1, in UTF-16 units); -1 if it is not at hand.</summary>
    public long Locate(int line, int column)
    {
        if (_bytes > Kept || line <= 0 || column <= 0)
            return -1;
        byte[] bytes = _kept.ToArray();
        Encoding encoding = DetectEncoding(bytes, out int mark);
        string text = encoding.GetString(bytes, mark, bytes.Length - mark);
        int at = 0;
        for (int ends = 1; ends < line; ends++)
        {
            int end = text.AsSpan(at).IndexOfAny('\r', '\n');
            if (end < 0)
                return -1;
            at += end + (text.AsSpan(at + end).StartsWith("\r\n") ? 2 : 1);
        }
        at = Math.Min(text.Length, at + column - 1);
        return Offset + mark + encoding.GetByteCount(text.AsSpan(0, at));
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        _bytes += bytes.Length;
        if (_bytes <= Kept)
            _kept.Write(bytes);
    }

    private static Encoding DetectEncoding(ReadOnlySpan<byte> bytes, out int mark)
    {
        mark = 0;
        if (bytes.StartsWith("\uFEFF"u8))
        {
            mark = 3;
        }
        else if (bytes is [0xFF, 0xFE, 0x00, 0x00, ..] or [0x00, 0x00, 0xFE, 0xFF, ..])
        {
            mark = 4;
            return new UTF32Encoding(bigEndian: bytes[0] == 0x00, byteOrderMark: false);
        }
        else if (bytes is [(byte)'<', 0x00, 0x00, 0x00, ..] or [0x00, 0x00, 0x00, (byte)'<', ..])
        {
            return new UTF32Encoding(bigEndian: bytes[0] == 0x00, byteOrderMark: false);
        }
        else if (bytes is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..])
        {
            mark = 2;
            return bytes[0] == 0xFE ? Encoding.BigEndianUnicode : Encoding.Unicode;
        }
        else if (bytes is [0x00, ..] or [_, 0x00, ..])
        {
            return bytes[0] == 0x00 ? Encoding.BigEndianUnicode : Encoding.Unicode;
        }
        ReadOnlySpan<byte> declaration = bytes[..Math.Max(0, bytes.IndexOf((byte)'>'))];
        int name = declaration.IndexOf("encoding"u8);
        int open = name < 0 ? -1 : declaration[name..].IndexOfAny((byte)'"', (byte)'\'');
        if (open < 0)
            return Encoding.UTF8;
        ReadOnlySpan<byte> value = declaration[(name + open + 1)..];
        int close = value.IndexOfAny((byte)'"', (byte)'\'');
        try
        {
            return Encoding.GetEncoding(Encoding.ASCII.GetString(value[..Math.Max(0, close)]));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // No such name, or one that .NET knows and refuses (UTF-7).
            return Encoding.UTF8;
        }
    }
}
