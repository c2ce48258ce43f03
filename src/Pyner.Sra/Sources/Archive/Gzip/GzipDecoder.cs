using System.Buffers.Binary;
using System.IO.Hashing;

namespace Pyner.Sra.Sources.Archive.Gzip;

/// <summary>
/// Inflates a gzip file (RFC 1952), one chunk after the other. Several members are read as one. Zeros may follow the last one. What was inflated is
/// compared with the members' checks by <see cref="Check"/>, piece by piece, so that the same reading of the bytes gives a digest of all that comes before
/// any place.
/// </summary>
internal sealed unsafe class GzipDecoder
{
    private const byte HeaderCheckFlag = 1 << 1;
    private const byte ExtraFlag = 1 << 2;
    private const byte NameFlag = 1 << 3;
    private const byte CommentFlag = 1 << 4;
    private const byte ReservedFlags = 0xE0;
    private const string OtherCheck = "what was inflated is not what its check says";

    private readonly CompressedInput _input;
    private readonly DeflateDecoder _deflate;
    private readonly GzipCheck _headerCheck = new();
    private readonly GzipCheck _check = new();
    private readonly Queue<(long End, uint Check)> _memberEnds = new(); // of members that were inflated, but not checked to their ends
    private readonly byte[] _window = new byte[DeflateDecoder.Window]; // what came before the next chunk
    private readonly byte[] _surplus = new byte[DeflateDecoder.MostInStep]; // decoded with the last chunk, but the next one's
    private int _surplusLength;
    private byte* _output; // where the output in the chunk ends
    private long _chunkStart; // where the chunk begins in all that is inflated
    private long _inflated; // up to the chunk's end
    private long _checked;
    private ulong _checkedMembers; // a digest of the checks of those that were checked to their ends
    private long _memberLength;
    private bool _isInMember;
    private bool _hasMember;

    /// <param name="file">The file.</param>
    /// <param name="cancellation">Ends it.</param>
    public GzipDecoder(ArchiveFile file, CancellationToken cancellation)
    {
        _input = new CompressedInput(file, cancellation);
        _deflate = new DeflateDecoder(_input);
    }

    /// <summary>How far the file is consumed before the next chunk, in bytes; may be asked from any thread.</summary>
    public long ConsumedBytes => _input.PublishedPosition;

    /// <summary>The byte of the file at which decoding stands.</summary>
    public long Position => _input.Position;

    /// <summary>Bytes inflated before the next chunk.</summary>
    public long Inflated => _inflated;

    /// <summary>Writes down where it stands between two chunks, the one before having been checked to its end.</summary>
    public void Save(BinaryWriter to)
    {
        if (_checked != _inflated)
            throw new InvalidOperationException("what was inflated has to be checked first");
        to.Write(_input.BitPosition);
        to.Write(_inflated);
        to.Write(_isInMember);
        to.Write(_hasMember);
        to.Write(_memberLength);
        to.Write(_check.Value);
        to.Write(_checkedMembers);
        to.Write(_memberEnds.Count);
        foreach ((long end, uint check) in _memberEnds)
        {
            to.Write(end);
            to.Write(check);
        }
        to.Write(_window);
        to.Write(_surplusLength);
        to.Write(_surplus);
        _deflate.Save(to);
    }

    /// <summary>Goes on where <see cref="Save"/> was called for another one; before anything else.</summary>
    /// <exception cref="InvalidDataException">That was nowhere.</exception>
    /// <exception cref="EndOfStreamException">That was nowhere in this file.</exception>
    public void Restore(BinaryReader from)
    {
        _input.MoveTo(from.ReadInt64());
        _checked = _inflated = from.ReadInt64();
        _isInMember = from.ReadBoolean();
        _hasMember = from.ReadBoolean();
        _memberLength = from.ReadInt64();
        _check.Restore(from.ReadUInt32());
        _checkedMembers = from.ReadUInt64();
        for (int ends = from.ReadInt32(); ends > 0; ends--)
            _memberEnds.Enqueue((from.ReadInt64(), from.ReadUInt32()));
        from.BaseStream.ReadExactly(_window);
        _surplusLength = from.ReadInt32();
        from.BaseStream.ReadExactly(_surplus);
        if (_surplusLength < 0 || _surplusLength > _surplus.Length)
            throw new InvalidDataException("more was decoded than a step can add");
        _deflate.Restore(from);
    }

