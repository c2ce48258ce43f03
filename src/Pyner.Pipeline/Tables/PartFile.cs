using System.Buffers.Binary;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace Pyner.Pipeline.Tables;

/// <summary>A part, opened for reading. May be read from several threads.</summary>
internal sealed class PartFile : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly List<PartChunk> _chunks = [];

    /// <summary>Opens a part.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or another one than it is named.</exception>
    public PartFile(string folder, PartReference part)
    {
        string path = Path.Combine(folder, part.FileName!);
        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.RandomAccess);
        try
        {
            ReadDirectory(path, part.Digest!.Value);
        }
        catch (Exception e) when (e is ArgumentException or EndOfStreamException or FormatException)
        {
            _handle.Dispose();
            throw Damaged(path, e);
        }
        catch
        {
            _handle.Dispose();
            throw;
        }
    }

    /// <summary>The chunks of a table, in their order.</summary>
    public IEnumerable<PartChunk> Chunks(string table) => _chunks.Where(chunk => chunk.Table == table);

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private static InvalidDataException Damaged(string path, Exception? cause = null) => new($"'{path}' is damaged", cause);

    private void ReadDirectory(string path, UInt128 digest)
    {
        long length = RandomAccess.GetLength(_handle);
        byte[] trailer = new byte[PartFormat.TrailerLength];
        if (RandomAccess.Read(_handle, trailer, Math.Max(0, length - trailer.Length)) != trailer.Length
            || !trailer.AsSpan(sizeof(uint) + 16).SequenceEqual(PartFormat.Magic)
            || BinaryPrimitives.ReadUInt128LittleEndian(trailer.AsSpan(sizeof(uint))) != digest)
            throw Damaged(path);
        byte[] directory = new byte[BinaryPrimitives.ReadInt32LittleEndian(trailer)];
        if (RandomAccess.Read(_handle, directory, length - trailer.Length - directory.Length) != directory.Length
            || XxHash128.HashToUInt128(directory) != digest)
            throw Damaged(path);
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
            _chunks.Add(new PartChunk(path, _handle, table, rows, start, columns));
        }
    }
}
