using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pyner.Xml.Reading;

/// <summary>
/// The plain attribute names met so far (no colon, not <c>xmlns</c>), each with <c>="</c> behind it, so that
/// one comparison recognises it. Each has a number below 64, so that a word remembers which a tag has had.
/// </summary>
internal sealed unsafe class AttributeNames : IDisposable
{
    /// <summary>No name: equals nothing.</summary>
    public const int None = 0;

    private const int Capacity = 64;
    private const int MaxNameLength = 30;

    private int _count;

    public AttributeNames()
    {
        Entries = (Entry*)NativeMemory.AlignedAlloc(Capacity * (nuint)sizeof(Entry), 64);
        Clear();
    }

    ~AttributeNames() => NativeMemory.AlignedFree(Entries);

    /// <summary>The names; they do not move.</summary>
    public Entry* Entries { get; private set; }

    /// <summary>Whether there is no room for more.</summary>
    public bool IsFull => _count == Capacity;

    public void Dispose()
    {
        NativeMemory.AlignedFree(Entries);
        Entries = null;
        GC.SuppressFinalize(this);
    }

    /// <summary>Forgets all names.</summary>
    public void Clear()
    {
        Entries[None] = default;
        Entries[None].Mask = 1UL << 63;
        _count = 1;
    }

    /// <summary>Bits of <see cref="Entry.Mask"/> where <paramref name="text"/> differs from the name and <c>="</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Differences(Entry* entry, byte* text) =>
        ~(ulong)Vector256.Equals(Vector256.Load(text), Vector256.Load(entry->Text)).ExtractMostSignificantBits() & entry->Mask;

    /// <summary>The number of the name that stands at <paramref name="text"/> with <c>="</c> behind it, or <see cref="None"/>.</summary>
    public int FindPlain(byte* text)
    {
        for (int i = 1; i < _count; i++)
        {
            if (Differences(Entries + i, text) == 0)
                return i;
        }
        return None;
    }

    /// <summary>The number of a checked plain name; made on first sight, <see cref="None"/> if there is no room.</summary>
    public int FindOrAdd(ReadOnlySpan<byte> name)
    {
        for (int i = 1; i < _count; i++)
        {
            if (new ReadOnlySpan<byte>(Entries[i].Text, Entries[i].Length).SequenceEqual(name))
                return i;
        }
        if (_count == Capacity || name.Length > MaxNameLength)
            return None;
        Entry* entry = Entries + _count;
        *entry = default;
        name.CopyTo(new Span<byte>(entry->Text, MaxNameLength));
        entry->Text[name.Length] = (byte)'=';
        entry->Text[name.Length + 1] = (byte)'"';
        entry->Mask = (1UL << (name.Length + 2)) - 1;
        entry->Length = name.Length;
        return _count++;
    }

    /// <summary>A name in a cache line of its own.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 64)]
    internal struct Entry
    {
        /// <summary>The name and <c>="</c>.</summary>
        public fixed byte Text[32];

        /// <summary>Bit i is set if byte i of <see cref="Text"/> counts.</summary>
        public ulong Mask;

        /// <summary>Bytes in the name.</summary>
        public int Length;
    }
}