    /// <summary>Fills a chunk, as far as the file goes; as far as a fault where there is one.</summary>
    /// <returns>Whether the file goes on.</returns>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    /// <exception cref="EndOfStreamException">The file is cut off.</exception>
    /// <exception cref="SourceException">The file can't be read.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public bool TryFill(InflatedChunk chunk)
    {
        _chunkStart = _inflated;
        byte* start = chunk.Start;
        byte* end = start + chunk.Capacity;
        _window.CopyTo(new Span<byte>(start - DeflateDecoder.Window, DeflateDecoder.Window));
        _surplus.AsSpan(0, _surplusLength).CopyTo(new Span<byte>(start, _surplusLength));
        _output = start + _surplusLength;
        try
        {
            while (_output < end)
            {
                if (!_isInMember && !TryBeginMember())
                    return false;
                Decode(start - DeflateDecoder.Window, end);
            }
            return true;
        }
        finally
        {
            chunk.Length = (int)Math.Min(_output - start, chunk.Capacity);
            _inflated += chunk.Length;
            Keep(start + chunk.Length);
            _input.Publish();
        }
    }

    private void Decode(byte* first, byte* end)
    {
        byte* output = _output;
        try
        {
            _deflate.Decode(output - Math.Min(_memberLength, output - first), output, end);
        }
        finally
        {
            _output = _deflate.Output;
        }
        int count = (int)(_output - output);
        _memberLength += count;
        if (_deflate.IsEnded)
            EndMember(_chunkStart + (_output - first - DeflateDecoder.Window));
    }

    /// <summary>Compares what is in the chunk that was filled last, up to some place, with the checks of the members that end there.</summary>
    /// <exception cref="InvalidDataException">It is not what was compressed.</exception>
    public void Check(InflatedChunk chunk, int end)
    {
        while (_memberEnds.TryPeek(out (long End, uint Check) member) && member.End <= _chunkStart + end)
        {
            Append(chunk, (int)(member.End - _chunkStart));
            if (_check.Value != member.Check)
                throw new InvalidDataException(OtherCheck);
            _memberEnds.Dequeue();
            _checkedMembers = Digest(_checkedMembers, member.Check);
            _check.Reset();
        }
        Append(chunk, end);
    }

    /// <summary>A digest of all that was checked so far.</summary>
    public ulong CheckedDigest => Digest(_checkedMembers, _check.Value);

    private void Append(InflatedChunk chunk, int end)
    {
        int start = (int)(_checked - _chunkStart);
        _check.Append(chunk.Bytes[start..end]);
        _checked = _chunkStart + end;
    }

    private static ulong Digest(ulong members, uint check)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong) + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, members);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[sizeof(ulong)..], check);
        return XxHash3.HashToUInt64(bytes);
    }

    /// <summary>Keeps what the next chunk needs to know of the last one.</summary>
    private void Keep(byte* chunkEnd)
    {
        new ReadOnlySpan<byte>(chunkEnd - DeflateDecoder.Window, DeflateDecoder.Window).CopyTo(_window);
        _surplusLength = (int)(_output - chunkEnd);
        new ReadOnlySpan<byte>(chunkEnd, _surplusLength).CopyTo(_surplus);
    }

    /// <summary>Reads a member's header (section 2.3); false at the file's end.</summary>
    private bool TryBeginMember()
    {
        bool isPadded = _hasMember && _input.SkipZeros();
        if (_hasMember && _input.IsAtEnd)
            return false;
        _headerCheck.Reset();
        if (isPadded || TakeByte() != 0x1F || TakeByte() != 0x8B)
            throw new InvalidDataException(_hasMember ? "data that is not gzip follows the compressed stream" : "it does not begin as gzip does");
        if (TakeByte() != 8)
            throw new InvalidDataException("it is compressed in a way that gzip does not know");
        byte flags = TakeByte();
        if ((flags & ReservedFlags) != 0)
            throw new InvalidDataException("its gzip header has flags that gzip does not know");
        Skip(6); // time, level, system
        if ((flags & ExtraFlag) != 0)
            Skip(TakeByte() | (TakeByte() << 8));
        if ((flags & NameFlag) != 0)
            SkipText();
        if ((flags & CommentFlag) != 0)
            SkipText();
        if ((flags & HeaderCheckFlag) != 0 && _input.Take(16) != (_headerCheck.Value & 0xFFFF))
            throw new InvalidDataException("its gzip header is not what its check says");
        _isInMember = _hasMember = true;
        _memberLength = 0;
        _deflate.Begin();
        return true;
    }

    /// <summary>Reads what stands behind a member (section 2.3.1).</summary>
    private void EndMember(long end)
    {
        uint check = _input.Take(32);
        if (_input.Take(32) != (uint)_memberLength)
            throw new InvalidDataException("more or less was inflated than there should be");
        if (_memberLength > 0)
            _memberEnds.Enqueue((end, check));
        else if (check != 0)
            throw new InvalidDataException(OtherCheck); // now: members of nothing, as many as one likes, take no memory
        _isInMember = false;
    }

    /// <summary>Takes a byte of a header.</summary>
    private byte TakeByte()
    {
        byte taken = (byte)_input.Take(8);
        _headerCheck.Append([taken]);
        return taken;
    }

    private void Skip(int count)
    {
        for (; count > 0; count--)
            TakeByte();
    }

    private void SkipText()
    {
        while (TakeByte() != 0)
            ;
    }
}
