using System.Buffers.Binary;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace Pyner.Pipeline.Tables;

/// <summary>A part, for reading. May be read from several threads.</summary>
internal sealed class PartFile : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle? _handle; // null where it is opened for each block
    private readonly List<PartChunk> _chunks = [];

    /// <summary>Opens a part.</summary>
    /// <param name="folder">The folder that it is in.</param>
    /// <param name="part">The part.</param>
    /// <param name="staysOpen">Whether it stays open, or is opened again for each block: a process may have only so many files open.</param>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or another one than it is named.</exception>
    public PartFile(string folder, PartReference part, bool staysOpen)
    {
        _path = Path.Combine(folder, part.FileName!);
        SafeFileHandle handle = Open();
        try
        {
            ReadDirectory(handle, part.Digest!.Value);
            _handle = staysOpen ? handle : null;
        }
        catch (Exception e) when (e is ArgumentException or EndOfStreamException or FormatException)
        {
            throw Damaged(e);
        }
        finally
        {
            if (_handle is null)
                handle.Dispose();
        }
    }

    /// <summary>The chunks of a table, in their order.</summary>
    public IEnumerable<PartChunk> Chunks(string table) => _chunks.Where(chunk => chunk.Table == table);

    /// <summary>Reads a block whole.</summary>
    /// <param name="block">Takes it.</param>
    /// <param name="start">Where it begins.</param>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="InvalidDataException">The part is gone, or ends too early.</exception>
    public void Read(Span<byte> block, long start)
    {
        SafeFileHandle handle = _handle ?? Reopen();
        try
        {
            for (int read = 0; read < block.Length;)
            {
                int count = RandomAccess.Read(handle, block[read..], start + read);
                if (count == 0)
                    throw new InvalidDataException($"'{_path}' is damaged: it ends too early");
                read += count;
            }
        }
        finally
        {
            if (_handle is null)
                handle.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle?.Dispose();

    private InvalidDataException Damaged(Exception? cause = null) => new($"'{_path}' is damaged", cause);

    private SafeFileHandle Open() =>
        File.OpenHandle(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.RandomAccess);

    private SafeFileHandle Reopen()
    {
        try
        {
            return Open();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Not for want of room where the table is written, as other failures of input and output may be.
            throw new InvalidDataException($"'{_path}' is gone", e);
        }
    }

    private void ReadDirectory(SafeFileHandle handle, UInt128 digest)
    {
        long length = RandomAccess.GetLength(handle);
        byte[] trailer = new byte[PartFormat.TrailerLength];
        if (RandomAccess.Read(handle, trailer, Math.Max(0, length - trailer.Length)) != trailer.Length
            || !trailer.AsSpan(sizeof(uint) + 16).SequenceEqual(PartFormat.Magic)
            || BinaryPrimitives.ReadUInt128LittleEndian(trailer.AsSpan(sizeof(uint))) != digest)
            throw Damaged();
        byte[] directory = new byte[BinaryPrimitives.ReadInt32LittleEndian(trailer)];
        if (RandomAccess.Read(handle, directory, length - trailer.Length - directory.Length) != directory.Length
            || XxHash128.HashToUInt128(directory) != digest)
            throw Damaged();
        using var stream = new MemoryStream(directory);
        using var reader = new BinaryReader(stream);
        while (stream.Position < stream.Length)
        {
            string table = reader.ReadString();
            int rows = reader.ReadInt32();
            long start = reader.ReadInt64();
            var columns = new (int End, ulong Hash)[reader.ReadInt32()];
            for (int i = 0; i < columns.Length; i++)
                columns[i] = (reader.ReadInt32(), reader.ReadUInt64());
            _chunks.Add(new PartChunk(this, _path, table, rows, start, columns));
        }
    }
}
