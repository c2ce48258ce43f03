using System.Numerics;
using System.Runtime.CompilerServices;
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

    /// <summary>Packs numbers that fit into the width.</summary>
    public static void Pack<T>(ReadOnlySpan<T> numbers, int width, Span<byte> packed)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (width == Unsafe.SizeOf<T>())
            MemoryMarshal.AsBytes(numbers).CopyTo(packed);
        else if (width == sizeof(byte))
            Convert(numbers, packed);
        else if (width == sizeof(ushort))
            Convert(numbers, MemoryMarshal.Cast<byte, ushort>(packed));
        else
            Convert(numbers, MemoryMarshal.Cast<byte, uint>(packed));
    }

    /// <summary>Unpacks numbers.</summary>
    /// <exception cref="InvalidDataException">They have another width, or a larger one than the numbers here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer.</exception>
    public static void Unpack<T>(ReadOnlySpan<byte> packed, int width, Span<T> numbers)
        where T : unmanaged, IBinaryInteger<T>
    {
        packed = packed[..checked(numbers.Length * width)];
        if (width == Unsafe.SizeOf<T>())
            packed.CopyTo(MemoryMarshal.AsBytes(numbers));
        else if (width == sizeof(byte))
            Convert(packed, numbers);
        else if (width == sizeof(ushort))
            Convert(MemoryMarshal.Cast<byte, ushort>(packed), numbers);
        else if (width == sizeof(uint) && Unsafe.SizeOf<T>() > width)
            Convert(MemoryMarshal.Cast<byte, uint>(packed), numbers);
        else
            throw new InvalidDataException($"a number of {width} bytes is none of its");
    }

    private static void Convert<TFrom, TTo>(ReadOnlySpan<TFrom> numbers, Span<TTo> converted)
        where TFrom : unmanaged, IBinaryInteger<TFrom>
        where TTo : unmanaged, IBinaryInteger<TTo>
    {
        for (int i = 0; i < numbers.Length && i < converted.Length; i++)
            converted[i] = TTo.CreateTruncating(numbers[i]);
    }
}
