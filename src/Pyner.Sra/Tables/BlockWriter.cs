using System.Buffers.Binary;
using System.Numerics;

namespace Pyner.Sra.Tables;

/// <summary>Collects the bytes of blocks. Everything is little-endian.</summary>
internal sealed class BlockWriter
{
    private byte[] _bytes = new byte[1 << 16];
    private int[] _present = [];

    /// <summary>Bytes written.</summary>
    public int Count { get; private set; }

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Count);

    /// <summary>Forgets what was written.</summary>
    public void Clear() => Count = 0;

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void Number(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Reserve(sizeof(uint)), value);

    public void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    /// <summary>Numbers that fit into the width, packed.</summary>
    public void Packed<T>(ReadOnlySpan<T> numbers, int width)
        where T : unmanaged, IBinaryInteger<T> => PackedNumbers.Pack(numbers, width, Reserve(numbers.Length * width));

    /// <summary>Those of some numbers that are not negative, packed.</summary>
    /// <param name="numbers">The numbers; a negative one stands for a row without a value.</param>
    /// <param name="count">How many of them are not negative.</param>
    /// <param name="width">Bytes of each.</param>
    public void Present(ReadOnlySpan<int> numbers, int count, int width)
    {
        if (count == numbers.Length)
        {
            Packed(numbers, width);
            return;
        }
        // One more, for those behind the last value.
        if (_present.Length <= count)
            _present = new int[Math.Max(count + 1, _present.Length * 2)];
        int[] present = _present;
        int at = 0;
        foreach (int number in numbers)
        {
            present[at] = number;
            at += number >= 0 ? 1 : 0;
        }
        Packed(present.AsSpan(0, count), width);
    }

    /// <summary>Room for so many bytes, which count as written. What it holds is not defined.</summary>
    public Span<byte> Reserve(int count)
    {
        if (Count + count > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, checked(Count + count)));
        Span<byte> room = _bytes.AsSpan(Count, count);
        Count += count;
        return room;
    }
}
