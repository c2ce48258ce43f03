namespace Pyner.Xml.Reading;

public sealed unsafe partial class DocumentReader<TVisitor>
{
    /// <summary>
    /// Reads a start tag with attributes, or an empty element, whose name is the one that was expected, and steps into the element, or over it if it ends
    /// at once or behind its text. <see cref="TagEnd.NotYet"/> if there is anything unusual about it: then nothing is done.
    /// </summary>
    private TagEnd ReadExpectedTag(ElementNode* element, byte* p, uint* token)
    {
        var interest = (ElementInterest)element->Interest;
        if ((interest & ElementInterest.Text) != 0)
            return TagEnd.NotYet;
        byte* content = p + element->TagLength - 1;
        token++;
        TagEnd end = _attributes.Read(ref content, (int)(element - _trie.Nodes), ref token, keep: (interest & ElementInterest.Start) != 0);
        if (end is not (TagEnd.Open or TagEnd.Empty) || _attributes.NeedsResolving)
            return TagEnd.NotYet;
        if ((interest & ElementInterest.Start) != 0)
            _visitor.StartElement(element->Kind, ElementTrie.Name(element), _attributes.List);
        if (end == TagEnd.Open)
        {
            byte* following = _origin + *token;
            if (*(ushort*)following == EndTagOpening && ElementTrie.IsEndTag(element, following) && token < _lastToken)
            {
                token++;
                content = following + 1 + element->TagLength;
                end = TagEnd.Empty;
            }
        }
        if (end == TagEnd.Empty && (interest & ElementInterest.End) != 0)
            _visitor.EndElement(element->Kind);
        _token = token;
        _done = content;
        return end;
    }

    /// <summary>Reads any start tag: met for the first time, with an unusual name or attributes, of interest for its text.</summary>
    private Step ReadStartTag(byte* p)
    {
        byte* name = p + 1;
        ElementNode* nodes = _trie.Nodes;
        ElementNode* outside = nodes + ElementTrie.Outside;
        ElementNode* node = nodes + *_likely;
        byte* colon = null;
        byte* nameEnd;
        if ((ElementTrie.Differences(node, p) & (node->TagMask >> 1)) == 0 && XmlNames.EndsTagName(name[node->NameLength]))
        {
            nameEnd = name + node->NameLength;
        }
        else
        {
            bool proper = XmlNames.TryScanQualified(name, out nameEnd, out colon);
            if (!proper || !XmlNames.EndsTagName(*nameEnd))
            {
                // Behind the index's end a character of the name may be cut by the window's end.
                if (nameEnd >= _origin + _index.End)
                    return Incomplete(p);
                return Fail(nameEnd == name ? XmlFault.InvalidMarkup : XmlFault.InvalidName, nameEnd);
            }
            var text = new ReadOnlySpan<byte>(name, (int)(nameEnd - name));
            int number = colon != null ? ElementTrie.Outside : _trie.FindOrAdd((int)(_current - nodes), text, ref _visitor);
            node = nodes + number;
            if (node != outside && _current != outside)
                *_likely = (ushort)number;
        }

        var interest = (ElementInterest)node->Interest;
        byte* content = nameEnd;
        uint* token = _token + 1;
        TagEnd end;
        if (*nameEnd == '>' && nameEnd < _windowEnd)
        {
            _attributes.Clear();
            content = nameEnd + 1;
            end = TagEnd.Open;
        }
        else
        {
            end = _attributes.Read(
                ref content, (int)(node - nodes), ref token, keep: node == outside || (interest & ElementInterest.Start) != 0);
        }
        if (end == TagEnd.Incomplete)
            return Incomplete(p);
        if (end == TagEnd.Fault)
            return Fail(_attributes.Fault, _attributes.FaultAt);
        if (!TakeTextBefore(p))
            return Fail(XmlFault.ValueTooLong, p);

        if (_depth == ReadLimits.Depth)
            return Fail(XmlFault.NestingTooDeep, p);
        _depth++;
        if (_attributes.NeedsResolving)
        {
            if (!_attributes.TryResolve(_scopes, _depth))
                return Fail(_attributes.Fault, _attributes.FaultAt);
            if (_scopes.IsFull)
                return Fail(XmlFault.NestingTooDeep, p);
        }
        if (colon != null && _scopes.Resolve(new ReadOnlySpan<byte>(name, (int)(colon - name))) is null)
            return Fail(XmlFault.UndeclaredPrefix, name);

        int kind = node->Kind;
        var wholeName = new ReadOnlySpan<byte>(name, (int)(nameEnd - name));
        if (node == outside)
        {
            kind = _visitor.Classify(CurrentKind, wholeName, out interest);
            if (!_outside.TryPush(wholeName, (int)(_current - nodes), kind, interest))
                return Fail(XmlFault.NestingTooDeep, p);
        }
        _current = node;
        _likely = &node->LikelyFirst;
        _token = token;
        _done = content;
        if ((interest & ElementInterest.Start) != 0)
            _visitor.StartElement(kind, wholeName, _attributes.List);
        if ((interest & ElementInterest.Text) != 0)
            _text.Begin(_depth, content, interest);
        return end == TagEnd.Empty ? CloseElement(content) : Step.Continue;
    }

