using Pyner.Xml.Indexing;

namespace Pyner.Xml.Reading;

public sealed unsafe partial class DocumentReader<TVisitor>
{
    // "</" as a little-endian word.
    private const ushort EndTagOpening = ('/' << 8) | '<';

    /// <summary>
    /// Reads inside the root element. This loop takes nearly all of the time: it handles tags that are where they were the last time in a few
    /// instructions, and leaves the rest to methods of their own.
    /// </summary>
    private Step ReadContent()
    {
        ElementNode* nodes = _trie.Nodes;
        byte* origin = _origin;
        uint* token = _token;
        uint* lastToken = _lastToken;
        ElementNode* current = _current;
        ushort* likely = _likely;
        // Text being collected and namespace scopes change in the methods below only. Depths down to the floor close without ado.
        bool collecting = _text.Depth != 0;
        int floor = Math.Max(1, _scopes.InnermostDepth);
        if (!collecting && token < lastToken && current->Depth == 1 && TryLeapIntoRecord(current, origin + *token))
            return Step.Leapt;
        while (token < lastToken)
        {
            byte* p = origin + *token;
            if (collecting)
            {
                // Falls through to the unusual.
            }
            else if (*(ushort*)p == EndTagOpening)
            {
                if (ElementTrie.IsEndTag(current, p) && current->Depth > floor)
                {
                    if ((current->Interest & (byte)ElementInterest.End) != 0)
                        _visitor.EndElement(current->Kind);
                    likely = &current->LikelyNext;
                    current = nodes + current->Parent;
                    token++;
                    continue;
                }
            }
            else
            {
                ElementNode* opening = nodes + *likely;
                ulong differences = ElementTrie.Differences(opening, p);
                if ((differences & opening->TagMask) == 0)
                {
                    byte* following = origin + token[1];
                    if (*(ushort*)following == EndTagOpening && ElementTrie.IsEndTag(opening, following) && token + 1 < lastToken)
                    {
                        if (_passages is not null && TryLeap(opening, p + opening->TagLength, following))
                            return Step.Leapt;
                        if (opening->Interest != 0)
                            VisitLeaf(opening, p + opening->TagLength, following);
                        likely = &opening->LikelyNext;
                        token += 2;
                        continue;
                    }
                    if ((opening->Interest & (byte)ElementInterest.Text) == 0)
                    {
                        if ((opening->Interest & (byte)ElementInterest.Start) != 0)
                            VisitStart(opening);
                        current = opening;
                        likely = &opening->LikelyFirst;
                        token++;
                        continue;
                    }
                }
                else if ((differences & (opening->TagMask >> 1)) == 0)
                {
                    TagEnd end = ReadExpectedTag(opening, p, token);
                    if (end != TagEnd.NotYet)
                    {
                        likely = end == TagEnd.Open ? &opening->LikelyFirst : &opening->LikelyNext;
                        current = end == TagEnd.Open ? opening : current;
                        token = _token;
                        continue;
                    }
                }
            }
            Suspend(token, current, likely);
            Step step = ReadUnusual(p);
            if (step != Step.Continue)
                return step;
            if (_depth == 0)
                return Step.Continue;
            token = _token;
            current = _current;
            likely = _likely;
            collecting = _text.Depth != 0;
            floor = Math.Max(1, _scopes.InnermostDepth);
        }
        // A tag without attributes that is the last does not tell where it ends.
        if (_token != token)
            _done = FindTagEnd(origin + token[-1]);
        Suspend(token, current, likely);
        return EndOfIndex();
    }

    /// <summary>Keeps where the loop stands for the methods that read on.</summary>
    private void Suspend(uint* token, ElementNode* current, ushort* likely)
    {
        _token = token;
        _current = current;
        _likely = likely;
        if (current != _trie.Nodes + ElementTrie.Outside)
            _depth = current->Depth;
    }

    /// <summary>Behind a tag that was recognised as one without attributes.</summary>
    private static byte* FindTagEnd(byte* p)
    {
        while (*p != '>')
            p++;
        return p + 1;
    }

    private Step EndOfIndex()
    {
        byte* end = _origin + _index.End;
        if (_done < end)
            _done = end;
        return Step.WindowEnd;
    }

    /// <summary>An element without attributes that holds only text.</summary>
    private void VisitLeaf(ElementNode* node, byte* content, byte* end)
    {
        var interest = (ElementInterest)node->Interest;
        if ((interest & ElementInterest.Start) != 0)
            VisitStart(node);
        if ((interest & ElementInterest.Text) != 0)
            _visitor.ElementText(node->Kind, new XmlText(new ReadOnlySpan<byte>(content, (int)(end - content)), XmlTextForm.RawContent));
        if ((interest & ElementInterest.End) != 0)
            _visitor.EndElement(node->Kind);
    }

