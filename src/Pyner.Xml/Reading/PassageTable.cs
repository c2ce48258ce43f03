using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pyner.Xml.Reading;

/// <summary>The passages met so far, by the value that they came behind. As many as fit; then it is emptied between two documents.</summary>
internal sealed unsafe class PassageTable : IDisposable
{
    /// <summary>Bytes that are compared at once.</summary>
    public const int BlockSize = 64;

    /// <summary>Passages that are remembered behind one value.</summary>
    private const int MostFollowers = 16;

    /// <summary>Bytes in the longest passage.</summary>
    public const int LongestText = 4 * BlockSize;

    /// <summary>Not a passage; in a list of followers: no more.</summary>
    public const int None = 0;

    private const int Capacity = 2048;
    private const int TextCapacity = Capacity * 2 * BlockSize;
    private const byte Sure = 3;

    private byte* _text;
    private int _count;
    private int _textLength;

    public PassageTable()
    {
        Items = (Passage*)NativeMemory.AlignedAlloc(Capacity * (nuint)sizeof(Passage), 64);
        _text = (byte*)NativeMemory.AlignedAlloc(TextCapacity + LongestText, 64);
        Clear();
    }

    ~PassageTable() => Free();

    /// <summary>The passages; they do not move.</summary>
    public Passage* Items { get; private set; }

    /// <summary>Whether there is no room for more.</summary>
    public bool IsFull => _count == Capacity || _textLength > TextCapacity - LongestText;

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    /// <summary>Forgets all passages. Lists of followers mean nothing any more.</summary>
    public void Clear()
    {
        // Is compared with where nothing is known; begins with what never stands there (see Find).
        new Span<byte>(_text, BlockSize).Fill(1);
        Items[None] = new Passage { Text = _text, LastMask = ulong.MaxValue, Length = BlockSize };
        _count = 1;
        _textLength = BlockSize;
    }

    /// <summary>The passage that stands at a position, among those that can follow there; null if it is none of them.</summary>
    /// <param name="items">All passages.</param>
    /// <param name="follower">The number of the likely one; not <see cref="None"/>, unless a '&lt;' or a quote stands at the position.</param>
    /// <param name="at">The position; <see cref="LongestText"/> readable bytes follow the window, zeros the first <see cref="BlockSize"/> of them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Passage* Find(Passage* items, ushort* follower, byte* at)
    {
        Passage* likely = items + *follower;
        if (!IsAt(likely, at))
            return FindOther(items, follower, at);
        likely->Confidence = Sure;
        return likely;
    }

    /// <summary>Adds a passage to those that can follow somewhere, as the likely one. Where they are many, the least likely one is forgotten.</summary>
    /// <param name="passage">The passage, but for its text.</param>
    /// <param name="text">Its bytes, at most <see cref="LongestText"/>.</param>
    /// <param name="follower">Where it can follow.</param>
    public void Add(in Passage passage, ReadOnlySpan<byte> text, ushort* follower)
    {
        Passage* added = Items + _count;
        *added = passage;
        added->Text = _text + _textLength;
        added->Length = (ushort)text.Length;
        added->LastBlock = (ushort)((text.Length - 1) & ~(BlockSize - 1));
        added->LastMask = ulong.MaxValue >> ((BlockSize - (text.Length % BlockSize)) % BlockSize);
        added->Confidence = Sure;
        added->Other = *follower;
        text.CopyTo(new Span<byte>(added->Text, LongestText));
        added->Ending = EndingAt(added->Text, text.Length);
        _textLength += (text.Length + BlockSize - 1) / BlockSize * BlockSize;
        *follower = (ushort)_count++;
        Passage* last = added;
        for (int i = 1; i < MostFollowers && last->Other != None; i++)
            last = Items + last->Other;
        last->Other = None;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Passage* FindOther(Passage* items, ushort* follower, byte* at)
    {
        Passage* before = items + *follower;
        while (before->Other != None)
        {
            ushort number = before->Other;
            Passage* other = items + number;
            if (other->Ending != EndingAt(at, other->Length) || !IsAt(other, at))
            {
                before = other;
                continue;
            }
            Passage* likely = items + *follower;
            if (likely->Confidence > 0)
            {
                likely->Confidence--;
                return other;
            }
            before->Other = other->Other;
            other->Other = *follower;
            *follower = number;
            return other;
        }
        return null;
    }

    /// <summary>
    /// What <see cref="Passage.Ending"/> is, if a passage of that length stands at a position. Reads as far as that, be it beyond the window.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong EndingAt(byte* at, int length) =>
        length >= sizeof(ulong) ? *(ulong*)(at + length - sizeof(ulong)) : *(ulong*)at << ((sizeof(ulong) - length) * 8);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAt(Passage* passage, byte* at)
    {
        byte* text = passage->Text;
        byte* lastBlock = text + passage->LastBlock;
        for (; text < lastBlock; text += BlockSize, at += BlockSize)
        {
            if (Differences(text, at) != 0)
                return false;
        }
        return (Differences(text, at) & passage->LastMask) == 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Differences(byte* text, byte* at)
    {
        if (Vector512.IsHardwareAccelerated)
            return ~Vector512.Equals(Vector512.Load(text), Vector512.Load(at)).ExtractMostSignificantBits();
        ulong low = Vector256.Equals(Vector256.Load(text), Vector256.Load(at)).ExtractMostSignificantBits();
        ulong high = Vector256.Equals(Vector256.Load(text + 32), Vector256.Load(at + 32)).ExtractMostSignificantBits();
        return ~(low | (high << 32));
    }

    private void Free()
    {
        NativeMemory.AlignedFree(Items);
        NativeMemory.AlignedFree(_text);
        Items = null;
        _text = null;
    }
}
