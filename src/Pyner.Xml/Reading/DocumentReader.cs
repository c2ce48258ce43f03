using Pyner.Xml.Indexing;

namespace Pyner.Xml.Reading;

/// <summary>
/// Stage 2 of reading a document: walks the structural index, checks that the document is well-formed, and tells a visitor of the
/// elements it is interested in. It accepts exactly the documents that .NET's <c>XmlReader</c> reads to their end (but for
/// <see cref="ReadLimits"/>), in bounded memory. One instance serves one thread, and one document after another.
/// </summary>
/// <remarks>
/// Plain UTF-8 without DOCTYPE is read here; the rest is handed over to <see cref="XmlReaderFallback"/>, always before the visitor
/// heard of an element. The visitor hears of elements before the document is known to be well-formed: it must take
/// back what it heard if the outcome is a rejection.
/// </remarks>
/// <typeparam name="TVisitor">The visitor's type.</typeparam>
public sealed unsafe partial class DocumentReader<TVisitor> : IDisposable
    where TVisitor : struct, IElementVisitor
{
    // Bytes that are indexed at once where there may be something to leap over soon.
    private const int SmallestPart = 512;

    private readonly StructuralIndexer _indexer;
    private readonly StructuralIndex _index = new();
    private readonly ReadWindow _window;
    private readonly ElementTrie _trie = new();
    private readonly AttributeReader _attributes = new();
    private readonly NamespaceScopes _scopes = new();
    private readonly OpenElements _outside = new();
    private readonly TextCollector _text = new();
    private readonly PassageTable? _passages; // null where everything has to go through the index
    private readonly PassageLearner<TVisitor>? _learner;
    private TVisitor _visitor;

    // The walk through the current window.
    private byte* _origin; // tokens count from here
    private byte* _windowEnd;
    private uint* _token; // next token
    private uint* _lastToken; // the sentinel: a token at the index's end
    private byte* _done; // everything before it was read
    private bool _isLast;

    // Where in the document the reader stands.
    private IndexerState _construct; // a comment, CDATA section or processing instruction that the last window did not end
    private ElementNode* _current; // the innermost open element
    private ushort* _likely; // where its next child's likely node is remembered
    private int _depth;
    private bool _rootClosed;
    private XmlFault _fault;
    private byte* _faultAt;

    /// <summary>Makes a reader.</summary>
    /// <param name="visitor">Hears of elements.</param>
    /// <param name="indexer">The indexer; by default the one that <see cref="StructuralIndexers.Choose()"/> gives.</param>
    /// <param name="windowSize">Bytes read at once; at least 512.</param>
    public DocumentReader(TVisitor visitor, StructuralIndexer? indexer = null, int windowSize = ReadWindow.DefaultCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(windowSize, 512);
        _visitor = visitor;
        _indexer = indexer ?? StructuralIndexers.Choose();
        _window = new ReadWindow(windowSize);
        if (!_indexer.IndexesAnyPart)
            return;
        _passages = new PassageTable();
        _learner = new PassageLearner<TVisitor>(_trie, _passages, visitor);
    }

    /// <summary>Name of the indexer in use.</summary>
    public string Indexer => _indexer.Name;

    /// <summary>Reads a document to its end or to its first fault.</summary>
    public ReadOutcome Read(IByteSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Reset();
        _window.Fill(source);
        if (!Prolog.TrySkip(new ReadOnlySpan<byte>(_window.Start, _window.Length), out int start))
            return HandOver(source, 0);
        int part = SmallestPart;
        while (true)
        {
            int end = PartEnd(start, part);
            Step step = ReadPart(start, end);
            switch (step)
            {
                case Step.Handover:
                    return HandOver(source, (int)(_done - _window.Start));
                case Step.Fault:
                    return Rejected(_fault, _faultAt);
            }
            if (_isLast && step != Step.Leapt)
                return Finish();
            int done = (int)(_done - _window.Start);
            // Where there is nothing to leap over, larger parts take less ado.
            part = step == Step.Leapt ? SmallestPart : Math.Min(part * 2, ReadLimits.Tag);
            // A window is only ever left by walking to its end.
            if (end < _window.Length || step == Step.Leapt)
            {
                start = done;
                continue;
            }
            if (done > 0)
                _window.Discard(done);
            else if (!_window.TryGrow())
                return Rejected(XmlFault.TagTooLong, _window.Start);
            _window.Fill(source);
            _unknown = null;
            start = 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _window.Dispose();
        _trie.Dispose();
        _passages?.Dispose();
        _attributes.Dispose();
    }

    private void Reset()
    {
        _window.Reset();
        bool isCrowded = _trie.IsCrowded;
        if (isCrowded)
            _trie.Clear();
        RelievePassages(isCrowded);
        _attributes.Reset();
        _scopes.Clear();
        _outside.Clear();
        _text.Stop();
        _construct = IndexerState.Content;
        _current = _trie.Nodes + ElementTrie.Document;
        _likely = &_current->LikelyFirst;
        _depth = 0;
        _rootClosed = false;
        _fault = XmlFault.None;
    }

    /// <summary>Where a part of the window ends: the whole rest of it, where the reader can't leap out of it.</summary>
    private int PartEnd(int start, int part) =>
        _passages is null || _window.Length - start - part < SmallestPart ? _window.Length : start + part;

    /// <summary>Reads a part of what is in the window.</summary>
    private Step ReadPart(int start, int partEnd)
    {
        _origin = _window.Start + start;
        _windowEnd = _window.Start + partEnd;
        _isLast = _window.IsLast && partEnd == _window.Length;
        _done = _origin;
        int length = partEnd - start;
        _indexer.Index(_origin, length, _isLast, _construct, _index);
        fixed (uint* tokens = _index.Reserve(length + 1))
        {
            _token = tokens;
            _lastToken = tokens + _index.Count;
            _lastToken[0] = (uint)_index.End;
            _lastToken[1] = (uint)_index.End;
            _text.Start = _origin;
            _attributes.EnterWindow(_origin, _lastToken, _windowEnd);
            Step step = Walk();
            switch (step)
            {
                case Step.WindowEnd:
                    _construct = _index.State;
                    break;
                case Step.Incomplete when _isLast:
                    return Fail(XmlFault.UnexpectedEnd, _windowEnd);
                case Step.Incomplete:
                    _construct = IndexerState.Content;
                    break;
                case Step.Leapt:
                    _construct = IndexerState.Content;
                    return step;
                default:
                    return step;
            }
            return SuspendText() ? step : Fail(XmlFault.ValueTooLong, _done);
        }
    }

    /// <summary>Reads tokens until the window's index is used up.</summary>
    private Step Walk()
    {
        Step step = Step.Continue;
        if (_construct != IndexerState.Content)
            step = EndConstruct(_construct, _origin);
        while (step == Step.Continue)
            step = _depth == 0 ? ReadOutsideRoot() : ReadContent();
        return _index.EndsAtInvalidByte && (step is Step.WindowEnd or Step.Incomplete) ? InvalidByte() : step;
    }

    /// <summary>The index ended at bytes that are no character: a fault, unless <c>XmlReader</c> does not see them.</summary>
    private Step InvalidByte()
    {
        byte* at = _origin + _index.End;
        if (*at < 0x80)
            return Fail(XmlFault.InvalidCharacter, at);
        // A decoder at the end of a document waits for the rest of a character, and XmlReader does not ask what it is left with.
        if (_isLast && _rootClosed && _depth == 0 && IsBeginningOfCharacter(new ReadOnlySpan<byte>(at, (int)(_windowEnd - at))))
        {
            _done = _windowEnd;
            return Step.WindowEnd;
        }
        bool isEncoded = System.Text.Rune.DecodeFromUtf8(new ReadOnlySpan<byte>(at, (int)(_windowEnd - at)), out _, out _)
            == System.Buffers.OperationStatus.Done;
        return Fail(isEncoded ? XmlFault.InvalidCharacter : XmlFault.InvalidUtf8, at);
    }

    private static bool IsBeginningOfCharacter(ReadOnlySpan<byte> bytes) =>
        System.Text.Rune.DecodeFromUtf8(bytes, out _, out int consumed) == System.Buffers.OperationStatus.NeedMoreData && consumed == bytes.Length;

    private ReadOutcome Finish()
    {
        if (_depth > 0 || _construct != IndexerState.Content)
            return Rejected(XmlFault.UnexpectedEnd, _windowEnd);
        if (!_rootClosed)
            return Rejected(XmlFault.NoRootElement, _windowEnd);
        return new ReadOutcome { Bytes = _window.Offset + _window.Length, Offset = -1 };
    }

    private ReadOutcome Rejected(XmlFault fault, byte* at)
    {
        int position = (int)Math.Clamp(at - _window.Start, 0, _window.Length);
        (long line, long column) = _window.Locate(position);
        return new ReadOutcome
        {
            Fault = fault,
            Offset = _window.Offset + position,
            Line = line,
            Column = column,
            Bytes = _window.Offset + _window.Length,
        };
    }

    private Step Fail(XmlFault fault, byte* at)
    {
        _fault = fault;
        _faultAt = at;
        return Step.Fault;
    }

    /// <summary>
    /// Has <c>XmlReader</c> read the document from a position in the window on: from its first byte, or from the DOCTYPE. All that can come
    /// before a DOCTYPE was checked, and means nothing, but for <c>standalone</c>, which without external declarations means nothing either.
    /// </summary>
    private ReadOutcome HandOver(IByteSource source, int start)
    {
        (long line, long column) = _window.Locate(start);
        var document = new ReplayedDocument(new ReadOnlySpan<byte>(_window.Start + start, _window.Length - start), source, _window.IsLast)
        {
            Offset = _window.Offset + start,
            Line = line,
            Column = column,
        };
        return XmlReaderFallback.Read(document, ref _visitor);
    }
}
