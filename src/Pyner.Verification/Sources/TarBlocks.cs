namespace Pyner.Verification.Sources;

/// <summary>A stream of tar archives, read forwards, that can be asked whether another one follows where one has ended.</summary>
/// <param name="inner">The bytes of the archives.</param>
internal sealed class TarBlocks(Stream inner) : Stream
{
    private const int Size = 512;

    private readonly byte[] _block = new byte[Size];
    private int _held; // bytes at the end of the block that were looked at and not yet read

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Passes over blocks of zeros, which end an archive.</summary>
    /// <returns>Whether something follows them.</returns>
    public bool SkipEmpty()
    {
        do
            _held = inner.ReadAtLeast(_block, Size, throwOnEndOfStream: false);
        while (_held > 0 && !_block.AsSpan(0, _held).ContainsAnyExcept((byte)0));
        // What the stream ends with need not be a block; then it stands at the block's beginning.
        _block.AsSpan(0, _held).CopyTo(_block.AsSpan(Size - _held));
        return _held > 0;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_held == 0)
            return inner.Read(buffer);
        int count = Math.Min(_held, buffer.Length);
        _block.AsSpan(Size - _held, count).CopyTo(buffer);
        _held -= count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
