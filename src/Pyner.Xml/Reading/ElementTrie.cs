using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pyner.Xml.Reading;

/// <summary>
/// The element paths met so far. Documents of one kind repeat a few dozen paths millions of times, in nearly the same order, so a node
/// remembers which child came first and which sibling next: most tags are recognised by one comparison, and nesting needs no stack.
/// Paths that are too many, too deep or have unusual names stay outside and take a slower way.
/// </summary>
internal sealed unsafe class ElementTrie : IDisposable
{
    /// <summary>No node: equals no name.</summary>
    public const int None = 0;

    /// <summary>Stands for an open element outside the trie: equals no name.</summary>
    public const int Outside = 1;

    /// <summary>The document, parent of the root element.</summary>
    public const int Document = 2;

    /// <summary>Nodes at most, sentinels included.</summary>
    public const int Capacity = 4096;

    private const int MaxDepth = 48;
    private const int MaxChildren = 128;
    private const ulong SentinelMask = 1UL << 63;

    private int _count;

    public ElementTrie()
    {
        Nodes = (ElementNode*)NativeMemory.AlignedAlloc(Capacity * (nuint)sizeof(ElementNode), 64);
        Clear();
    }

    ~ElementTrie() => NativeMemory.AlignedFree(Nodes);

    /// <summary>The nodes; they do not move.</summary>
    public ElementNode* Nodes { get; private set; }

    public void Dispose()
    {
        NativeMemory.AlignedFree(Nodes);
        Nodes = null;
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Whether so many paths were met, here or below one element, that it is time to forget them: a hostile document must not slow down
    /// all that follow.
    /// </summary>
    public bool IsCrowded { get; private set; }

    /// <summary>Forgets all paths.</summary>
    public void Clear()
    {
        _count = 0;
        for (int sentinel = 0; sentinel < 3; sentinel++)
        {
            Nodes[_count] = default;
            Nodes[_count++].TagMask = SentinelMask;
        }
        Nodes[Document].Kind = IElementVisitor.DocumentKind;
        IsCrowded = false;
    }

    /// <summary>Bits of <see cref="ElementNode.TagMask"/> where the text differs from the node's tag, and all the bits above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Differences(ElementNode* node, byte* text) =>
        ~(ulong)Vector256.Equals(Vector256.Load(text), Vector256.Load(node->Tag)).ExtractMostSignificantBits();

    /// <summary>Whether the text, which begins with <c>&lt;/</c>, is the node's end tag.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsEndTag(ElementNode* node, byte* text) =>
        (~(ulong)Vector256.Equals(Vector256.Load(text + 2), Vector256.Load(node->Tag + 1)).ExtractMostSignificantBits() & (node->TagMask >> 1)) == 0;

    /// <summary>
    /// The child of that name, which was checked to be a proper name without a colon; made on first sight.
    /// <see cref="Outside"/> if there is no room for it.
    /// </summary>
    public int FindOrAdd<TVisitor>(int parent, ReadOnlySpan<byte> name, ref TVisitor visitor)
        where TVisitor : struct, IElementVisitor
    {
        int children = 0;
        for (int child = Nodes[parent].FirstChild; child != None; child = Nodes[child].NextChild, children++)
        {
            if (Name(child).SequenceEqual(name))
                return child;
        }
        if (name.Length > ElementNode.MaxNameLength || Nodes[parent].Depth >= MaxDepth || parent == Outside)
            return Outside;
        if (_count > Capacity * 3 / 4 || children == MaxChildren)
            IsCrowded = true;
        if (_count == Capacity || children == MaxChildren)
            return Outside;
        int kind = visitor.Classify(Nodes[parent].Kind, name, out ElementInterest interest);
        ElementNode* node = Nodes + _count;
        *node = default;
        node->Tag[0] = (byte)'<';
        name.CopyTo(new Span<byte>(node->Tag + 1, ElementNode.MaxNameLength));
        node->Tag[name.Length + 1] = (byte)'>';
        node->TagLength = (byte)(name.Length + 2);
        node->TagMask = (1UL << node->TagLength) - 1;
        node->Parent = (ushort)parent;
        node->Depth = (byte)(Nodes[parent].Depth + 1);
        node->Kind = checked((short)kind);
        node->Interest = checked((byte)interest);
        node->NextChild = Nodes[parent].FirstChild;
        Nodes[parent].FirstChild = (ushort)_count;
        return _count++;
    }

    /// <summary>The child of that name, or <see cref="None"/>.</summary>
    public int Find(int parent, ReadOnlySpan<byte> name)
    {
        int child = Nodes[parent].FirstChild;
        while (child != None && !Name(child).SequenceEqual(name))
            child = Nodes[child].NextChild;
        return child;
    }

    /// <summary>Forgets which passages can follow where.</summary>
    public void ForgetFollowers()
    {
        for (int node = 0; node < _count; node++)
            Nodes[node].Follower = PassageTable.None;
    }

    /// <summary>A node's name.</summary>
    public ReadOnlySpan<byte> Name(int node) => Name(Nodes + node);

    /// <summary>A node's name.</summary>
    public static ReadOnlySpan<byte> Name(ElementNode* node) => new(node->Tag + 1, node->NameLength);
}
