using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Pyner.Sra.Tables;

/// <summary>Collects the bytes of blocks. Everything is little-endian.</summary>
internal sealed class BlockWriter
{
    private byte[] _bytes = new byte[1 << 16];

    /// <summary>Bytes written.</summary>
    public int Count { get; private set; }

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Count);

    /// <summary>Forgets what was written.</summary>
    public void Clear() => Count = 0;

    /// <summary>The fewest bytes, of 1, 2, 4, 8, that hold every number up to this one.</summary>
    public static int Width(ulong most) => most switch
    {
        <= byte.MaxValue => 1,
        <= ushort.MaxValue => 2,
        <= uint.MaxValue => 4,
        _ => 8,
    };

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void Number(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Reserve(sizeof(uint)), value);

    public void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    /// <summary>The numbers that are not negative, one after the other.</summary>
    /// <param name="numbers">The numbers; a negative one stands for a row without a value.</param>
    /// <param name="count">How many of them are not negative.</param>
    /// <param name="width">Bytes of each.</param>
    public void Present(ReadOnlySpan<int> numbers, int count, int width)
    {
        Span<byte> bytes = Reserve(count * width);
        if (count == numbers.Length && width == sizeof(int))
        {
            MemoryMarshal.AsBytes(numbers).CopyTo(bytes);
            return;
        }
        int at = 0;
        foreach (int number in numbers)
        {
            if (number < 0)
                continue;
            switch (width)
            {
                case 1:
                    bytes[at] = (byte)number;
                    break;
                case 2:
                    BinaryPrimitives.WriteUInt16LittleEndian(bytes[at..], (ushort)number);
                    break;
                default:
                    BinaryPrimitives.WriteInt32LittleEndian(bytes[at..], number);
                    break;
            }
            at += width;
        }
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
