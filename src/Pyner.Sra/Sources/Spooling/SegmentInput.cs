using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Pyner.Sra.Sources.Spooling;

/// <summary>
/// Reads a segment's bytes out of its frames, each of which is checked before anything in it is handed out. What is passed over is not read.
/// </summary>
internal sealed class SegmentInput : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly long _fileLength;
    private readonly long _length;
    private readonly byte[] _frame;
    private long _frameStart;
    private int _frameLength;
    private long _position;

    /// <summary>Opens a segment.</summary>
    /// <param name="path">The file.</param>
    /// <param name="length">Bytes that it must have.</param>
    /// <param name="frame">Room for a frame.</param>
    /// <exception cref="SourceException">It is not there, can't be opened, is truncated or of another version.</exception>
    public SegmentInput(string path, long length, byte[] frame)
    {
        _path = path;
        _frame = frame;
        _file = Open(path, length);
        _fileLength = length;
        long frames = Math.Max(0, length - SegmentFormat.HeaderLength);
        long rest = frames % SegmentFormat.FrameLength;
        _length = (frames / SegmentFormat.FrameLength * SegmentFormat.FrameContent) + Math.Max(0, rest - SegmentFormat.ChecksumLength);
        try
        {
            CheckHeader();
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Whether all was read or passed over.</summary>
    public bool IsAtEnd => _position == _length;

    public byte Byte()
    {
        byte value = Available()[0];
        _position++;
        return value;
    }

    public bool Bool()
    {
        byte value = Byte();
        return value <= 1 ? value == 1 : throw Damaged("a byte is neither yes nor no");
    }

    public ushort UInt16()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        Bytes(bytes);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    public uint UInt32()
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        Bytes(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    public ulong UInt64()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        Bytes(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    /// <summary>Fills a buffer.</summary>
    public void Bytes(Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
            buffer = buffer[Some(buffer)..];
    }

    /// <summary>Reads at least a byte.</summary>
    public int Some(Span<byte> buffer)
    {
        ReadOnlySpan<byte> available = Available();
        int count = Math.Min(available.Length, buffer.Length);
        available[..count].CopyTo(buffer);
        _position += count;
        return count;
    }

    /// <summary>Passes over some bytes.</summary>
    public void Skip(long count)
    {
        if (count > _length - _position)
            throw Truncated();
        _position += count;
    }

    public SourceException Damaged(string reason, Exception? cause = null) =>
        new($"The spooled batch '{_path}' is damaged near byte {SegmentFormat.HeaderLength + _position}: {reason}. Start the job again.", cause);

    public void Dispose() => _file.Dispose();

    private static SafeFileHandle Open(string path, long length)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.LinkTarget is not null || file.Directory!.LinkTarget is not null)
                throw new IOException("it is, or lies in, a symbolic link, which is not followed.");
            // Asked before it is opened: opening a named pipe would wait.
            if (file.Exists && file.Length != length)
            {
                throw new SourceException(
                    $"The spooled batch '{path}' has {file.Length} bytes instead of {length}: it is truncated, or another one. Start the job again.");
            }
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SourceException(
                $"The spooled batch '{path}' can't be opened: {e.Message} Make sure that scanner and workers see the same spool folder.", e);
        }
    }

    private void CheckHeader()
    {
        Span<byte> header = stackalloc byte[SegmentFormat.HeaderLength];
        if (ReadAt(header, 0) < header.Length)
            throw Truncated();
        if (!header.StartsWith(SegmentFormat.Magic))
            throw new SourceException($"'{_path}' is no spooled batch. Make sure that nothing else writes to the spool folder, and start the job again.");
        if (header[^1] != SegmentFormat.Version)
        {
            throw new SourceException(
                $"The spooled batch '{_path}' has version {header[^1]}, and this Pyner reads version {SegmentFormat.Version}: run the same Pyner everywhere.");
        }
    }

    /// <summary>What is loaded from the position on: at least a byte.</summary>
    private ReadOnlySpan<byte> Available()
    {
        if (_position < _frameStart || _position >= _frameStart + _frameLength)
            Load();
        return _frame.AsSpan(SegmentFormat.ChecksumLength + (int)(_position - _frameStart), (int)(_frameStart + _frameLength - _position));
    }

    private void Load()
    {
        if (_position >= _length)
            throw Truncated();
        long frame = _position / SegmentFormat.FrameContent;
        long offset = SegmentFormat.HeaderLength + (frame * SegmentFormat.FrameLength);
        int length = (int)Math.Min(SegmentFormat.FrameLength, _fileLength - offset);
        if (ReadAt(_frame.AsSpan(0, length), offset) < length)
            throw Truncated();
        _frameStart = frame * SegmentFormat.FrameContent;
        _frameLength = length - SegmentFormat.ChecksumLength;
        uint checksum = SegmentFormat.Checksum(frame, _frame.AsSpan(SegmentFormat.ChecksumLength, _frameLength));
        if (BinaryPrimitives.ReadUInt32LittleEndian(_frame) != checksum)
            throw Damaged("a checksum differs");
    }

    private int ReadAt(Span<byte> buffer, long offset)
    {
        try
        {
            int total = 0;
            while (total < buffer.Length)
            {
                int count = RandomAccess.Read(_file, buffer[total..], offset + total);
                if (count == 0)
                    break;
                total += count;
            }
            return total;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new SourceException($"The spooled batch '{_path}' can't be read at byte {offset}: {e.Message}", e) { Offset = offset };
        }
    }

    private SourceException Truncated() => new($"The spooled batch '{_path}' is truncated. Start the job again.");
}
