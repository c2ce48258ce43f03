namespace Pyner.Sra.Sources.Archive.Gzip;

/// <summary>The codes of a deflate stream's blocks: those that a block brings with it, and those that are given (RFC 1951 sections 3.2.5 to 3.2.7).</summary>
internal sealed class DeflateCodes
{
    /// <summary>Bits by which literals and lengths are looked up.</summary>
    public const int LiteralBits = 11;

    /// <summary>Bits by which distances are looked up.</summary>
    public const int DistanceBits = 9;

    private const int BlockEnd = 256;
    private const int MostLiterals = 286;
    private const int MostDistances = 30;
    private const int LengthBits = 7;

    private static readonly uint[] s_literals = Literals();
    private static readonly uint[] s_distances = Distances();
    private static readonly uint[] s_lengths = [.. Enumerable.Range(0, 19).Select(symbol => (uint)symbol << 16)];

    private readonly HuffmanTable _lengths = new();
    private readonly byte[] _given = new byte[MostLiterals + MostDistances]; // lengths of the codes that the last block brought, literals first
    private int _literals;
    private int _distances;
    private bool _areFixed;

    /// <summary>Literals and lengths of matches.</summary>
    public HuffmanTable Literal { get; } = new();

    /// <summary>Distances of matches.</summary>
    public HuffmanTable Distance { get; } = new();

    private static ReadOnlySpan<byte> LengthOrder => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    /// <summary>Takes the codes that are given.</summary>
    public void UseFixed()
    {
        if (_areFixed)
            return;
        Span<byte> literals = stackalloc byte[288];
        literals[..144].Fill(8);
        literals[144..256].Fill(9);
        literals[256..280].Fill(7);
        literals[280..].Fill(8);
        Literal.Build(LiteralBits, literals, s_literals, isComplete: true);
        Span<byte> distances = stackalloc byte[32];
        distances.Fill(5);
        Distance.Build(DistanceBits, distances, s_distances, isComplete: true);
        _areFixed = true;
    }

    /// <summary>Reads the codes that a block brings.</summary>
    /// <exception cref="InvalidDataException">They are none.</exception>
    /// <exception cref="EndOfStreamException">The file ends in them.</exception>
    public void Read(CompressedInput input)
    {
        _areFixed = false;
        _literals = (int)input.Take(5) + 257;
        _distances = (int)input.Take(5) + 1;
        int lengths = (int)input.Take(4) + 4;
        if (_literals > MostLiterals || _distances > MostDistances)
            throw new InvalidDataException("a block has codes for more symbols than there are");
        Span<byte> ofLengths = stackalloc byte[LengthOrder.Length];
        ofLengths.Clear();
        foreach (byte symbol in LengthOrder[..lengths])
            ofLengths[symbol] = (byte)input.Take(3);
        _lengths.Build(LengthBits, ofLengths, s_lengths, isComplete: true);
        ReadLengths(input, _given.AsSpan(0, _literals + _distances));
        Build();
    }

    /// <summary>Writes down the codes of the block that is being decoded.</summary>
    public void Save(BinaryWriter to)
    {
        to.Write(_areFixed);
        to.Write(_literals);
        to.Write(_distances);
        to.Write(_given);
    }

    /// <summary>Takes the codes that <see cref="Save"/> wrote down.</summary>
    /// <exception cref="InvalidDataException">They are none.</exception>
    public void Restore(BinaryReader from)
    {
        bool areFixed = from.ReadBoolean();
        _literals = from.ReadInt32();
        _distances = from.ReadInt32();
        from.BaseStream.ReadExactly(_given);
        if (areFixed)
            UseFixed();
        else if (_literals is > BlockEnd and <= MostLiterals && _distances is > 0 and <= MostDistances && _given.Max() <= HuffmanTable.LongestCode)
            Build();
        else
            throw new InvalidDataException("codes that a block can't bring");
    }

    private void Build()
    {
        ReadOnlySpan<byte> literals = _given.AsSpan(0, _literals);
        if (literals[BlockEnd] == 0)
            throw new InvalidDataException("a block has no code for its end");
        Literal.Build(LiteralBits, literals, s_literals, isComplete: false);
        Distance.Build(DistanceBits, _given.AsSpan(_literals, _distances), s_distances, isComplete: false);
    }

    private unsafe void ReadLengths(CompressedInput input, Span<byte> lengths)
    {
        for (int at = 0; at < lengths.Length;)
        {
            // The last bits of a file may be fewer than the index has.
            bool isWhole = input.TryNeed(LengthBits);
            uint entry = _lengths.Entries[input.Bits & ((1 << LengthBits) - 1)];
            if ((entry & HuffmanTable.Special) != 0)
                throw isWhole ? new InvalidDataException("a block's code lengths can't be read") : new EndOfStreamException();
            int bits = (int)(entry & 63);
            if (bits > input.BitCount)
                throw new EndOfStreamException();
            input.Skip(bits);
            int symbol = (int)(entry >> 16);
            if (symbol < 16)
            {
                lengths[at++] = (byte)symbol;
                continue;
            }
            (int times, byte length) = symbol switch
            {
                16 when at == 0 => throw new InvalidDataException("a block repeats a code length that it has not given"),
                16 => (3 + (int)input.Take(2), lengths[at - 1]),
                17 => (3 + (int)input.Take(3), (byte)0),
                _ => (11 + (int)input.Take(7), (byte)0),
            };
            if (at + times > lengths.Length)
                throw new InvalidDataException("a block gives more code lengths than it said");
            lengths.Slice(at, times).Fill(length);
            at += times;
        }
    }

    private static uint[] Literals()
    {
        uint[] entries = new uint[288];
        Array.Fill(entries, HuffmanTable.Special);
        for (uint b = 0; b < BlockEnd; b++)
            entries[b] = HuffmanTable.Literal | (b << 16);
        entries[BlockEnd] = HuffmanTable.Special | HuffmanTable.BlockEnd;
        // Four lengths take as many extra bits, the next four one more, and the last symbol is the longest length alone.
        uint length = 3;
        for (int symbol = 257; symbol < 285; symbol++)
        {
            int extra = Math.Max(0, ((symbol - 257) / 4) - 1);
            entries[symbol] = (length << 16) | (uint)extra;
            length += 1u << extra;
        }
        entries[285] = 258u << 16;
        return entries;
    }

    private static uint[] Distances()
    {
        uint[] entries = new uint[32];
        Array.Fill(entries, HuffmanTable.Special);
        uint distance = 1;
        for (int symbol = 0; symbol < MostDistances; symbol++)
        {
            int extra = Math.Max(0, (symbol / 2) - 1);
            entries[symbol] = (distance << 16) | (uint)extra;
            distance += 1u << extra;
        }
        return entries;
    }
}
