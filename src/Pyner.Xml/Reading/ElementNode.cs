using System.Runtime.InteropServices;

namespace Pyner.Xml.Reading;

/// <summary>
/// One element name in its place: a node of the <see cref="ElementTrie"/>. One cache line, laid out so that a tag is recognised by
/// comparing 32 bytes at once. Links are nodes' numbers.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal unsafe struct ElementNode
{
    /// <summary>Longest name that fits, with <c>&lt;</c> and <c>&gt;</c> around it.</summary>
    public const int MaxNameLength = 30;

    /// <summary>The start tag without attributes: <c>&lt;</c>, the name, <c>&gt;</c>.</summary>
    public fixed byte Tag[32];

    /// <summary>Bit i is set if byte i of <see cref="Tag"/> counts. A sentinel has a higher bit set and so equals nothing.</summary>
    public ulong TagMask;

    /// <summary>The node above.</summary>
    public ushort Parent;

    /// <summary>The child that was first the last time.</summary>
    public ushort LikelyFirst;

    /// <summary>The sibling that followed the last time.</summary>
    public ushort LikelyNext;

    /// <summary>First of the children, in a list linked by <see cref="NextChild"/>.</summary>
    public ushort FirstChild;

    /// <summary>Next in the parent's list of children.</summary>
    public ushort NextChild;

    /// <summary>The visitor's kind.</summary>
    public short Kind;

    /// <summary>Elements that are open inside it, itself included.</summary>
    public byte Depth;

    /// <summary>Bytes of <see cref="Tag"/> that count.</summary>
    public byte TagLength;

    /// <summary>The visitor's interest: <see cref="ElementInterest"/>.</summary>
    public byte Interest;

    /// <summary>The likely one of the passages that can follow on its text, if it has no children: a number of the <see cref="PassageTable"/>.</summary>
    public ushort Follower;

    /// <summary>Bytes in the name.</summary>
    public readonly int NameLength => TagLength - 2;
}
