using System.IO.Hashing;

namespace Pyner.Sra.Tests.Sources.Gzip;

/// <summary>
/// Writes gzip members bit by bit, with what compressors seldom or never make: matches of a given length and distance in fixed codes, stored blocks
/// anywhere.
/// </summary>
internal sealed class DeflateWriter
{
    private static readonly int[] s_lengthBases =
        [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
    private static readonly int[] s_lengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
    private static readonly int[] s_distanceBases =
        [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];

    private static readonly int[] s_lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private readonly List<byte> _bytes = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255];
    private readonly List<byte> _content = [];
    private uint _bits;
    private int _bitCount;

    /// <summary>What the member inflates to.</summary>
    public byte[] Content => [.. _content];

    /// <summary>A code of the lengths: of 0 to 15, of a repetition, and of few and of many zeros.</summary>
    public static byte[] LengthCodes { get; } = [.. Enumerable.Repeat((byte)5, 16), 2, 3, 3];

    /// <summary>Bytes that it inflates to so far.</summary>
    public int Length => _content.Count;

    public void BeginFixed(bool isLast) => Put((1u << 1) | (isLast ? 1u : 0), 3);

    /// <summary>Begins a block with codes of its own, given by their lengths.</summary>
    public void BeginDynamic(bool isLast, byte[] literals, byte[] distances)
    {
        int[] lengths = [.. literals, .. distances];
        BeginDynamic(isLast, literals.Length, distances.Length, LengthCodes, [.. lengths.Select(length => (length, 0))]);
    }

    /// <summary>
    /// Begins a block with codes of its own, given by what is written: symbols of the code lengths' own code, with what follows the last three of them.
    /// </summary>
    public void BeginDynamic(bool isLast, int literals, int distances, byte[] lengthCodes, (int Symbol, int Extra)[] lengths)
    {
        Put((2u << 1) | (isLast ? 1u : 0), 3);
        Put((uint)literals - 257, 5);
        Put((uint)distances - 1, 5);
        Put((uint)s_lengthOrder.Length - 4, 4);
        foreach (int symbol in s_lengthOrder)
            Put(lengthCodes[symbol], 3);
        foreach ((int symbol, int extra) in lengths)
        {
            PutSymbol(symbol, lengthCodes);
            Put((uint)extra, symbol switch { 16 => 2, 17 => 3, 18 => 7, _ => 0 });
        }
    }

    /// <summary>A symbol of a code that is given by its lengths (RFC 1951 section 3.2.2).</summary>
    public void PutSymbol(int symbol, byte[] lengths)
    {
        uint code = 0;
        for (int length = 1; length <= lengths[symbol]; length++)
        {
            code <<= 1;
            code += (uint)lengths.Where((l, s) => l == length && (length < lengths[symbol] || s < symbol)).Count();
        }
        PutCode(code, lengths[symbol]);
    }

    public void EndFixed() => PutCode(0, 7);

    public void Stored(ReadOnlySpan<byte> content, bool isLast)
    {
        Put(isLast ? 1u : 0, 3);
        Align();
        Put((uint)content.Length, 16);
        Put(~(uint)content.Length & 0xFFFF, 16);
        _bytes.AddRange(content);
        _content.AddRange(content);
    }

    /// <summary>Says what codes that were put one by one mean.</summary>
    public void Means(params byte[] content) => _content.AddRange(content);

    public void Literal(byte b)
    {
        _content.Add(b);
        if (b < 144)
            PutCode(0x30u + b, 8);
        else
            PutCode(0x190u + b - 144, 9);
    }

    /// <summary>A match. One that reaches too far back is written as it is, and adds nothing to <see cref="Content"/>.</summary>
    public void Match(int length, int distance)
    {
        int lengthSymbol = Array.FindLastIndex(s_lengthBases, b => b <= length);
        if (lengthSymbol + 257 < 280)
            PutCode((uint)lengthSymbol + 1, 7);
        else
            PutCode(0xC0u + (uint)lengthSymbol + 257 - 280, 8);
        Put((uint)(length - s_lengthBases[lengthSymbol]), s_lengthBits[lengthSymbol]);
        int distanceSymbol = Array.FindLastIndex(s_distanceBases, b => b <= distance);
        PutCode((uint)distanceSymbol, 5);
        Put((uint)(distance - s_distanceBases[distanceSymbol]), Math.Max(0, (distanceSymbol / 2) - 1));
        for (int i = 0; i < length && distance <= _content.Count; i++)
            _content.Add(_content[^distance]);
    }

    /// <summary>A code as it is written, its most significant bit first.</summary>
    public void PutCode(uint code, int length)
    {
        for (int bit = length - 1; bit >= 0; bit--)
            Put((code >> bit) & 1, 1);
    }

    /// <summary>A number, its least significant bit first.</summary>
    public void Put(uint bits, int count)
    {
        for (; count > 0; count--, bits >>= 1)
        {
            _bits |= (bits & 1) << _bitCount++;
            if (_bitCount < 8)
                continue;
            _bytes.Add((byte)_bits);
            _bits = 0;
            _bitCount = 0;
        }
    }

    /// <summary>The member, with its check.</summary>
    public byte[] End()
    {
        Align();
        byte[] content = Content;
        return [.. _bytes, .. BitConverter.GetBytes(Crc32.HashToUInt32(content)), .. BitConverter.GetBytes(content.Length)];
    }

    private void Align()
    {
        while (_bitCount > 0)
            Put(0, 1);
    }
}
