using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pyner.Xml.Reading;

namespace Pyner.Sra.Extraction;

/// <summary>
/// Gives the values of one field small numbers. A value is decoded, trimmed and normalised only when its spelling is new: the bytes of
/// every spelling are kept, and compared whole, so that equal numbers mean equal values, always.
/// </summary>
public sealed class ValueTable
{
    /// <summary>The number of the empty string, in every table.</summary>
    public const int Empty = 0;

    private const int LongestSpelling = 256;
    private const int MostSpellings = 1 << 16;
    private const int MostSpellingBytes = 4 << 20;
    private const int MostCharacters = 16 << 20;

    private readonly Func<string, string> _normalise;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _values = [];
    private Spelling[] _spellings = new Spelling[1024];
    private int _spellingCount;
    private byte[] _bytes = new byte[16 << 10];
    private int _byteCount;
    private int _last; // slot of the spelling that was asked for last
    private readonly List<int> _unsettled = []; // slots of the spellings of values that do not stand
    private long _characters; // of all values
    private int _committedValues;

    /// <summary>Makes a table.</summary>
    /// <param name="normalise">What is done to a value after trimming; nothing by default.</param>
    public ValueTable(Func<string, string>? normalise = null)
    {
        _normalise = normalise ?? (static value => value);
        NumberOf(string.Empty);
        _committedValues = 1;
    }

    /// <summary>How many values there are; their numbers are below.</summary>
    public int Count => _values.Count;

    /// <summary>Whether so many or so long values came together that it is better to begin anew, between two batches.</summary>
    public bool IsCrowded => _values.Count > MostSpellings || _characters > MostCharacters;

    /// <summary>The value of a number.</summary>
    public string this[int number] => _values[number];

    /// <summary>Forgets all values. Numbers given before mean nothing any more.</summary>
    public void Clear()
    {
        _numbers.Clear();
        _values.Clear();
        _characters = 0;
        NumberOf(string.Empty);
        _committedValues = 1;
        ClearSpellings();
    }

    /// <summary>The values that there are stand.</summary>
    public void Commit()
    {
        _committedValues = _values.Count;
        _unsettled.Clear();
    }

    /// <summary>Forgets the values that came since the last that stands, as those of a rejected document. Their numbers mean nothing any more.</summary>
    public void Rollback()
    {
        if (_values.Count == _committedValues)
            return;
        for (int number = _committedValues; number < _values.Count; number++)
        {
            _numbers.Remove(_values[number]);
            _characters -= _values[number].Length;
        }
        _values.RemoveRange(_committedValues, _values.Count - _committedValues);
        // A spelling that lies behind one of these is not found any more, and will be learned again.
        foreach (int slot in _unsettled)
            _spellings[slot] = default;
        _spellingCount -= _unsettled.Count;
        _unsettled.Clear();
        if (_values.Capacity <= 2 * MostSpellings)
            return;
        _numbers.TrimExcess();
        _values.TrimExcess();
        _unsettled.TrimExcess();
    }

    /// <summary>The number of a text's value.</summary>
    public int Number(in XmlText text)
    {
        ReadOnlySpan<byte> bytes = TrimAscii(text.Bytes);
        // Samples of a submission have the same tags in the same order, and mostly one organism: what followed the last time is likely.
        Spelling[] spellings = _spellings;
        int likely = spellings[_last].LikelyNext;
        ref readonly Spelling next = ref spellings[likely];
        if (next.Length == bytes.Length && next.Form == text.Form && next.Occupied && IsSpelling(next, bytes))
        {
            _last = likely;
            return next.Number;
        }
        if (bytes.Length > LongestSpelling)
            return NumberOf(Normalise(bytes, text.Form));
        uint hash = SpellingHash.Of(bytes);
        int mask = _spellings.Length - 1;
        int slot = (int)hash & mask;
        while (_spellings[slot].Occupied)
        {
            ref readonly Spelling spelling = ref _spellings[slot];
            if (spelling.Hash == hash && spelling.Length == bytes.Length && spelling.Form == text.Form && IsSpelling(spelling, bytes))
            {
                _spellings[_last].LikelyNext = slot;
                _last = slot;
                return spelling.Number;
            }
            slot = (slot + 1) & mask;
        }
        int number = NumberOf(Normalise(bytes, text.Form));
        Remember(bytes, text.Form, hash, number);
        return number;
    }

