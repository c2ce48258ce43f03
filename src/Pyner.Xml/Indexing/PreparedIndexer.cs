using System.Numerics;
using System.Runtime.InteropServices;
using Pyner.Xml.Reading;

namespace Pyner.Xml.Indexing;

/// <summary>
/// Gives the windows of a document whose index was made beforehand, on a device for instance, exactly as an indexer would give them that sees one window
/// after the other. Documents without such an index are indexed here and now. One instance serves one reader.
/// </summary>
/// <remarks>
/// <para>An indexer is not told where in the document a window lies. It is known all the same: the reader's window ends where the reader has come in the
/// document, so whoever hands the document's bytes to the reader says how many (<see cref="Advance"/>).</para>
/// <para>A long document has an index for each of its stretches. Stretches overlap: when the reader gets the first byte that only the next one has, its
/// window may still begin in the one before, but not further back than <see cref="Overlap"/>. A window that does (it holds an unusually long tag) is
/// indexed here and now.</para>
/// </remarks>
public sealed unsafe class PreparedIndexer : StructuralIndexer
{
    /// <summary>Bytes that a stretch should have in common with the one before: as many as a reader's window has.</summary>
    public const int Overlap = ReadWindow.DefaultCapacity;

    private readonly StructuralIndexer _otherwise;
    private DocumentIndex _document;
    private bool _isPrepared;
    private long _origin; // where in the document the index counts from
    private long _given; // bytes of the document that the reader has got
    private int _next; // tokens before it lie before every window to come

    /// <summary>Makes an indexer.</summary>
    /// <param name="name">What it is called in a job's record.</param>
    /// <param name="otherwise">Indexes documents that have no index yet.</param>
    public PreparedIndexer(string name, StructuralIndexer otherwise)
    {
        ArgumentNullException.ThrowIfNull(otherwise);
        Name = name;
        _otherwise = otherwise;
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override bool IsSupported => _otherwise.IsSupported;

    // It finds out where a window lies from how much of the document the reader has.
    internal override bool IndexesAnyPart => false;

    /// <summary>A document comes next that has an index, or its first stretch.</summary>
    public void Begin(in DocumentIndex document)
    {
        _given = 0;
        Continue(document, 0);
    }

    /// <summary>The reader is about to get bytes of the document's next stretch.</summary>
    /// <param name="stretch">Its index. Any window's bytes before that the last stretch had may be asked for once more.</param>
    /// <param name="origin">Where in the document it counts from: a position that <see cref="DocumentIndex.FindMarkup"/> gave.</param>
    public void Continue(in DocumentIndex stretch, long origin)
    {
        _document = stretch;
        _isPrepared = true;
        _origin = origin;
        _next = 0;
    }

    /// <summary>A document comes next that has no index.</summary>
    public void BeginUnprepared()
    {
        _given = 0;
        ContinueUnprepared();
    }

    /// <summary>The reader is about to get bytes of the document that have no index.</summary>
    public void ContinueUnprepared()
    {
        _document = default;
        _isPrepared = false;
    }

    /// <summary>The reader got more bytes of the document.</summary>
    public void Advance(int count) => _given += count;

    private protected override void Index(byte* window, int limit, int length, IndexerState state, uint* tokens, StructuralIndex index)
    {
        long at = _given - length - _origin;
        if (!_isPrepared || at < _document.Start)
        {
            _otherwise.Index(window, length, limit == length, state, index);
            return;
        }
        long limitAt = at + limit;
        bool toTheEnd = limit == length || (_document.EndsAtInvalidByte && _document.End < limitAt);
        int first = LowerBound(_next, at);
        if (state == IndexerState.Content && first < _document.Count && _document.First[first] == at && BelongsBefore(window, length, first))
            first++;
        int end = toTheEnd ? _document.Count : LowerBound(first, limitAt);
        _next = first;
        if (toTheEnd)
        {
            if (_document.End < at || _document.End > at + length)
                throw Mismatch();
            index.End = (int)(_document.End - at);
            index.State = _document.State;
            index.EndsAtInvalidByte = _document.EndsAtInvalidByte;
        }
        else
        {
            index.EndsAtInvalidByte = false;
            EndAtLimit(window, at, limit, length, state, first, ref end, index);
        }
        Copy(first, end - first, at, new Span<uint>(tokens, length + 1));
        index.Count = end - first;
    }

    /// <summary>
    /// Whether the token at a window's first byte is the end of a comment before it, which points behind the comment's two hyphens. What stands
    /// there may be a token too: then both have the same position.
    /// </summary>
    private bool BelongsBefore(byte* window, int length, int token) =>
        (token + 1 < _document.Count && _document.First[token + 1] == _document.First[token])
        || !(window[0] is (byte)'<' or (byte)'&' || new ReadOnlySpan<byte>(window, length).StartsWith("]]>"u8));

    /// <summary>Where the window's index ends, and in which state: at the limit, or behind a delimiter that begins before it.</summary>
    private void EndAtLimit(
        byte* window, long at, int limit, int length, IndexerState state, int first, ref int end, StructuralIndex index)
    {
        index.End = limit;
        index.State = state;
        if (end > first)
        {
            // A '<' opens something, or it would stand in a construct; and a construct's end that falls on a '<' comes before that one's token.
            int last = (int)(_document.First[end - 1] - at);
            (index.State, int width) = window[last] == '<' ? ScalarIndexer.Opened(window + last, length - last) : (IndexerState.Content, 1);
            if (index.State != IndexerState.Content)
                index.End = Math.Max(limit, last + width);
        }
        if (index.State == IndexerState.Content || end == _document.Count)
            return;
        // The next token ends the construct. Its delimiter counts whole if it begins before the limit.
        int token = (int)(_document.First[end] - at);
        bool isInstruction = index.State == IndexerState.ProcessingInstruction;
        if (token - (isInstruction ? 1 : 2) >= limit)
            return;
        end++;
        index.End = index.State == IndexerState.Comment ? token : token + 1;
        index.State = IndexerState.Content;
    }

    /// <summary>Number of the first token, from one on, at a position or behind it.</summary>
    private int LowerBound(int from, long position)
    {
        uint* tokens = _document.First;
        int low = from;
        int high = _document.Count;
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) >> 1);
            if (tokens[middle] < position)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>Copies tokens to where the reader looks for them, if they fit: a device may err.</summary>
    private void Copy(int first, int count, long at, Span<uint> room)
    {
        if (count > room.Length)
            throw Mismatch();
        ReadOnlySpan<uint> source = _document.Tokens.Slice(first, count);
        Span<uint> target = room[..count];
        uint origin = (uint)at;
        ReadOnlySpan<Vector<uint>> vectors = MemoryMarshal.Cast<uint, Vector<uint>>(source);
        Span<Vector<uint>> targets = MemoryMarshal.Cast<uint, Vector<uint>>(target);
        for (int i = 0; i < vectors.Length; i++)
            targets[i] = vectors[i] - new Vector<uint>(origin);
        for (int i = vectors.Length * Vector<uint>.Count; i < count; i++)
            target[i] = source[i] - origin;
    }

    private InvalidOperationException Mismatch() => new($"the index that {Name} has of a document is none of the bytes that the reader got");
}
