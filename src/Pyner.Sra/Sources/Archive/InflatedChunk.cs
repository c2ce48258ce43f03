namespace Pyner.Sra.Sources.Archive;

/// <summary>
/// A piece of an inflated stream and what the walk through it found. Readers take content from it directly, so it goes back
/// to the pool when the last batch that lies in it has let it go.
/// </summary>
internal sealed class InflatedChunk(int size)
{
    /// <summary>Names are for messages; of one that is longer than a path can be (Linux's PATH_MAX), the end is kept.</summary>
    public const int MaxName = 4096;

    private byte[] _names = new byte[8 * 1024];
    private int _namesLength;

    /// <summary>A multiple of a tar block: then no header lies across two chunks.</summary>
    public byte[] Bytes { get; } = GC.AllocateUninitializedArray<byte>(size);

    /// <summary>How many of the bytes are filled.</summary>
    public int Length { get; set; }

    /// <summary>What was found, in order, for all batches that lie in the chunk.</summary>
    public List<StreamEvent> Events { get; } = new(1024);

    /// <summary>Who still needs the chunk: the producer and portions of batches. Guarded by the exchange's lock.</summary>
    public int Holders { get; set; }

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