    /// <summary>The start of an element without attributes.</summary>
    private void VisitStart(ElementNode* node) =>
        _visitor.StartElement(node->Kind, ElementTrie.Name(node), default);

    /// <summary>Any token inside the root element.</summary>
    private Step ReadUnusual(byte* p)
    {
        if (*p == '&')
        {
            Step step = ReferenceScanner.Scan(p, _windowEnd, out byte* end, out XmlFault fault);
            if (step == Step.Fault)
                return Fail(fault, end);
            if (step == Step.Incomplete)
                return Incomplete(p);
            _token++;
            _done = end;
            return Step.Continue;
        }
        if (*p == ']')
            return Fail(XmlFault.CdataEndInText, p);
        return p[1] switch
        {
            (byte)'/' => ReadEndTag(p),
            (byte)'?' => ReadProcessingInstruction(p),
            (byte)'!' => ReadDeclaration(p),
            _ => ReadStartTag(p),
        };
    }

    private Step ReadDeclaration(byte* p)
    {
        (IndexerState kind, int width) = ScalarIndexer.Opened(p, (int)(_windowEnd - p));
        if (kind == IndexerState.Content)
            return Fail(StartsWith(p, "<!DOCTYPE"u8) ? XmlFault.MisplacedDoctype : XmlFault.InvalidMarkup, p);
        if (!TakeTextBefore(p))
            return Fail(XmlFault.ValueTooLong, p);
        _token++;
        return EndConstruct(kind, p + width);
    }

    private Step ReadProcessingInstruction(byte* p)
    {
        byte* target = p + 2;
        bool proper = XmlNames.TryScan(target, out byte* end);
        if (end >= _origin + _index.End)
            return Incomplete(p);
        bool isReserved = end - target == 3 && (target[0] | 0x20) == 'x' && (target[1] | 0x20) == 'm' && (target[2] | 0x20) == 'l';
        if (!proper || isReserved || !(XmlNames.IsSpace(*end) || (*end == '?' && end[1] == '>')))
            return Fail(XmlFault.InvalidProcessingInstruction, isReserved ? target : end);
        if (!TakeTextBefore(p))
            return Fail(XmlFault.ValueTooLong, p);
        _token++;
        return EndConstruct(IndexerState.ProcessingInstruction, target);
    }

    /// <summary>Reads on from inside a comment, CDATA section or processing instruction: the next token is its end.</summary>
    private Step EndConstruct(IndexerState kind, byte* content)
    {
        _text.Start = content;
        if (_token == _lastToken)
        {
            _done = content;
            return EndOfIndex();
        }
        byte* end = _origin + *_token;
        if (end >= _windowEnd)
            return Step.Incomplete;
        if (*end != '>')
            return Fail(XmlFault.DoubleHyphenInComment, end - 2);
        if (kind == IndexerState.CData && IsInCollectedText && !_text.TryAppend(end - 2, XmlTextForm.RawCData))
            return Fail(XmlFault.ValueTooLong, content);
        _token++;
        _done = end + 1;
        _text.Start = _done;
        _construct = IndexerState.Content;
        return Step.Continue;
    }

    private bool IsInCollectedText => _text.Depth != 0 && _text.Depth == _depth;

    /// <summary>Takes collected text up to a token that is no part of it; false if it gets too long.</summary>
    private bool TakeTextBefore(byte* p) => !IsInCollectedText || _text.TryAppend(p, XmlTextForm.RawContent);

    /// <summary>Takes collected text up to the end of what was read of the window; false if it gets too long.</summary>
    private bool SuspendText()
    {
        if (!IsInCollectedText || _construct is IndexerState.Comment or IndexerState.ProcessingInstruction)
            return true;
        // Both halves of a line end are taken together.
        if (_done > _text.Start && _done[-1] == '\r' && *_done == '\n')
            _done--;
        return _text.TryAppend(_done, _construct == IndexerState.CData ? XmlTextForm.RawCData : XmlTextForm.RawContent);
    }

    /// <summary>The markup at <paramref name="p"/> has to be read again with more of the document.</summary>
    private Step Incomplete(byte* p)
    {
        _done = p;
        return Step.Incomplete;
    }

    private bool StartsWith(byte* p, ReadOnlySpan<byte> text) => new ReadOnlySpan<byte>(p, (int)(_windowEnd - p)).StartsWith(text);
}