    /// <summary>Reads any end tag.</summary>
    private Step ReadEndTag(byte* p)
    {
        ReadOnlySpan<byte> expected = IsOutside ? _outside.Name : ElementTrie.Name(_current);
        byte* name = p + 2;
        byte* at = name + expected.Length;
        if (_windowEnd - name < expected.Length)
        {
            int cut = (int)(_windowEnd - name);
            return new ReadOnlySpan<byte>(name, cut).SequenceEqual(expected[..cut]) ? Incomplete(p) : Fail(XmlFault.MismatchedEndTag, name);
        }
        if (!new ReadOnlySpan<byte>(name, expected.Length).SequenceEqual(expected))
            return Fail(XmlFault.MismatchedEndTag, name);
        while (XmlNames.IsSpace(*at))
            at++;
        byte* limit = _origin + _token[1];
        if (*at != '>' || at >= _windowEnd)
        {
            if (at >= limit && _token + 1 == _lastToken)
                return Incomplete(p);
            return Fail(at == name + expected.Length ? XmlFault.MismatchedEndTag : XmlFault.InvalidMarkup, at == name + expected.Length ? name : at);
        }
        _token++;
        _done = at + 1;
        return CloseElement(p);
    }

    /// <summary>Closes the current element, whose text ends at <paramref name="textEnd"/>.</summary>
    private Step CloseElement(byte* textEnd)
    {
        ElementNode* node = _current;
        int kind = CurrentKind;
        ElementInterest interest = IsOutside ? _outside.Interest : (ElementInterest)node->Interest;
        if ((interest & ElementInterest.Text) != 0)
        {
            if (_text.InPieces && !_text.TryAppend(textEnd, XmlTextForm.RawContent))
                return Fail(XmlFault.ValueTooLong, textEnd);
            _visitor.ElementText(kind, _text.Text(textEnd));
            _text.Stop();
        }
        if ((interest & ElementInterest.End) != 0)
            _visitor.EndElement(kind);
        if (_depth == _scopes.InnermostDepth)
            _scopes.Leave(_depth);
        if (IsOutside)
        {
            _current = _trie.Nodes + _outside.ReturnNode;
            _outside.Pop();
            _likely = &_current->LikelyFirst;
        }
        else
        {
            _current = _trie.Nodes + node->Parent;
            _likely = &node->LikelyNext;
        }
        _depth--;
        _text.Start = _done;
        if (_depth == 0)
            _rootClosed = true;
        return Step.Continue;
    }

    private bool IsOutside => _current == _trie.Nodes + ElementTrie.Outside;

    private int CurrentKind => IsOutside ? _outside.Kind : _current->Kind;
}
