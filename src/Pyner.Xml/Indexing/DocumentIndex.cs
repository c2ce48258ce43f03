namespace Pyner.Xml.Indexing;

/// <summary>
/// The structural index of a whole document, or of a stretch of one, that was made beforehand: what <see cref="StructuralIndex"/> says of one window, for
/// all of it. Does not own the memory that its tokens lie in.
/// </summary>
public readonly unsafe struct DocumentIndex
{
    /// <summary>Takes an index over.</summary>
    /// <param name="tokens">First token: positions in the document, in ascending order.</param>
    /// <param name="count">Number of tokens.</param>
    public DocumentIndex(uint* tokens, int count)
    {
        First = tokens;
        Count = count;
    }

    /// <summary>The tokens: positions in the document.</summary>
    public ReadOnlySpan<uint> Tokens => new(First, Count);

    /// <summary>Number of tokens.</summary>
    public int Count { get; }

    /// <summary>Position from which the document was indexed: behind a byte order mark and an XML declaration.</summary>
    public required long Start { get; init; }

    /// <summary>The document's length, or the position of an invalid byte.</summary>
    public required long End { get; init; }

    /// <summary>The state at <see cref="End"/>.</summary>
    public required IndexerState State { get; init; }

    /// <summary>Whether the byte at <see cref="End"/> begins something that is no XML character or no UTF-8; the index then ends there.</summary>
    public required bool EndsAtInvalidByte { get; init; }

    internal uint* First { get; }

    /// <summary>
    /// The last <c>&lt;</c> outside comments and their like at a position or before it; -1 where there is none. A document can be indexed from there on, in
    /// the state <see cref="IndexerState.Content"/>, without what comes before.
    /// </summary>
    /// <param name="document">The document.</param>
    /// <param name="position">The position.</param>
    public int FindMarkup(ReadOnlySpan<byte> document, int position)
    {
        int low = 0;
        int high = Count;
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) >> 1);
            if (First[middle] <= position)
                low = middle + 1;
            else
                high = middle;
        }
        for (int token = low - 1; token >= 0; token--)
        {
            if (document[(int)First[token]] == '<')
                return (int)First[token];
        }
        return -1;
    }
}
