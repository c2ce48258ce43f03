using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pyner.Sra.Sources.Archive.Gzip;

/// <summary>
/// The check of a gzip member: CRC-32 (RFC 1952 section 8). Where the processor multiplies polynomials in vectors of 256 bits, 128 bytes are taken at
/// once, which is twice as fast as what .NET has for the purpose; elsewhere that is used.
/// </summary>
/// <remarks>
/// Bytes are a polynomial over GF(2), and the check is its remainder. What lies further ahead in the bytes than the last block may be replaced by
/// something shorter with the same remainder, as Gopal et al. describe (Fast CRC computation using PCLMULQDQ, Intel 2009): two halves of 64 bits, each
/// times a power of x.
/// </remarks>
internal sealed class GzipCheck
{
    private const uint Polynomial = 0xEDB88320; // least significant bit first

    private static readonly uint[] s_table = Table();
    private static readonly Vector256<ulong> s_ahead1024 = Vector256.Create(Multiplier(1024));
    private static readonly Vector256<ulong> s_ahead256 = Vector256.Create(Multiplier(256));
    private static readonly Vector128<ulong> s_ahead128 = Multiplier(128);

    private readonly Crc32? _portable = Pclmulqdq.V256.IsSupported ? null : new Crc32();
    private uint _remainder = uint.MaxValue;

    /// <summary>The check of what was appended.</summary>
    public uint Value => _portable?.GetCurrentHashAsUInt32() ?? ~_remainder;

    /// <summary>Begins anew.</summary>
    public void Reset()
    {
        _portable?.Reset();
        _remainder = uint.MaxValue;
    }

    /// <summary>Begins with another check's value, as if what that one took in had been appended here.</summary>
    public void Restore(uint value)
    {
        // Four bytes lead from any remainder to any other: of each step back, the highest byte of what came out says which entry of the table went in.
        uint remainder = ~value;
        for (int step = 0; step < sizeof(uint); step++)
        {
            uint entry = (uint)Array.FindIndex(s_table, candidate => candidate >> 24 == remainder >> 24);
            remainder = ((remainder ^ s_table[entry]) << 8) | entry;
        }
        Reset();
        Span<byte> leading = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(leading, remainder ^ uint.MaxValue);
        Append(leading);
    }

    /// <summary>Takes in bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_portable is not null)
            _portable.Append(bytes);
        else
            _remainder = bytes.Length < Vector256<byte>.Count ? Extend(_remainder, bytes) : Fold(_remainder, bytes);
    }

    private static unsafe uint Fold(uint remainder, ReadOnlySpan<byte> bytes)
    {
        const int Block = 32;
        Vector256<ulong> ahead1024 = s_ahead1024;
        Vector256<ulong> ahead256 = s_ahead256;
        fixed (byte* start = bytes)
        {
            byte* next = start + Block;
            byte* end = start + bytes.Length;
            // What came before counts as if it were added to the first bytes.
            Vector256<ulong> sum = Load(start) ^ Vector256.CreateScalar((ulong)remainder);
            if (bytes.Length >= 4 * Block)
            {
                (Vector256<ulong> second, Vector256<ulong> third, Vector256<ulong> fourth) = (Load(next), Load(next + Block), Load(next + (2 * Block)));
                for (next += 3 * Block; end - next >= 4 * Block; next += 4 * Block)
                {
                    sum = Ahead(sum, ahead1024) ^ Load(next);
                    second = Ahead(second, ahead1024) ^ Load(next + Block);
                    third = Ahead(third, ahead1024) ^ Load(next + (2 * Block));
                    fourth = Ahead(fourth, ahead1024) ^ Load(next + (3 * Block));
                }
                sum = Ahead(sum, ahead256) ^ second;
                sum = Ahead(sum, ahead256) ^ third;
                sum = Ahead(sum, ahead256) ^ fourth;
            }
            for (; end - next >= Block; next += Block)
                sum = Ahead(sum, ahead256) ^ Load(next);
            Vector128<ulong> last = Ahead(sum.GetLower(), s_ahead128) ^ sum.GetUpper();
            remainder = Extend(0, new ReadOnlySpan<byte>(&last, sizeof(Vector128<ulong>)));
            return Extend(remainder, new ReadOnlySpan<byte>(next, (int)(end - next)));
        }

        static Vector256<ulong> Load(byte* at) => Vector256.Load((ulong*)at);
    }

    private static Vector256<ulong> Ahead(Vector256<ulong> sum, Vector256<ulong> multiplier) =>
        Pclmulqdq.V256.CarrylessMultiply(sum, multiplier, 0x00) ^ Pclmulqdq.V256.CarrylessMultiply(sum, multiplier, 0x11);

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
