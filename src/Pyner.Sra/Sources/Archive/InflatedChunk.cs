using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pyner.Sra.Sources.Archive.Gzip;

namespace Pyner.Sra.Sources.Archive;

/// <summary>
/// A piece of an inflated stream and what the walk through it found. Readers take content from it directly, so it goes back
/// to the pool when the last batch that lies in it has let it go.
/// </summary>
internal sealed unsafe class InflatedChunk
{
    /// <summary>Names are for messages; of one that is longer than a path can be (Linux's PATH_MAX), the end is kept.</summary>
    public const int MaxName = 4096;

    private readonly byte[] _memory;
    private byte[] _names = new byte[8 * 1024];
    private int _namesLength;

    /// <param name="capacity">A multiple of a tar block: then no header lies across two chunks.</param>
    public InflatedChunk(int capacity)
    {
        Capacity = capacity;
        _memory = GC.AllocateUninitializedArray<byte>(DeflateDecoder.Window + capacity + DeflateDecoder.Slack, pinned: true);
        Start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory)) + DeflateDecoder.Window;
    }

    /// <summary>The first byte. What came before it in the stream may lie before it, and more than it takes may be written behind it.</summary>
    public byte* Start { get; }

    /// <summary>Bytes that it takes.</summary>
    public int Capacity { get; }

    /// <summary>How many of the bytes are filled.</summary>
    public int Length { get; set; }

    /// <summary>The filled bytes.</summary>
    public ReadOnlySpan<byte> Bytes => new(Start, Length);

    /// <summary>What was found, in order, for all batches that lie in the chunk.</summary>
    public List<StreamEvent> Events { get; } = new(256);

    /// <summary>Who still needs the chunk: the producer and portions of batches. Guarded by the exchange's lock.</summary>
    public int Holders { get; set; }

    /// <summary>The thread that let it go last, in whose core's cache its memory is most likely to be. Guarded by the exchange's lock.</summary>
    public int LastThread { get; set; }

    /// <summary>Keeps a member's name as long as the chunk.</summary>
    public (int Start, int Length) AddName(ReadOnlySpan<byte> name)
    {
        if (name.Length > MaxName)
            name = name[^MaxName..];
        if (_namesLength + name.Length > _names.Length)
            Array.Resize(ref _names, _names.Length * 2);
        name.CopyTo(_names.AsSpan(_namesLength));
        int start = _namesLength;
        _namesLength += name.Length;
        return (start, name.Length);
    }

    public ReadOnlySpan<byte> Name(in StreamEvent member) => _names.AsSpan(member.Start, member.Length);

    public void Clear()
    {
        Length = _namesLength = 0;
        Events.Clear();
    }
}
