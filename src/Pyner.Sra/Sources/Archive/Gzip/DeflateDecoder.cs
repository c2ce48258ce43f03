using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pyner.Sra.Sources.Archive.Gzip;

/// <summary>Inflates deflate streams (RFC 1951), one after the other, piece by piece.</summary>
internal sealed unsafe class DeflateDecoder(CompressedInput input)
{
    /// <summary>How far back a match may reach.</summary>
    public const int Window = 32 * 1024;

    /// <summary>Room that is needed behind where decoding is to end: it ends with a whole step, and what a step writes is rounded up.</summary>
    public const int Slack = MostInStep + (2 * VectorSize);

    /// <summary>Bytes that a step may add: a literal, and the longest match.</summary>
    public const int MostInStep = 1 + 258;

    private const int VectorSize = 32;

    // A step looks at whole words of input up to three times (once before the first step), and advances by 7 bytes at most each time.
    private const int InputForStep = 4 * sizeof(ulong);

    private const ulong LiteralIndex = (1 << DeflateCodes.LiteralBits) - 1;
    private const ulong DistanceIndex = (1 << DeflateCodes.DistanceBits) - 1;

    private const string UnknownLiteral = "a block has bits that stand for no literal and no length";
    private const string UnknownDistance = "a block has bits that stand for no distance";
    private const string TooFarBack = "a match reaches back to before the beginning";

    private readonly DeflateCodes _codes = new();
    private bool _isLastBlock;
    private bool _isInBlock;
    private int _stored; // bytes of a stored block still to come; -1 in other blocks

    /// <summary>Whether the stream has ended.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Where the output ends: behind what was decoded last, even if that ended in a fault.</summary>
    public byte* Output { get; private set; }

    /// <summary>Begins with another stream.</summary>
    public void Begin()
    {
        _isLastBlock = _isInBlock = IsEnded = false;
        _stored = -1;
    }

    /// <summary>Writes down where it stands, but not what was decoded.</summary>
    public void Save(BinaryWriter to)
    {
        to.Write(IsEnded);
        to.Write(_isLastBlock);
        to.Write(_isInBlock);
        to.Write(_stored);
        if (_isInBlock && _stored < 0)
            _codes.Save(to);
    }

    /// <summary>Goes on where <see cref="Save"/> was called.</summary>
    /// <exception cref="InvalidDataException">That was nowhere.</exception>
    public void Restore(BinaryReader from)
    {
        IsEnded = from.ReadBoolean();
        _isLastBlock = from.ReadBoolean();
        _isInBlock = from.ReadBoolean();
        _stored = from.ReadInt32();
        if (_isInBlock && _stored < 0)
            _codes.Restore(from);
    }

    /// <summary>Decodes until there is enough, or to the stream's end.</summary>
    /// <param name="oldest">The stream's first byte, or the first that is still in memory.</param>
    /// <param name="output">Where to go on; what was decoded before lies before it.</param>
    /// <param name="end">Where it is enough: <see cref="Output"/> is there then, or up to <see cref="MostInStep"/> behind.</param>
    /// <exception cref="InvalidDataException">The stream is damaged.</exception>
    /// <exception cref="EndOfStreamException">The file ends before the stream.</exception>
    public void Decode(byte* oldest, byte* output, byte* end)
    {
        Output = output;
        while (Output < end)
        {
            if (!_isInBlock && !TryBeginBlock())
                return;
            if (_stored >= 0)
                CopyStored(end);
            else if (input.End - input.Next > InputForStep)
                DecodeFast(oldest, end);
            else if (!input.TryRefill())
                DecodeSymbol(oldest);
        }
    }

    private bool TryBeginBlock()
    {
        if (_isLastBlock)
        {
            input.AlignToByte();
            IsEnded = true;
            return false;
        }
        _isLastBlock = input.Take(1) == 1;
        switch (input.Take(2))
        {
            case 0:
                input.AlignToByte();
                _stored = (int)input.Take(16);
                if (input.Take(16) != (~(uint)_stored & 0xFFFF))
                    throw new InvalidDataException("a stored block's length is not what its check says");
                break;
            case 1:
                _codes.UseFixed();
                break;
            case 2:
                _codes.Read(input);
                break;
            default:
                throw new InvalidDataException("a block is of a kind that there is not");
        }
        _isInBlock = true;
        return true;
    }

