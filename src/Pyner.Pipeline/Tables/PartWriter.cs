using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Sra.Tables;

namespace Pyner.Pipeline.Tables;

/// <summary>Writes the part of a batch, under a temporary name until it is complete.</summary>
internal sealed class PartWriter : IRowStore, IDisposable
{
    private readonly string _folder;
    private readonly long _ordinal;
    private readonly string _temporary;
    private readonly FileStream _stream;
    private readonly List<(long Start, byte[] Entry)> _directory = [];
    private bool _isComplete;

    /// <summary>Begins a part.</summary>
    /// <param name="folder">The parts' folder; made where it does not exist.</param>
    /// <param name="ordinal">The batch.</param>
    /// <exception cref="OutputException">It can't be written.</exception>
    public PartWriter(string folder, long ordinal)
    {
        _folder = folder;
        _ordinal = ordinal;
        _temporary = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{ordinal:D9}-{Guid.NewGuid():N}{AtomicFile.TemporarySuffix}"));
        try
        {
            Directory.CreateDirectory(folder);
            _stream = new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            _stream.Write(PartFormat.Magic);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _stream?.Dispose();
            throw AtomicFile.Failure(_temporary, e);
        }
    }

    /// <inheritdoc/>
    public long Position => _stream.Position;

    /// <inheritdoc/>
    public void Write(TableSchema table, int rows, ReadOnlySpan<int> columnEnds, ReadOnlySpan<byte> blocks)
    {
        using var entry = new MemoryStream();
        using (var writer = new BinaryWriter(entry))
        {
            writer.Write(table.Name);
            writer.Write(rows);
            writer.Write(_stream.Position);
            writer.Write(columnEnds.Length);
            int start = 0;
            foreach (int end in columnEnds)
            {
                writer.Write(end);
                writer.Write(XxHash3.HashToUInt64(blocks[start..end]));
                start = end;
            }
        }
        _directory.Add((_stream.Position, entry.ToArray()));
        Guard(blocks, static (stream, blocks) => stream.Write(blocks));
    }

    /// <inheritdoc/>
    public void Truncate(long position)
    {
        _directory.RemoveAll(chunk => chunk.Start >= position);
        Guard([], (stream, _) =>
        {
            stream.SetLength(position);
            stream.Position = position;
        });
    }

    /// <summary>Ends the part, and gives it its name.</summary>
    /// <param name="isDurable">Whether it is to be on the disk when this returns, whatever happens to the machine.</param>
    /// <exception cref="OutputException">It can't be written.</exception>
    public PartReference Complete(bool isDurable)
    {
        byte[] directory = [.. _directory.SelectMany(chunk => chunk.Entry)];
        UInt128 digest = XxHash128.HashToUInt128(directory);
        byte[] end = new byte[directory.Length + PartFormat.TrailerLength];
        directory.CopyTo(end, 0);
        Span<byte> trailer = end.AsSpan(directory.Length);
        BinaryPrimitives.WriteInt32LittleEndian(trailer, directory.Length);
        BinaryPrimitives.WriteUInt128LittleEndian(trailer[sizeof(uint)..], digest);
        PartFormat.Magic.CopyTo(trailer[(sizeof(uint) + 16)..]);
        Guard(end, (stream, end) =>
        {
            stream.Write(end);
            if (isDurable)
                stream.Flush(flushToDisk: true);
            stream.Dispose();
        });
        var part = new PartReference(_ordinal, digest);
        Guard([], (_, _) => File.Move(_temporary, Path.Combine(_folder, part.FileName!), overwrite: true));
        if (isDurable)
            FolderSync.Flush(_folder);
        _isComplete = true;
        return part;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isComplete)
            return;
        _isComplete = true;
        try
        {
            _stream.Dispose();
            File.Delete(_temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What ended the writing is what to report. Temporary files are removed with the folder.
        }
    }

    private delegate void Action(FileStream stream, ReadOnlySpan<byte> bytes);

    private void Guard(ReadOnlySpan<byte> bytes, Action action)
    {
        try
        {
            action(_stream, bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.Failure(_temporary, e);
        }
    }
}
