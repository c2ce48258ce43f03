using System.Runtime.CompilerServices;
using Pyner.Sra.Extraction;
using Pyner.Xml.Reading;

namespace Pyner.Sra.Tables;

/// <summary>A column of texts of which few are distinct: each is kept once.</summary>
internal sealed class DictionaryBuffer : ColumnBuffer
{
    private const int FewestSlots = 64;
    private const int UsualSlots = 1 << 15;
    private const int UsualBytes = 1 << 20;
    private const int LongestSpelling = 1 << 16;

    private Text[] _texts = new Text[FewestSlots / 2];
    private int[] _slots = new int[FewestSlots]; // number of a text, plus 1
    private byte[] _bytes = new byte[256];
    private int _byteCount;
    private int _committedCount; // texts before it stand
    private int _committedBytes;
    private int _last;
    private byte[] _spelling = []; // that was decoded last
    private int _spellingLength = -1;
    private XmlTextForm _spellingForm;
    private int _spelled; // its text

    /// <summary>Distinct texts.</summary>
    public int Count { get; private set; }

    /// <summary>Changes when texts are forgotten: numbers lose their meaning.</summary>
    public int Generation { get; private set; }

    /// <summary>The text that was set last.</summary>
    public ReadOnlySpan<byte> Last => this[LastEntry];

    /// <summary>The number of the text that was asked for last.</summary>
    public int LastNumber => _last;

    /// <summary>A text by its number.</summary>
    public ReadOnlySpan<byte> this[int number] => _bytes.AsSpan(_texts[number].Start, _texts[number].Length);

    /// <summary>Keeps a text for a row. The rows between have no value.</summary>
    public void Set(int row, ReadOnlySpan<byte> text) => base.Set(row, Number(text));

    /// <summary>Keeps a text of a document for a row. The rows between have no value.</summary>
    public void Set(int row, in XmlText text) => base.Set(row, Number(text));

    /// <summary>Keeps a text for some rows. The rows between have no value.</summary>
    public void SetRange(int from, int to, ReadOnlySpan<byte> text)
    {
        if (from < to)
            SetRange(from, to, Number(text));
    }

    /// <summary>Keeps a text by its number for a row.</summary>
    public void SetNumber(int row, int number) => base.Set(row, number);

    /// <summary>The number of a text.</summary>
    public int Number(ReadOnlySpan<byte> text)
    {
        int likely = Likely;
        if (likely >= 0 && text.SequenceEqual(this[likely]))
            return _last = likely;
        return Follow(Find(text, SpellingHash.Of(text)));
    }

    /// <summary>The number of a document's text: as it is kept (<see cref="KeptText"/>), which is found out only where its spelling is new.</summary>
    public int Number(in XmlText text)
    {
        ReadOnlySpan<byte> written = text.Bytes;
        int likely = Likely;
        if (likely >= 0 && IsWritten(_texts[likely], text.Form) && written.SequenceEqual(this[likely]))
            return _last = likely;
        if (written.Length == _spellingLength && text.Form == _spellingForm && written.SequenceEqual(_spelling.AsSpan(0, _spellingLength)))
            return Follow(_spelled);
        uint hash = SpellingHash.Of(written);
        int mask = _slots.Length - 1;
        for (int slot = (int)hash & mask, number; (number = _slots[slot] - 1) >= 0; slot = (slot + 1) & mask)
        {
            ref readonly Text known = ref _texts[number];
            if (known.Hash == hash && IsWritten(known, text.Form) && written.SequenceEqual(this[number]))
                return Follow(number);
        }
        return Follow(Learn(text, hash));
    }

    /// <summary>The texts that there are stand.</summary>
    public void Commit()
    {
        _committedCount = Count;
        _committedBytes = _byteCount;
    }

    /// <summary>Forgets the texts that do not stand, in time that goes with their number; only where no row has one.</summary>
    public void Rollback()
    {
        if (Rows == 0)
            Clear();
        if (Count == _committedCount)
            return;
        // A text was put in the first slot that those before it left free: without the last ones, all are as if they had never come.
        for (int number = _committedCount; number < Count; number++)
            _slots[_texts[number].Slot] = 0;
        Count = _committedCount;
        _byteCount = _committedBytes;
        Generation++;
        if (_last >= Count)
            _last = 0;
        _spellingLength = -1;
        GiveBack();
    }

    /// <summary>Forgets all texts; only where no row is left.</summary>
    public override void RemoveFirst(int rows)
    {
        base.RemoveFirst(rows);
        if (Rows == 0)
            Clear();
    }

    /// <inheritdoc/>
    protected override void WriteValues(BlockWriter block, ReadOnlySpan<int> entries, int values)
    {
        WriteHead(block, BlockEncoding.Dictionary, entries, values);
        int longest = 0;
        for (int i = 0; i < Count; i++)
            longest = Math.Max(longest, _texts[i].Length);
        int width = PackedNumbers.Width((ulong)longest);
        block.Number((uint)Count);
        block.Byte((byte)width);
        Span<int> lengths = Count <= 256 ? stackalloc int[Count] : new int[Count];
        for (int i = 0; i < Count; i++)
            lengths[i] = _texts[i].Length;
        block.Packed(lengths, width);
        block.Raw(_bytes.AsSpan(0, _byteCount));
        width = PackedNumbers.Width((ulong)(Count - 1));
        block.Byte((byte)width);
        block.Present(entries, values, width);
    }