    private void EndBlock()
    {
        _isInBlock = false;
        _stored = -1;
    }

    private void CopyStored(byte* end)
    {
        input.AlignToByte();
        while (_stored > 0 && Output < end)
        {
            int count = (int)Math.Min(Math.Min(_stored, end - Output), input.End - input.Next);
            if (count == 0 && !input.TryRefill())
                throw new EndOfStreamException();
            new ReadOnlySpan<byte>(input.Next, count).CopyTo(new Span<byte>(Output, count));
            input.Next += count;
            Output += count;
            _stored -= count;
        }
        if (_stored == 0)
            EndBlock();
    }

    /// <summary>Decodes symbols while there is more than enough input for each, to the block's end at most.</summary>
    private void DecodeFast(byte* oldest, byte* end)
    {
        uint* literals = _codes.Literal.Entries;
        uint* distances = _codes.Distance.Entries;
        byte* output = Output;
        byte* next = input.Next;
        byte* lastNext = input.End - InputForStep;
        ulong bits = input.Bits;
        int bitCount = input.BitCount;
        string? fault = null;
        Fill(ref bits, ref bitCount, ref next);
        // Always looked up ahead, so that it need not be waited for.
        uint entry = literals[bits & LiteralIndex];
        while (output < end && next < lastNext)
        {
            // A literal or not: between two matches there is none in two of three cases, and not asking takes less than guessing wrong in the third.
            *output = (byte)(entry >> 16);
            int allIfLiteral = (int)entry >> 31;
            output -= allIfLiteral;
            Drop(entry & (uint)allIfLiteral, ref bits, ref bitCount);
            entry = literals[bits & LiteralIndex];
            if ((entry & HuffmanTable.Longer) != 0)
                entry = literals[HuffmanTable.PlaceOf(entry, bits, DeflateCodes.LiteralBits)];
            if ((int)entry < 0)
            {
                *output++ = (byte)(entry >> 16);
                Drop(entry, ref bits, ref bitCount);
                Fill(ref bits, ref bitCount, ref next);
                entry = literals[bits & LiteralIndex];
                continue;
            }
            Fill(ref bits, ref bitCount, ref next);
            if ((entry & HuffmanTable.Special) != 0)
            {
                if ((entry & HuffmanTable.BlockEnd) == 0)
                {
                    fault = UnknownLiteral;
                    break;
                }
                Drop(entry, ref bits, ref bitCount);
                EndBlock();
                break;
            }
            int length = (int)ValueOf(entry, ref bits, ref bitCount);
            entry = distances[bits & DistanceIndex];
            if ((entry & HuffmanTable.Longer) != 0)
                entry = distances[HuffmanTable.PlaceOf(entry, bits, DeflateCodes.DistanceBits)];
            if ((entry & HuffmanTable.Special) != 0)
            {
                fault = UnknownDistance;
                break;
            }
            nint distance = (nint)ValueOf(entry, ref bits, ref bitCount);
            Fill(ref bits, ref bitCount, ref next);
            entry = literals[bits & LiteralIndex];
            if (distance > output - oldest)
            {
                fault = TooFarBack;
                break;
            }
            Copy(output, distance, length);
            output += length;
        }
        Output = output;
        input.Next = next;
        bitCount &= 63;
        input.Bits = bits & ((1ul << bitCount) - 1);
        input.BitCount = bitCount;
        if (fault is not null)
            throw new InvalidDataException(fault);
    }

