using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline.Ledgers;

/// <summary>
/// The places in a stream at which a resumed job may begin to read, one for each checkpoint, in a file beside the ledger. Nothing depends on it but time:
/// where no place is known the stream is read from its start. So nobody waits for the disk here, a place that can't be written is left out, and what can't
/// be read was not written.
/// </summary>
/// <remarks>
/// Each entry is its length (4 bytes), a hash over the rest that is seeded by the job and the source's fingerprint (8 bytes), and the place, deflated.
/// </remarks>
internal sealed class PlaceLog
{
    /// <summary>Where the file is below an output folder.</summary>
    public static readonly string RelativePath = Path.Combine(".pyner", "places");

    private const int Version = 1;
    private const int HeaderSize = sizeof(int) + sizeof(ulong);

    private readonly string _path;
    private readonly long _seed;
    private readonly ArrayBufferWriter<byte> _seen = new(); // since the last entry
    private SourcePlace? _last;
    private long _seenFrom;
    private long _end; // of the entries that count

    public PlaceLog(string outputFolder, string jobId, string fingerprint)
    {
        _path = Path.Combine(outputFolder, RelativePath);
        _seed = (long)XxHash3.HashToUInt64(Encoding.UTF8.GetBytes($"{Version} {jobId} {fingerprint}"));
    }

    /// <summary>Finds the last place at or before a batch; whatever was written behind it is dropped.</summary>
    /// <returns>The place, with all that lies before it; null where there is none.</returns>
    public SourcePlace? Find(long firstBatch)
    {
        SourcePlace? found = null;
        var seen = new MemoryStream();
        foreach ((SourcePlace place, long end) in ReadEntries())
        {
            if (place.Batch > firstBatch)
                break;
            // Where there is a gap, the entries are of no use before those of a reading that began anew.
            if (place.SeenFrom > seen.Length)
                continue;
            seen.SetLength(place.SeenFrom);
            seen.Position = place.SeenFrom;
            seen.Write(place.Seen.Span);
            found = place;
            _end = end;
        }
        return found is null ? null : found with { SeenFrom = 0, Seen = seen.ToArray() };
    }

    /// <summary>Notes the place of a batch that was merged.</summary>
    public void Add(SourcePlace place)
    {
        if (_last is null)
            _seenFrom = place.SeenFrom;
        _seen.Write(place.Seen.Span);
        _last = place;
    }

    /// <summary>Writes down the last place that was noted, if there is another since the last time.</summary>
    public void Write()
    {
        if (_last is null)
            return;
        byte[] entry = Serialize(_last with { SeenFrom = _seenFrom, Seen = _seen.WrittenMemory });
        try
        {
            using FileStream file = new(_path, FileMode.OpenOrCreate, FileAccess.Write);
            file.SetLength(_end);
            file.Position = _end;
            file.Write(entry);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next one is tried again, with what this one has.
            return;
        }
        _end += entry.Length;
        _seen.ResetWrittenCount();
        _last = null;
    }

    /// <summary>Drops all places.</summary>
    public void Remove()
    {
        try
        {
            File.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Those of another job are known by their seed, and those of this one stay right.
        }
    }

    /// <summary>The entries of this job and source, and where each one ends.</summary>
    private IEnumerable<(SourcePlace Place, long End)> ReadEntries()
    {
        byte[] all;
        try
        {
            all = File.ReadAllBytes(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            yield break;
        }
        for (int at = 0; all.Length - at >= HeaderSize;)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(all.AsSpan(at));
            if (length < 0 || length > all.Length - at - HeaderSize)
                yield break;
            ulong hash = BinaryPrimitives.ReadUInt64LittleEndian(all.AsSpan(at + sizeof(int)));
            var packed = new ArraySegment<byte>(all, at + HeaderSize, length);
            at += HeaderSize + length;
            if (XxHash3.HashToUInt64(packed, _seed) == hash && Parse(packed) is { } place)
                yield return (place, at);
        }
    }

    private byte[] Serialize(SourcePlace place)
    {
        var entry = new MemoryStream();
        entry.SetLength(HeaderSize);
        entry.Position = HeaderSize;
        using (var writer = new BinaryWriter(new DeflateStream(entry, CompressionLevel.Fastest, leaveOpen: true)))
        {
            writer.Write(place.Batch);
            writer.Write(place.State.Length);
            writer.Write(place.State.Span);
            writer.Write(place.SeenFrom);
            writer.Write(place.Seen.Length);
            writer.Write(place.Seen.Span);
        }
        byte[] bytes = entry.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes, bytes.Length - HeaderSize);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(sizeof(int)), XxHash3.HashToUInt64(bytes.AsSpan(HeaderSize), _seed));
        return bytes;
    }

    private static SourcePlace? Parse(ArraySegment<byte> packed)
    {
        try
        {
            using var reader = new BinaryReader(new DeflateStream(new MemoryStream(packed.Array!, packed.Offset, packed.Count), CompressionMode.Decompress));
            return new SourcePlace(reader.ReadInt64(), reader.ReadBytes(reader.ReadInt32()), reader.ReadInt64(), reader.ReadBytes(reader.ReadInt32()));
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException or ArgumentOutOfRangeException)
        {
            // Somebody's own making.
            return null;
        }
    }
}