    /// <summary>Records of a submission have the same texts in the same order: what followed the last time is likely. Negative where nothing did.</summary>
    private int Likely
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            // It may have been forgotten since.
            int likely = _texts[_last].LikelyNext;
            return likely < Count ? likely : -1;
        }
    }

    private int Follow(int number)
    {
        _texts[_last].LikelyNext = number;
        _last = number;
        return number;
    }

    /// <summary>Whether a text is known to be written, in a form, with the very bytes that are kept of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsWritten(in Text text, XmlTextForm form) => ((text.WrittenForms >> (int)form) & 1) != 0;

    private int Learn(in XmlText text, uint hash)
    {
        ReadOnlySpan<byte> written = text.Bytes;
        ReadOnlySpan<byte> kept = KeptText.Of(text);
        if (kept == written)
        {
            int number = Find(kept, hash);
            _texts[number].WrittenForms |= (byte)(1 << (int)text.Form);
            return number;
        }
        _spelled = Find(kept, SpellingHash.Of(kept));
        _spellingLength = -1;
        if (written.Length <= LongestSpelling)
        {
            if (_spelling.Length < written.Length)
                _spelling = new byte[Math.Max(written.Length, _spelling.Length * 2)];
            written.CopyTo(_spelling);
            _spellingLength = written.Length;
            _spellingForm = text.Form;
        }
        return _spelled;
    }

    /// <summary>The number of a text, known or not.</summary>
    private int Find(ReadOnlySpan<byte> text, uint hash)
    {
        int mask = _slots.Length - 1;
        int slot = (int)hash & mask;
        for (int number; (number = _slots[slot] - 1) >= 0; slot = (slot + 1) & mask)
        {
            if (_texts[number].Hash == hash && text.SequenceEqual(this[number]))
                return number;
        }
        return Add(text, hash, slot);
    }

    private int Add(ReadOnlySpan<byte> text, uint hash, int slot)
    {
        if (Count == _texts.Length)
            slot = Grow(hash);
        if (text.Length > _bytes.Length - _byteCount)
            Array.Resize(ref _bytes, RoomFor((long)_byteCount + text.Length, _bytes.Length));
        text.CopyTo(_bytes.AsSpan(_byteCount));
        _texts[Count] = new Text { Start = _byteCount, Length = text.Length, Hash = hash, Slot = slot };
        _byteCount += text.Length;
        _slots[slot] = ++Count;
        return Count - 1;
    }

    /// <summary>Makes room for as many texts again.</summary>
    /// <returns>The free slot of a hash.</returns>
    private int Grow(uint newHash)
    {
        Resize(_texts.Length * 2);
        return FreeSlot(newHash);
    }

    /// <summary>Makes room for so many texts: a power of two.</summary>
    private void Resize(int texts)
    {
        Array.Resize(ref _texts, texts);
        _slots = new int[texts * 2];
        for (int number = 0; number < Count; number++)
        {
            int slot = FreeSlot(_texts[number].Hash);
            _texts[number].Slot = slot;
            _slots[slot] = number + 1;
        }
    }

    private int FreeSlot(uint hash)
    {
        int mask = _slots.Length - 1;
        int slot = (int)hash & mask;
        while (_slots[slot] != 0)
            slot = (slot + 1) & mask;
        return slot;
    }

    /// <summary>Gives back the room that only texts of a rejected file needed.</summary>
    private void GiveBack()
    {
        int texts = UsualSlots / 2;
        while (texts < Count)
            texts *= 2;
        if (texts < _texts.Length)
            Resize(texts);
        if (_bytes.Length > UsualBytes && _bytes.Length / 2 > _byteCount)
            Array.Resize(ref _bytes, Math.Max(_byteCount, UsualBytes));
    }

    /// <summary>Forgets all texts, in time that goes with their number. Room for an unusual number of them is given back.</summary>
    private void Clear()
    {
        if (_slots.Length > UsualSlots)
        {
            _slots = new int[FewestSlots];
            _texts = new Text[FewestSlots / 2];
        }
        else
        {
            for (int number = 0; number < Count; number++)
                _slots[_texts[number].Slot] = 0;
        }
        if (_bytes.Length > UsualBytes)
            _bytes = new byte[256];
        Count = _committedCount = 0;
        Generation++;
        _byteCount = _committedBytes = 0;
        _last = 0;
        _spellingLength = -1;
    }

    private struct Text
    {
        public int Start;
        public int Length;
        public int LikelyNext;
        public int Slot;
        public uint Hash;
        public byte WrittenForms; // a bit for each form
    }
}
