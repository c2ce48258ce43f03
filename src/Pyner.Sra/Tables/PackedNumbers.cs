using System.Runtime.InteropServices;

namespace Pyner.Sra.Tables;

/// <summary>Numbers in as few bytes each as the largest of them takes: 1, 2, 4 or 8, little-endian.</summary>
internal static class PackedNumbers
{
    /// <summary>The fewest bytes that hold every number up to this one.</summary>
    public static int Width(ulong most) => most switch
    {
        <= byte.MaxValue => 1,
        <= ushort.MaxValue => 2,
        <= uint.MaxValue => 4,
        _ => 8,
    };

    /// <summary>Packs numbers that are not negative.</summary>
    public static void Pack(ReadOnlySpan<int> numbers, int width, Span<byte> packed)
    {
        switch (width)
        {
            case sizeof(byte):
                for (int i = 0; i < numbers.Length && i < packed.Length; i++)
                    packed[i] = (byte)numbers[i];
                break;
            case sizeof(ushort):
                Span<ushort> shorts = MemoryMarshal.Cast<byte, ushort>(packed);
                for (int i = 0; i < numbers.Length && i < shorts.Length; i++)
                    shorts[i] = (ushort)numbers[i];
                break;
            default:
                MemoryMarshal.AsBytes(numbers).CopyTo(packed);
                break;
        }
    }

    /// <summary>Packs numbers.</summary>
    public static void Pack(ReadOnlySpan<long> numbers, int width, Span<byte> packed)
    {
        switch (width)
        {
            case sizeof(byte):
                for (int i = 0; i < numbers.Length && i < packed.Length; i++)
                    packed[i] = (byte)numbers[i];
                break;
            case sizeof(ushort):
                Span<ushort> shorts = MemoryMarshal.Cast<byte, ushort>(packed);
                for (int i = 0; i < numbers.Length && i < shorts.Length; i++)
                    shorts[i] = (ushort)numbers[i];
                break;
            case sizeof(uint):
                Span<uint> words = MemoryMarshal.Cast<byte, uint>(packed);
                for (int i = 0; i < numbers.Length && i < words.Length; i++)
                    words[i] = (uint)numbers[i];
                break;
            default:
                MemoryMarshal.AsBytes(numbers).CopyTo(packed);
                break;
        }
    }

    /// <summary>Unpacks numbers of at most 31 bits.</summary>
    /// <exception cref="InvalidDataException">They have another width, or are larger.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer.</exception>
    public static void Unpack(ReadOnlySpan<byte> packed, int width, Span<int> numbers)
    {
        packed = packed[..checked(numbers.Length * width)];
        switch (width)
        {
            case sizeof(byte):
                for (int i = 0; i < numbers.Length; i++)
                    numbers[i] = packed[i];
                break;
            case sizeof(ushort):
                ReadOnlySpan<ushort> shorts = MemoryMarshal.Cast<byte, ushort>(packed);
                for (int i = 0; i < numbers.Length && i < shorts.Length; i++)
                    numbers[i] = shorts[i];
                break;
            case sizeof(int):
                packed.CopyTo(MemoryMarshal.AsBytes(numbers));
                if (numbers.ContainsAnyExceptInRange(0, int.MaxValue))
                    throw new InvalidDataException("one of its numbers is too large");
                break;
            default:
                throw Unknown(width);
        }
    }

    /// <summary>Unpacks numbers.</summary>
    /// <exception cref="InvalidDataException">They have another width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer.</exception>
    public static void Unpack(ReadOnlySpan<byte> packed, int width, Span<long> numbers)
    {
        packed = packed[..checked(numbers.Length * width)];
        switch (width)
        {
            case sizeof(byte):
                for (int i = 0; i < numbers.Length; i++)
                    numbers[i] = packed[i];
                break;
            case sizeof(ushort):
                ReadOnlySpan<ushort> shorts = MemoryMarshal.Cast<byte, ushort>(packed);
                for (int i = 0; i < numbers.Length && i < shorts.Length; i++)
                    numbers[i] = shorts[i];
                break;
            case sizeof(uint):
                ReadOnlySpan<uint> words = MemoryMarshal.Cast<byte, uint>(packed);
                for (int i = 0; i < numbers.Length && i < words.Length; i++)
                    numbers[i] = words[i];
                break;
            case sizeof(long):
                packed.CopyTo(MemoryMarshal.AsBytes(numbers));
                break;
            default:
                throw Unknown(width);
        }
    }

    private static InvalidDataException Unknown(int width) => new($"a number of {width} bytes is none of its");
}