    private string Normalise(ReadOnlySpan<byte> bytes, XmlTextForm form) => _normalise(new XmlText(bytes, form).Decode().Trim());

    private int NumberOf(string value)
    {
        ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, value, out bool known);
        if (!known)
        {
            number = _values.Count;
            _values.Add(value);
            _characters += value.Length;
        }
        return number;
    }

    private void Remember(ReadOnlySpan<byte> bytes, XmlTextForm form, uint hash, int number)
    {
        if (_spellingCount == MostSpellings || _byteCount + bytes.Length > MostSpellingBytes)
            ClearSpellings();
        if (_spellingCount * 2 >= _spellings.Length)
            Grow();
        if (_byteCount + bytes.Length > _bytes.Length)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        bytes.CopyTo(_bytes.AsSpan(_byteCount));
        Insert(new Spelling { Hash = hash, Start = _byteCount, Length = (ushort)bytes.Length, Number = number, Form = form, Occupied = true });
        _byteCount += bytes.Length;
        _spellingCount++;
    }

    private void Insert(in Spelling spelling)
    {
        int mask = _spellings.Length - 1;
        int slot = (int)spelling.Hash & mask;
        while (_spellings[slot].Occupied)
            slot = (slot + 1) & mask;
        _spellings[slot] = spelling;
        if (spelling.Number >= _committedValues)
            _unsettled.Add(slot);
    }

    private void Grow()
    {
        Spelling[] old = _spellings;
        _spellings = new Spelling[old.Length * 2];
        _last = 0;
        _unsettled.Clear();
        foreach (ref readonly Spelling spelling in old.AsSpan())
        {
            if (spelling.Occupied)
                Insert(spelling with { LikelyNext = 0 });
        }
    }

    private void ClearSpellings()
    {
        Array.Clear(_spellings);
        _unsettled.Clear();
        _spellingCount = 0;
        _byteCount = 0;
        _last = 0;
    }

    /// <summary>Whether bytes are those of a spelling of the same length. Most are short: then two words that overlap are all of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsSpelling(in Spelling spelling, ReadOnlySpan<byte> bytes)
    {
        ref byte known = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bytes), spelling.Start);
        ref byte first = ref MemoryMarshal.GetReference(bytes);
        int length = bytes.Length;
        return length is >= sizeof(ulong) and <= 2 * sizeof(ulong)
            ? Word<ulong>(ref known, 0) == Word<ulong>(ref first, 0)
                && Word<ulong>(ref known, length - sizeof(ulong)) == Word<ulong>(ref first, length - sizeof(ulong))
            : length is >= sizeof(uint) and < sizeof(ulong)
                ? Word<uint>(ref known, 0) == Word<uint>(ref first, 0)
                    && Word<uint>(ref known, length - sizeof(uint)) == Word<uint>(ref first, length - sizeof(uint))
                : bytes.SequenceEqual(_bytes.AsSpan(spelling.Start, length));
    }

    private static T Word<T>(ref byte bytes, int at) => Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref bytes, at));

    /// <summary>Cuts off the white space that nearly all of it is; the rest is trimmed when the value is decoded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ReadOnlySpan<byte> TrimAscii(ReadOnlySpan<byte> bytes) =>
        bytes.IsEmpty || (bytes[0] > ' ' && bytes[^1] > ' ') ? bytes : bytes.Trim(" \n\t\r"u8);

    private struct Spelling
    {
        public uint Hash;
        public int Start;
        public int Number;
        public int LikelyNext;
        public ushort Length;
        public XmlTextForm Form;
        public bool Occupied;
    }
}
