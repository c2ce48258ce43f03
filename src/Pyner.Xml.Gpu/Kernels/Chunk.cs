using ILGPU;

namespace Pyner.Xml.Gpu.Kernels;

/// <summary>Walks through the bytes that one thread of a kernel looks at.</summary>
internal struct Chunk
{
    /// <summary>Bytes in a chunk.</summary>
    public const int Bytes = 64;

    private readonly ArrayView<ulong> _words;
    private ulong _word;
    private ulong _behind;

    /// <summary>Begins before a chunk's first byte.</summary>
    public Chunk(ArrayView<ulong> words, int chunk)
    {
        _words = words;
        Position = (chunk * Bytes) - 1;
        int first = chunk * (Bytes / 8);
        _word = words[first];
        _behind = _word;
        Prior = chunk == 0 ? 0 : Reversed(words[first - 1]);
        Value = 0;
        Following = 0;
    }

    /// <summary>The byte's position in the launch's bytes.</summary>
    public int Position;

    /// <summary>The byte.</summary>
    public int Value;

    /// <summary>The eight bytes before it, the last one lowest.</summary>
    public ulong Prior;

    /// <summary>The three bytes behind it, the first one lowest, and others above them.</summary>
    public ulong Following;

    /// <summary>Moves to the next byte.</summary>
    /// <param name="isFirst">Whether it is the chunk's first.</param>
    public void MoveNext(bool isFirst)
    {
        if (!isFirst)
            Prior = (Prior << 8) | (uint)Value;
        Position++;
        int shift = (Position & 7) * 8;
        if (shift == 0)
        {
            _word = _behind;
            _behind = _words[(Position >> 3) + 1];
        }
        Value = (int)(_word >> shift) & 0xFF;
        // Shifts by 64 bits mean different things to different machines.
        Following = shift == 56 ? _behind : (_word >> (shift + 8)) | (_behind << (56 - shift));
    }

    private static ulong Reversed(ulong word)
    {
        word = ((word & 0x00FF00FF00FF00FF) << 8) | ((word >> 8) & 0x00FF00FF00FF00FF);
        word = ((word & 0x0000FFFF0000FFFF) << 16) | ((word >> 16) & 0x0000FFFF0000FFFF);
        return (word << 32) | (word >> 32);
    }
}
