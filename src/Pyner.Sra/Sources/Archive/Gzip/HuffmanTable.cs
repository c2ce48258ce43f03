using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pyner.Sra.Sources.Archive.Gzip;

/// <summary>
/// Finds out which symbol the next bits stand for. Codes that fit into the table's index are found at once; those that are longer lead to a table of their
/// own, behind the first.
/// </summary>
/// <remarks>
/// An entry says in its bits 0 to 5 how many bits it takes altogether, in 8 to 11 how many of them are the code, and in 16 to 30 what it means: a literal,
/// or the base to which the bits behind the code are added. Bit 31 marks a literal, <see cref="Special"/> all that needs a closer look.
/// </remarks>
internal sealed unsafe class HuffmanTable
{
    /// <summary>A literal: its byte is in bits 16 to 23.</summary>
    public const uint Literal = 1u << 31;

    /// <summary>Neither a literal nor a base: one of the other two marks is set, or the code has no meaning.</summary>
    public const uint Special = 1u << 15;

    /// <summary>The symbol is found in another table: bits 16 to 30 are its place, bits 0 to 3 how many more bits are its index.</summary>
    public const uint Longer = 1u << 14;

    /// <summary>The block's end.</summary>
    public const uint BlockEnd = 1u << 13;

    /// <summary>Bits in the longest code (RFC 1951 section 3.2.7).</summary>
    public const int LongestCode = 15;

    // The most entries that complete codes of these lengths need: 2,342 for 288 symbols by 11 bits, 592 for 30 by 9.
    private const int Capacity = 4096;

    private readonly uint[] _memory = GC.AllocateArray<uint>(Capacity, pinned: true);

    public HuffmanTable() => Entries = (uint*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory));

    /// <summary>The entries: as many as the index has values, and the longer codes' behind them.</summary>
    public uint* Entries { get; }

    /// <summary>Where the symbol is found that an entry with <see cref="Longer"/> leads to.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="bits">The next bits, those of the index among them.</param>
    /// <param name="indexBits">Bits of the index.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint PlaceOf(uint entry, ulong bits, int indexBits) =>
        ((entry >> 16) & 0x7FFF) + (uint)((bits >> indexBits) & ((1ul << (int)(entry & 15)) - 1));

    /// <summary>Makes the table for codes that are given by their lengths (RFC 1951 section 3.2.2).</summary>
    /// <param name="indexBits">Bits of the index.</param>
    /// <param name="lengths">Each symbol's length in bits; 0 where it does not occur.</param>
    /// <param name="meanings">What each symbol means: an entry whose code has no bits.</param>
    /// <param name="isComplete">Whether even a single code has to leave no bits without meaning.</param>
    /// <exception cref="InvalidDataException">Some bits would stand for two symbols, or for none.</exception>
    public void Build(int indexBits, ReadOnlySpan<byte> lengths, ReadOnlySpan<uint> meanings, bool isComplete)
    {
        Span<int> counts = stackalloc int[LongestCode + 1];
        counts.Clear();
        foreach (byte length in lengths)
            counts[length]++;
        counts[0] = 0;
        int longest = Check(counts, isComplete);
        int size = 1 << indexBits;
        new Span<uint>(Entries, size).Fill(Special);
        Span<short> symbols = stackalloc short[lengths.Length];
        int used = Sort(lengths, counts, symbols);
        int next = size; // where the next table for longer codes goes
        uint prefix = uint.MaxValue; // of the codes in the last one
        uint* longer = null;
        int longerBits = 0;
        uint code = 0;
        int codeLength = 0;
        foreach (short symbol in symbols[..used])
        {
            int length = lengths[symbol];
            code <<= length - codeLength;
            codeLength = length;
            uint bits = Reverse(code++) >> (32 - length);
            uint entry = meanings[symbol] + (uint)length + ((uint)length << 8);
            if (length <= indexBits)
            {
                for (uint i = bits; i < size; i += 1u << length)
                    Entries[i] = entry;
            }
            else
            {
                if ((bits & (size - 1)) != prefix)
                {
                    prefix = bits & ((uint)size - 1);
                    longerBits = BitsBehind(indexBits, length, longest, counts);
                    longer = Entries + next;
                    if (next + (1 << longerBits) > Capacity)
                        throw new InvalidDataException("its codes are too many");
                    Entries[prefix] = Special | Longer | ((uint)next << 16) | (uint)longerBits;
                    next += 1 << longerBits;
                    new Span<uint>(longer, 1 << longerBits).Fill(Special);
                }
                for (uint i = bits >> indexBits; i < 1u << longerBits; i += 1u << (length - indexBits))
                    longer[i] = entry;
            }
            counts[length]--;
        }
    }

    /// <summary>Checks that codes of these lengths divide up what bits can say. Returns the longest length.</summary>
    private static int Check(ReadOnlySpan<int> counts, bool isComplete)
    {
        int left = 1;
        int longest = 0;
        for (int length = 1; length <= LongestCode; length++)
        {
            left = (left * 2) - counts[length];
            if (left < 0)
                throw new InvalidDataException("more codes are of some length than there can be");
            if (counts[length] > 0)
                longest = length;
        }
        // One code of one bit is allowed (section 3.2.7), and none at all where none is used.
        if (left > 0 && longest > (isComplete ? 0 : 1))
            throw new InvalidDataException("its codes leave bits without a meaning");
        return longest;
    }

    /// <summary>Puts the symbols that occur in the order of their codes. Returns how many they are.</summary>
    private static int Sort(ReadOnlySpan<byte> lengths, ReadOnlySpan<int> counts, Span<short> symbols)
    {
        Span<int> places = stackalloc int[LongestCode + 1];
        int place = 0;
        for (int length = 1; length <= LongestCode; length++)
        {
            places[length] = place;
            place += counts[length];
        }
        for (int symbol = 0; symbol < lengths.Length; symbol++)
        {
            if (lengths[symbol] > 0)
                symbols[places[lengths[symbol]]++] = (short)symbol;
        }
        return place;
    }

    /// <summary>How many bits tell the codes apart that begin with the same bits as the next one, of a given length; those that are left are counted.</summary>
    private static int BitsBehind(int indexBits, int length, int longest, ReadOnlySpan<int> counts)
    {
        int bits = length - indexBits;
        int room = (1 << bits) - counts[length];
        while (room > 0 && indexBits + bits < longest)
        {
            bits++;
            room = (room * 2) - counts[indexBits + bits];
        }
        return bits;
    }

    private static uint Reverse(uint bits)
    {
        bits = ((bits >> 1) & 0x55555555) | ((bits & 0x55555555) << 1);
        bits = ((bits >> 2) & 0x33333333) | ((bits & 0x33333333) << 2);
        bits = ((bits >> 4) & 0x0F0F0F0F) | ((bits & 0x0F0F0F0F) << 4);
        return BinaryPrimitives.ReverseEndianness(bits);
    }
}
