using System.Runtime.InteropServices;

namespace Pyner.Xml.Reading;

/// <summary>
/// One element name in its place: a node of the <see cref="ElementTrie"/>. One cache line, laid out so that a tag is recognised by
/// comparing 32 bytes at once.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal unsafe struct ElementNode
{
    /// <summary>Longest name that fits, so that <c>&gt;</c> fits behind it.</summary>
    public const int MaxNameLength = 31;

    /// <summary>The name and <c>&gt;</c>.</summary>
    public fixed byte Name[32];

    /// <summary>Bit i is set if byte i of <see cref="Name"/> counts, <c>&gt;</c> included. A sentinel has a higher bit set and so equals nothing.</summary>
    public ulong CloseMask;

    /// <summary>The node above.</summary>
    public int Parent;

    /// <summary>The child that was first the last time.</summary>
    public int LikelyFirst;

    /// <summary>The sibling that followed the last time.</summary>
    public int LikelyNext;

    /// <summary>First of the children, in a list linked by <see cref="NextChild"/>.</summary>
    public int FirstChild;

    /// <summary>Next in the parent's list of children.</summary>
    public int NextChild;

    /// <summary>The visitor's kind.</summary>
    public short Kind;

    /// <summary>Bytes in the name.</summary>
    public byte Length;

    /// <summary>The visitor's interest: <see cref="ElementInterest"/>.</summary>
    public byte Interest;
}
