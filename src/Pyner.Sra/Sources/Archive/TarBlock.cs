using System.Buffers.Binary;

namespace Pyner.Sra.Sources.Archive;

/// <summary>The fields of a tar header block that matter here (POSIX.1-1988 ustar, GNU and the older form).</summary>
internal static class TarBlock
{
    /// <summary>Everything in a tar is padded to blocks of this many bytes.</summary>
    public const int Size = 512;

    /// <summary>The largest member that is believed.</summary>
    public const long MaxMemberSize = 1L << 50;

    private const int NameLength = 100;
    private const int SizeOffset = 124;
    private const int SizeLength = 12;
    private const int ChecksumOffset = 148;
    private const int ChecksumLength = 8;
    private const int TypeOffset = 156;
    private const int MagicOffset = 257;
    private const int PrefixOffset = 345;
    private const int PrefixLength = 155;

    /// <summary>Bytes from a member's header to the next one.</summary>
    public static long Padded(long size) => (size + Size - 1) & ~(Size - 1L);

    /// <summary>Whether the block holds nothing: two of these end an archive.</summary>
    public static bool IsZero(ReadOnlySpan<byte> block) => block[0] == 0 && !block.ContainsAnyExcept((byte)0);

    /// <summary>Whether the block is a header: its checksum is right.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> block)
    {
        if (!TryReadOctal(block.Slice(ChecksumOffset, ChecksumLength), out long expected))
            return false;
        // Four sums of 16 bits side by side: 64 words add at most 64 x 2 x 255 to each.
        const ulong Lanes = 0x00FF00FF00FF00FF;
        ulong sums = 0;
        for (int i = 0; i < Size; i += sizeof(ulong))
        {
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(block[i..]);
            sums += (word & Lanes) + ((word >> 8) & Lanes);
        }
        long sum = (long)((sums & 0xFFFF) + ((sums >> 16) & 0xFFFF) + ((sums >> 32) & 0xFFFF) + (sums >> 48));
        long high = 0;
        foreach (byte b in block.Slice(ChecksumOffset, ChecksumLength))
            sum += ' ' - b;
        if (sum == expected)
            return true;
        // Some old writers added the bytes as signed ones.
        for (int i = 0; i < Size; i++)
            if (block[i] >= 0x80 && i is < ChecksumOffset or >= ChecksumOffset + ChecksumLength)
                high += 256;
        return sum - high == expected;
    }

    /// <summary>The member's type: '0' or zero a file, '5' a folder, others links, devices and headers that extend the next one.</summary>
    public static byte Type(ReadOnlySpan<byte> block) => block[TypeOffset];

    /// <summary>Reads the size of what follows the header.</summary>
    public static bool TryReadSize(ReadOnlySpan<byte> block, out long size)
    {
        ReadOnlySpan<byte> field = block.Slice(SizeOffset, SizeLength);
        if (field[0] < 0x80)
            return TryReadOctal(field, out size);
        // GNU's form for 8 GiB and more: a binary number, marked by its highest bit.
        size = BinaryPrimitives.ReadInt64BigEndian(field[(SizeLength - sizeof(long))..]);
        return field[0] == 0x80 && !field[1..(SizeLength - sizeof(long))].ContainsAnyExcept((byte)0) && size >= 0;
    }

    /// <summary>The name in the name field alone.</summary>
    public static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> block) => UntilZero(block[..NameLength]);

    /// <summary>The folders that go before the name; only POSIX's form has them.</summary>
    public static ReadOnlySpan<byte> Prefix(ReadOnlySpan<byte> block) =>
        block.Slice(MagicOffset, 6).SequenceEqual("ustar\0"u8) ? UntilZero(block.Slice(PrefixOffset, PrefixLength)) : default;

    /// <summary>The bytes before the first zero.</summary>
    public static ReadOnlySpan<byte> UntilZero(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }

    private static bool TryReadOctal(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        field = UntilZero(field).Trim((byte)' ');
        foreach (byte digit in field)
        {
            if (digit is < (byte)'0' or > (byte)'7')
                return false;
            value = (value << 3) | (long)(digit - '0');
        }
        return true;
    }
}
