using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pyner.Sra.Sources.Archive.Gzip;

/// <summary>
/// A compressed file as bits, from its start or any other bit to its end: the least significant one of a byte comes first (RFC 1951 section 3.1.1). The
/// next bits are in a word; the bytes that come behind them are in a buffer. A decoder in a hurry takes both into its own hands while it runs.
/// </summary>
internal sealed unsafe class CompressedInput
{
    private const int BufferSize = 128 * 1024;

    // Whole bytes in the word may be given back to the buffer.
    private const int KeptBehind = sizeof(ulong);

    private readonly ArchiveFile _file;
    private readonly CancellationToken _cancellation;
    private readonly byte* _buffer;
    private readonly byte[] _memory = GC.AllocateUninitializedArray<byte>(BufferSize, pinned: true);
    private long _readTo;
    private bool _hasLast; // the last bytes of the file are in memory
    private long _position;

    /// <param name="file">The file.</param>
    /// <param name="cancellation">Ends it: a file may go on for long without anything to inflate.</param>
    public CompressedInput(ArchiveFile file, CancellationToken cancellation)
    {
        _file = file;
        _cancellation = cancellation;
        _buffer = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory));
        Next = End = _buffer;
    }

    /// <summary>The first byte that is not in <see cref="Bits"/>.</summary>
    public byte* Next { get; set; }

    /// <summary>The end of the bytes in memory.</summary>
    public byte* End { get; private set; }

    /// <summary>The next bits, from the least significant one on; zeros above them.</summary>
    public ulong Bits { get; set; }

    /// <summary>How many bits are in <see cref="Bits"/>.</summary>
    public int BitCount { get; set; }

    /// <summary>Whether all was taken; between two bytes.</summary>
    public bool IsAtEnd => BitCount == 0 && Next == End && !TryRefill();

    /// <summary>How far the file is consumed, in bytes, the last one perhaps in part.</summary>
    public long Position => _readTo - (End - Next) - (BitCount / 8);

    /// <summary>The next bit, counted from the file's first one.</summary>
    public long BitPosition => ((_readTo - (End - Next)) * 8) - BitCount;

    /// <summary>What <see cref="Position"/> was when it was published last; may be asked from any thread.</summary>
    public long PublishedPosition => Volatile.Read(ref _position);

    /// <summary>Tells others how far the file was read.</summary>
    public void Publish() => Volatile.Write(ref _position, Position);

    /// <summary>Goes on at another bit.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    /// <exception cref="EndOfStreamException">The file became shorter.</exception>
    public void MoveTo(long bitPosition)
    {
        if (bitPosition < 0 || bitPosition > _file.Length * 8)
            throw new InvalidDataException("a bit that the file does not have");
        (_readTo, long bits) = Math.DivRem(bitPosition, 8);
        _hasLast = false;
        Next = End = _buffer;
        Bits = 0;
        BitCount = 0;
        Take((int)bits);
        Publish();
    }

    /// <summary>Reads more of the file into memory; false at its end.</summary>
    /// <exception cref="SourceException">The system can't read there.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public bool TryRefill()
    {
        if (_hasLast)
            return false;
        _cancellation.ThrowIfCancellationRequested();
        Publish();
        byte* kept = Next - Math.Min(KeptBehind, Next - _buffer);
        int length = (int)(End - kept);
        new ReadOnlySpan<byte>(kept, length).CopyTo(new Span<byte>(_buffer, length));
        Next -= kept - _buffer;
        End = _buffer + length;
        int room = BufferSize - length;
        int read = _file.ReadAt(new Span<byte>(End, room), _readTo);
        _readTo += read;
        End += read;
        _hasLast = read < room;
        return read > 0;
    }

    /// <summary>Whether there are as many bits, at most 56; they are in <see cref="Bits"/> then.</summary>
    public bool TryNeed(int count)
    {
        while (BitCount < count)
        {
            if (Next == End && !TryRefill())
                return false;
            Bits |= (ulong)*Next++ << BitCount;
            BitCount += 8;
        }
        return true;
    }

    /// <summary>Passes over bits that are in <see cref="Bits"/>.</summary>
    public void Skip(int count)
    {
        Bits >>= count;
        BitCount -= count;
    }

    /// <summary>Takes bits, at most 32, as a number whose least significant one comes first.</summary>
    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    public uint Take(int count)
    {
        if (!TryNeed(count))
            throw new EndOfStreamException();
        uint value = (uint)(Bits & ((1ul << count) - 1));
        Skip(count);
        return value;
    }

    /// <summary>Passes over zeros; between two bytes.</summary>
    /// <returns>Whether there were any.</returns>
    public bool SkipZeros()
    {
        bool skipped = false;
        while (!IsAtEnd)
        {
            int zeros = new ReadOnlySpan<byte>(Next, (int)(End - Next)).IndexOfAnyExcept((byte)0);
            skipped |= zeros != 0;
            Next = zeros < 0 ? End : Next + zeros;
            if (zeros >= 0)
                break;
        }
        return skipped;
    }

    /// <summary>Goes on with the next whole byte; <see cref="Bits"/> is empty then.</summary>
    public void AlignToByte()
    {
        Next -= BitCount / 8;
        Bits = 0;
        BitCount = 0;
    }
}
