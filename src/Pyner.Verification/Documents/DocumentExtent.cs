namespace Pyner.Verification;

/// <summary>
/// How large the things in a document are that a reader has to hold in memory. Pyner rejects documents in which one is beyond a limit,
/// under a code that says so; this tells whether such a rejection is credible. The measures are in characters and the limits in bytes,
/// so the thresholds here lie well below the limits.
/// </summary>
public sealed class DocumentExtent
{
    /// <summary>Text kept of one value, in characters. What is longer is cut: the document is beyond the limits by far.</summary>
    public const int LongestValue = 16 << 20;

    /// <summary>Bytes of a document that may be refused for its DOCTYPE.</summary>
    public const int LargeDoctype = 8192;

    private const int LargeDepth = 1 << 20;
    private const int LargeTag = 1 << 20;
    private const int LargeValue = 1 << 20;
    private const int LargeNames = 8 << 20;
    private const int LargeDeclarations = 8 << 20;

    /// <summary>Deepest nesting of elements.</summary>
    public int Depth { get; private set; }

    /// <summary>
    /// Longest tag or reference: characters of a tag's name and of its attributes' names and values, or, where that is more, bytes that were read for it. White
    /// space in a tag shows in these alone. Comments before it are among them, so a document with a long one is taken for large.
    /// </summary>
    public long Tag { get; private set; }

    /// <summary>Longest text of an element whose place is that of a value, whether it is the first there or not.</summary>
    public long Value { get; private set; }

    /// <summary>Most characters in the names of elements that are open at once.</summary>
    public long Names { get; private set; }

    /// <summary>Most memory that the namespace declarations of elements that are open at once may take, in bytes.</summary>
    public long Declarations { get; private set; }

    /// <summary>Whether a reader with bounded memory may refuse the document.</summary>
    public bool IsLarge =>
        Depth >= LargeDepth || Tag >= LargeTag || Value >= LargeValue || Names >= LargeNames || Declarations >= LargeDeclarations;

    internal void AddTag(int depth, long length)
    {
        Depth = Math.Max(Depth, depth);
        Tag = Math.Max(Tag, length);
    }

    internal void AddMarkup(long bytes) => Tag = Math.Max(Tag, bytes);

    internal void AddOpen(long names, long declarations)
    {
        Names = Math.Max(Names, names);
        Declarations = Math.Max(Declarations, declarations);
    }

    internal void AddValue(long length) => Value = Math.Max(Value, length);
}
