namespace Pyner.Sra.Sources.Archive;

/// <summary>
/// An archive's bytes in order, as the decompressor takes them, in few large reads. Knows how far they were taken. A decompressor takes more than it needs
/// and keeps the rest; the last bytes are handed out one by one, so that it is known where the compressed data ends.
/// </summary>
internal sealed class CompressedInput : Stream
{
    private const int BufferSize = 128 * 1024;
    private const int TailLength = 8 * 1024;

    private readonly ArchiveFile _file;
    private readonly long _tail; // from here on one by one, to the last byte that is not 0 and beyond
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferSize);
    private int _start;
    private int _end;
    private long _readTo;
    private long _position;

    public CompressedInput(ArchiveFile file)
    {
        _file = file;
        _tail = Math.Max(0, LengthWithoutPadding() - TailLength);
    }

    /// <summary>Whether more was asked for than the file has.</summary>
    public bool IsExhausted { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _file.Length;

    /// <summary>Bytes taken so far; may be asked from any thread.</summary>
    public override long Position
    {
        get => Volatile.Read(ref _position);
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_start == _end)
            Refill();
        int count = (int)Math.Min(Math.Min(buffer.Length, _end - _start), Math.Max(1, _tail - _position));
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        Volatile.Write(ref _position, _position + count);
        return count;
    }

    /// <summary>
    /// Whether nothing but zeros stands behind the compressed data, once the decompressor is at its end: it did not take the last byte that it was
    /// given, or there was none to give.
    /// </summary>
    public bool EndsInPadding()
    {
        if (IsExhausted)
            return true;
        bool isPadding = _buffer[_start - 1] == 0;
        while (isPadding && !IsExhausted)
        {
            isPadding = !_buffer.AsSpan(_start, _end - _start).ContainsAnyExcept((byte)0);
            Refill();
        }
        return isPadding;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Refill()
    {
        _start = 0;
        _end = _file.ReadAt(_buffer, _readTo);
        _readTo += _end;
        IsExhausted = _end == 0;
    }

    private long LengthWithoutPadding()
    {
        for (long end = _file.Length; end > 0;)
        {
            long start = Math.Max(0, end - _buffer.Length);
            int last = _buffer.AsSpan(0, _file.ReadAt(_buffer.AsSpan(0, (int)(end - start)), start)).LastIndexOfAnyExcept((byte)0);
            if (last >= 0)
                return start + last + 1;
            end = start;
        }
        return 0;
    }
}
