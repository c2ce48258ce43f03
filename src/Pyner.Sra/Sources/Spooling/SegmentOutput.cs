using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Pyner.Sra.Sources.Spooling;

/// <summary>Writes a segment's bytes into its frames.</summary>
internal sealed class SegmentOutput
{
    private readonly SafeFileHandle _file;
    private readonly byte[] _frame = GC.AllocateUninitializedArray<byte>(SegmentFormat.FrameLength);
    private int _length = SegmentFormat.ChecksumLength;
    private long _frames;

    public SegmentOutput(SafeFileHandle file)
    {
        _file = file;
        RandomAccess.Write(file, (byte[])[.. SegmentFormat.Magic, SegmentFormat.Version], 0);
        FileLength = SegmentFormat.HeaderLength;
    }

    /// <summary>Bytes of the file so far.</summary>
    public long FileLength { get; private set; }

    public void Byte(byte value)
    {
        Room()[0] = value;
        Advance(1);
    }

    public void UInt16(ushort value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        Bytes(bytes);
    }

    public void UInt32(uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        Bytes(bytes);
    }

    public void UInt64(ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        Bytes(bytes);
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            Span<byte> room = Room();
            int count = Math.Min(room.Length, bytes.Length);
            bytes[..count].CopyTo(room);
            Advance(count);
            bytes = bytes[count..];
        }
    }

    /// <summary>What is free in the frame, at least a byte: to be filled directly, and then told by <see cref="Advance"/>.</summary>
    public Span<byte> Room()
    {
        if (_length == _frame.Length)
            Flush();
        return _frame.AsSpan(_length);
    }

    /// <summary>Says how much of the room was filled.</summary>
    public void Advance(int count) => _length += count;

    /// <summary>Writes the frame as it is. Nothing may follow one that is not full.</summary>
    public void Flush()
    {
        ReadOnlySpan<byte> content = _frame.AsSpan(SegmentFormat.ChecksumLength.._length);
        BinaryPrimitives.WriteUInt32LittleEndian(_frame, SegmentFormat.Checksum(_frames, content));
        RandomAccess.Write(_file, _frame.AsSpan(0, _length), FileLength);
        FileLength += _length;
        _frames++;
        _length = SegmentFormat.ChecksumLength;
    }
}
