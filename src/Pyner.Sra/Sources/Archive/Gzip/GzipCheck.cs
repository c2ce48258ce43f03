using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pyner.Sra.Sources.Archive.Gzip;

/// <summary>
/// The check of a gzip member: CRC-32 (RFC 1952 section 8). Where the processor multiplies polynomials in vectors of 512 bits, 256 bytes are taken at once, which is more
/// than twice as fast as what .NET has for the purpose; elsewhere that is used.
/// </summary>
/// <remarks>
/// Bytes are a polynomial over GF(2), and the check is its remainder. What lies further ahead in the bytes than the last block may be replaced by something shorter with
/// the same remainder, as Gopal et al. describe (Fast CRC computation using PCLMULQDQ, Intel 2009): two halves of 64 bits, each times a power of x.
/// </remarks>
internal sealed class GzipCheck
{
    private const uint Polynomial = 0xEDB88320; // least significant bit first

    private static readonly uint[] s_table = Table();
    private static readonly Vector512<ulong> s_ahead2048 = Vector512.Create(Multiplier(2048));
    private static readonly Vector512<ulong> s_ahead512 = Vector512.Create(Multiplier(512));
    private static readonly Vector128<ulong> s_ahead128 = Multiplier(128);

    private readonly Crc32? _portable = Pclmulqdq.V512.IsSupported ? null : new Crc32();
    private uint _remainder = uint.MaxValue;

    /// <summary>The check of what was appended.</summary>
    public uint Value => _portable?.GetCurrentHashAsUInt32() ?? ~_remainder;

    /// <summary>Begins anew.</summary>
    public void Reset()
    {
        _portable?.Reset();
        _remainder = uint.MaxValue;
    }

    /// <summary>Takes in bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_portable is not null)
            _portable.Append(bytes);
        else
            _remainder = bytes.Length < Vector512<byte>.Count ? Extend(_remainder, bytes) : Fold(_remainder, bytes);
    }

    private static uint Fold(uint remainder, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<Vector512<ulong>> blocks = MemoryMarshal.Cast<byte, Vector512<ulong>>(bytes);
        // What came before counts as if it were added to the first bytes.
        Vector512<ulong> sum = blocks[0] ^ Vector512.CreateScalar((ulong)remainder);
        int next = 1;
        if (blocks.Length >= 4)
        {
            (Vector512<ulong> second, Vector512<ulong> third, Vector512<ulong> fourth) = (blocks[1], blocks[2], blocks[3]);
            for (next = 4; next + 4 <= blocks.Length; next += 4)
            {
                sum = Ahead(sum, s_ahead2048) ^ blocks[next];
                second = Ahead(second, s_ahead2048) ^ blocks[next + 1];
                third = Ahead(third, s_ahead2048) ^ blocks[next + 2];
                fourth = Ahead(fourth, s_ahead2048) ^ blocks[next + 3];
            }
            sum = Ahead(sum, s_ahead512) ^ second;
            sum = Ahead(sum, s_ahead512) ^ third;
            sum = Ahead(sum, s_ahead512) ^ fourth;
        }
        for (; next < blocks.Length; next++)
            sum = Ahead(sum, s_ahead512) ^ blocks[next];
        Vector128<ulong> last = sum.GetLower().GetLower();
        last = Ahead(last, s_ahead128) ^ sum.GetLower().GetUpper();
        last = Ahead(last, s_ahead128) ^ sum.GetUpper().GetLower();
        last = Ahead(last, s_ahead128) ^ sum.GetUpper().GetUpper();
        remainder = Extend(0, MemoryMarshal.AsBytes(new ReadOnlySpan<Vector128<ulong>>(in last)));
        return Extend(remainder, bytes[(blocks.Length * Vector512<byte>.Count)..]);
    }

    private static Vector512<ulong> Ahead(Vector512<ulong> sum, Vector512<ulong> multiplier) =>
        Pclmulqdq.V512.CarrylessMultiply(sum, multiplier, 0x00) ^ Pclmulqdq.V512.CarrylessMultiply(sum, multiplier, 0x11);

    private static Vector128<ulong> Ahead(Vector128<ulong> sum, Vector128<ulong> multiplier) =>
        Pclmulqdq.CarrylessMultiply(sum, multiplier, 0x00) ^ Pclmulqdq.CarrylessMultiply(sum, multiplier, 0x11);

    /// <summary>What the halves of 128 bits are multiplied with to stand so many bits further ahead.</summary>
    private static Vector128<ulong> Multiplier(int bits) => Vector128.Create(PowerOfX(bits + 32), PowerOfX(bits - 32));

    /// <summary>A power of x modulo the polynomial, as a factor: the product of two numbers whose bits are in reverse comes out one bit too low.</summary>
    private static ulong PowerOfX(int exponent)
    {
        uint power = 1u << 31;
        for (; exponent > 0; exponent--)
            power = TimesX(power);
        return (ulong)power << 1;
    }

    private static uint Extend(uint remainder, ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
            remainder = s_table[(byte)(remainder ^ b)] ^ (remainder >> 8);
        return remainder;
    }

    private static uint[] Table()
    {
        uint[] table = new uint[256];
        for (uint b = 0; b < table.Length; b++)
        {
            table[b] = b;
            for (int bit = 0; bit < 8; bit++)
                table[b] = TimesX(table[b]);
        }
        return table;
    }

    private static uint TimesX(uint remainder) => (remainder >> 1) ^ ((remainder & 1) * Polynomial);
}
