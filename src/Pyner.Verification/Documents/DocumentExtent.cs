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

    /// <summary>Deepest nesting of elements.</summary>
    public int Depth { get; private set; }

    /// <summary>Longest tag: characters of its name and of its attributes' names and values.</summary>
    public long Tag { get; private set; }

    /// <summary>Longest text of an element that is a value.</summary>
    public long Value { get; private set; }

    /// <summary>Whether a reader with bounded memory may refuse the document.</summary>
    public bool IsLarge => Depth >= LargeDepth || Tag >= LargeTag || Value >= LargeValue;

    internal void AddTag(int depth, long length)
    {
        Depth = Math.Max(Depth, depth);
        Tag = Math.Max(Tag, length);
    }

    internal void AddValue(long length) => Value = Math.Max(Value, length);
}
