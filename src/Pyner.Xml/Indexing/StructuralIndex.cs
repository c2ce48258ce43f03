namespace Pyner.Xml.Indexing;

/// <summary>
/// The structural index of one window of a document: the positions at which a reader has to look, in ascending order.
/// Every indexer gives the same index for the same window.
/// </summary>
/// <remarks>
/// A token is the position of
/// <list type="bullet">
/// <item>a <c>&lt;</c> or <c>&amp;</c> outside comments, CDATA sections and processing instructions;</item>
/// <item>the first byte of a <c>]]&gt;</c> outside them (not allowed in text, XML 1.0 section 2.4);</item>
/// <item>the byte where such a construct has to close: behind the first <c>--</c> of a comment (XML 1.0 section 2.5 allows only
/// <c>&gt;</c> there), and the <c>&gt;</c> of <c>]]&gt;</c> and <c>?&gt;</c>.</item>
/// </list>
/// Attribute values are not told apart from text here: a <c>&lt;</c> in one is an error in any case, and the reader knows what else it is in.
/// </remarks>
public sealed class StructuralIndex
{
    /// <summary>Room behind the last token that indexers may scribble on, and in which the reader puts its sentinel.</summary>
    internal const int Slack = 72;

    private uint[] _tokens = GC.AllocateUninitializedArray<uint>(4096 + Slack, pinned: true);

    /// <summary>The tokens: positions in the window.</summary>
    public ReadOnlySpan<uint> Tokens => _tokens.AsSpan(0, Count);

    /// <summary>Number of tokens.</summary>
    public int Count { get; internal set; }

    /// <summary>
    /// Position up to which the window was indexed. Short of the window's end unless the window is the document's last, never
    /// inside a multi-byte character, and behind the opening or closing delimiter of a construct rather than in it.
    /// </summary>
    public int End { get; internal set; }

    /// <summary>The state at <see cref="End"/>, with which the next window starts.</summary>
    public IndexerState State { get; internal set; }

    /// <summary>
    /// Whether the byte at <see cref="End"/> begins something that is no XML character (XML 1.0 section 2.2) or no UTF-8.
    /// The index then ends there.
    /// </summary>
    public bool EndsAtInvalidByte { get; internal set; }

    /// <summary>The pinned token array, with <see cref="Slack"/> entries to spare behind <paramref name="capacity"/> tokens.</summary>
    internal uint[] Reserve(int capacity)
    {
        if (_tokens.Length < capacity + Slack)
            _tokens = GC.AllocateUninitializedArray<uint>(capacity + Slack, pinned: true);
        return _tokens;
    }
}