    /// <summary>Decodes one symbol, where the file may end in it.</summary>
    private void DecodeSymbol(byte* oldest)
    {
        uint entry = TakeCode(_codes.Literal, DeflateCodes.LiteralBits, UnknownLiteral);
        if ((entry & HuffmanTable.BlockEnd) != 0)
        {
            EndBlock();
            return;
        }
        if ((entry & HuffmanTable.Literal) != 0)
        {
            *Output++ = (byte)(entry >> 16);
            return;
        }
        int length = TakeValue(entry);
        int distance = TakeValue(TakeCode(_codes.Distance, DeflateCodes.DistanceBits, UnknownDistance));
        if (distance > Output - oldest)
            throw new InvalidDataException(TooFarBack);
        for (; length > 0; length--, Output++)
            *Output = Output[-distance];
    }

    /// <summary>Takes a code, but not the bits that belong to what it means.</summary>
    private uint TakeCode(HuffmanTable table, int indexBits, string unknown)
    {
        bool isWhole = input.TryNeed(HuffmanTable.LongestCode);
        uint entry = table.Entries[input.Bits & ((1ul << indexBits) - 1)];
        if ((entry & HuffmanTable.Longer) != 0)
            entry = table.Entries[HuffmanTable.PlaceOf(entry, input.Bits, indexBits)];
        if ((entry & (HuffmanTable.Special | HuffmanTable.BlockEnd)) == HuffmanTable.Special)
            throw isWhole ? new InvalidDataException(unknown) : new EndOfStreamException();
        int bits = (int)((entry >> 8) & 15);
        if (bits > input.BitCount)
            throw new EndOfStreamException();
        input.Skip(bits);
        return entry;
    }

    private int TakeValue(uint entry) => (int)(((entry >> 16) & 0x7FFF) + input.Take((int)(entry & 63) - (int)((entry >> 8) & 15)));

    /// <summary>
    /// Takes bits from memory until there are at least 56. What stands above them is what comes next, so that it may be added once more. Of
    /// <paramref name="bitCount"/> the lowest six bits count; what <see cref="Drop"/> leaves above them is not worth an instruction.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fill(ref ulong bits, ref int bitCount, ref byte* next)
    {
        bits |= *(ulong*)next << bitCount;
        next += (~(uint)bitCount >> 3) & 7; // of 63 bits, the whole bytes that are free
        bitCount |= 56;
    }

    /// <summary>Takes a code and the bits behind it: the base and what is added to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint ValueOf(uint entry, ref ulong bits, ref int bitCount)
    {
        ulong low = Bmi2.X64.IsSupported ? Bmi2.X64.ZeroHighBits(bits, entry) : bits & ((1ul << (int)entry) - 1);
        uint value = (entry >> 16) + (uint)(low >> (int)((entry >> 8) & 15));
        Drop(entry, ref bits, ref bitCount);
        return value;
    }

    /// <summary>Passes over all the bits that an entry takes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Drop(uint entry, ref ulong bits, ref int bitCount)
    {
        bits >>= (int)entry; // a shift goes by the lowest six bits, which are the number
        bitCount -= (int)entry;
    }

    /// <summary>Repeats what lies some way back. Writes up to two vectors more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(byte* to, nint distance, int length)
    {
        byte* from = to - distance;
        byte* end = to + length;
        if (distance >= VectorSize)
        {
            Vector256.Store(Vector256.Load(from), to);
            Vector256.Store(Vector256.Load(from + VectorSize), to + VectorSize);
            for (to += 2 * VectorSize, from += 2 * VectorSize; to < end; to += 2 * VectorSize, from += 2 * VectorSize)
            {
                Vector256.Store(Vector256.Load(from), to);
                Vector256.Store(Vector256.Load(from + VectorSize), to + VectorSize);
            }
        }
        else if (distance >= sizeof(ulong))
        {
            for (; to < end; to += sizeof(ulong), from += sizeof(ulong))
                *(ulong*)to = *(ulong*)from;
        }
        else if (distance == 1)
        {
            var repeated = Vector256.Create(*from);
            for (; to < end; to += VectorSize)
                Vector256.Store(repeated, to);
        }
        else
        {
            for (; to < end; to++, from++)
                *to = *from;
        }
    }
}
