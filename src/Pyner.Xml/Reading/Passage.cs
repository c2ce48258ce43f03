using System.Runtime.InteropServices;

namespace Pyner.Xml.Reading;

/// <summary>
/// Markup from the end of one value (an element's text or an attribute's value) to the beginning of the next, as it stood in a document that was read:
/// end tags, start tags, attribute names, and the white space between them. Where the same bytes come again behind the same value, they mean the same.
/// One cache line.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal unsafe struct Passage
{
    /// <summary>Events that fit.</summary>
    public const int MaxEvents = 8;

    /// <summary>The bytes, padded to whole blocks of <see cref="PassageTable.BlockSize"/>.</summary>
    public byte* Text;

    /// <summary>Which bytes of the last block count.</summary>
    public ulong LastMask;

    /// <summary>Its last 8 bytes, with zeros before them if it is shorter: those that can follow on the same value begin alike, but rarely end alike.</summary>
    public ulong Ending;

    /// <summary>Bytes.</summary>
    public ushort Length;

    /// <summary>Where in it the last block begins.</summary>
    public ushort LastBlock;

    /// <summary>
    /// Where in it the <c>&lt;</c> of the tag stands in which it ends; <see cref="NoTag"/> if that tag began before it, or it ends in no tag.
    /// </summary>
    public ushort Tag;

    /// <summary>The node that is open behind it. Where it ends in a tag: the one that was open before that tag.</summary>
    public ushort Node;

    /// <summary>The element of the tag that it ends in.</summary>
    public ushort Element;

    /// <summary>The node that remembers which element is likely behind it: its first child, or the one that follows on it.</summary>
    public ushort LikelyNode;

    /// <summary>The likely one of the passages that can follow, where it does not end in the text of an element: that element's node has them.</summary>
    public ushort Follower;

    /// <summary>The next one that can come in its place.</summary>
    public ushort Other;

    /// <summary>What the visitor hears of it: a node, and a <see cref="PassageEvent"/> above <see cref="EventShift"/>.</summary>
    public fixed ushort Events[MaxEvents];

    /// <summary>How many events.</summary>
    public byte EventCount;

    /// <summary>What begins behind it.</summary>
    public PassageEnd End;

    /// <summary>Whether <see cref="LikelyNode"/> remembers its sibling rather than its child.</summary>
    public bool LikelyIsSibling;

    /// <summary>Bytes in the name of the attribute whose value begins behind it.</summary>
    public byte NameLength;

    /// <summary>Whether the visitor wants that attribute, or that text.</summary>
    public bool IsWanted;

    /// <summary>How often it may fail to come before another takes its place as the likely one.</summary>
    public byte Confidence;

    /// <summary>For <see cref="Tag"/>.</summary>
    public const ushort NoTag = ushort.MaxValue;

    /// <summary>Bits of an event that are its node.</summary>
    public const int EventShift = 12;
}
