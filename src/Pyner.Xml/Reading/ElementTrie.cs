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

    private readonly byte[] _depths = new byte[Capacity];
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
            Nodes[_count++].CloseMask = 1UL << 63;
        }
        Nodes[Document].Kind = IElementVisitor.DocumentKind;
        IsCrowded = false;
    }

    /// <summary>Whether a node's name and <c>&gt;</c> stand at <paramref name="text"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Differences(ElementNode* node, byte* text) =>
        ~(ulong)Vector256.Equals(Vector256.Load(text), Vector256.Load(node->Name)).ExtractMostSignificantBits();

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
        if (name.Length > ElementNode.MaxNameLength || _depths[parent] >= MaxDepth || parent == Outside)
            return Outside;
        if (_count > Capacity * 3 / 4 || children == MaxChildren)
            IsCrowded = true;
        if (_count == Capacity || children == MaxChildren)
            return Outside;
        int kind = visitor.Classify(Nodes[parent].Kind, name, out ElementInterest interest);
        ElementNode* node = Nodes + _count;
        *node = default;
        name.CopyTo(new Span<byte>(node->Name, ElementNode.MaxNameLength));
        node->Name[name.Length] = (byte)'>';
        node->CloseMask = (1UL << (name.Length + 1)) - 1;
        node->Length = (byte)name.Length;
        node->Parent = parent;
        node->Kind = checked((short)kind);
        node->Interest = checked((byte)interest);
        node->NextChild = Nodes[parent].FirstChild;
        Nodes[parent].FirstChild = _count;
        _depths[_count] = (byte)(_depths[parent] + 1);
        return _count++;
    }

    /// <summary>A node's name.</summary>
    public ReadOnlySpan<byte> Name(int node) => new(Nodes[node].Name, Nodes[node].Length);
}
