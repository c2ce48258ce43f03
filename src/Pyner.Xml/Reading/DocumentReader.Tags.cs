namespace Pyner.Xml.Reading;

public sealed unsafe partial class DocumentReader<TVisitor>
{
    /// <summary>Reads any start tag: with attributes, met for the first time, with an unusual name, of interest.</summary>
    private Step ReadStartTag(byte* p)
    {
        byte* name = p + 1;
        ElementNode* nodes = _trie.Nodes;
        ref int likely = ref _previous != ElementTrie.None ? ref nodes[_previous].LikelyNext : ref nodes[_current].LikelyFirst;
        int node = likely;
        byte* colon = null;
        byte* nameEnd;
        if ((ElementTrie.Differences(nodes + node, name) & (nodes[node].CloseMask >> 1)) == 0 && XmlNames.EndsTagName(name[nodes[node].Length]))
        {
            nameEnd = name + nodes[node].Length;
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
            node = colon != null ? ElementTrie.Outside : _trie.FindOrAdd(_current, text, ref _visitor);
            if (node != ElementTrie.Outside && _previous != ElementTrie.Outside && _current != ElementTrie.Outside)
                likely = node;
        }

        var interest = (ElementInterest)nodes[node].Interest;
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
            end = _attributes.Read(ref content, node, _origin, ref token, _lastToken, _windowEnd,
                keep: node == ElementTrie.Outside || (interest & ElementInterest.Start) != 0);
        }
        if (end == TagEnd.Incomplete)
            return Incomplete(p);
        if (end == TagEnd.Fault)
            return Fail(_attributes.Fault, _attributes.FaultAt);
        if (interest == ElementInterest.None && node != ElementTrie.Outside && !_attributes.NeedsResolving && _text.Depth == 0 && _depth > 0)
        {
            EnterUninteresting(node, end, content, token);
            return Step.Continue;
        }
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

        int kind = nodes[node].Kind;
        var wholeName = new ReadOnlySpan<byte>(name, (int)(nameEnd - name));
        if (node == ElementTrie.Outside)
        {
            kind = _visitor.Classify(CurrentKind, wholeName, out interest);
            if (!_outside.TryPush(wholeName, _current, kind, interest))
                return Fail(XmlFault.NestingTooDeep, p);
        }
        _current = node;
        _previous = ElementTrie.None;
        _token = token;
        _done = content;
        if ((interest & ElementInterest.Start) != 0)
            _visitor.StartElement(kind, wholeName, _attributes.List);
        if ((interest & ElementInterest.Text) != 0)
            _text.Begin(_depth, content, (interest & ElementInterest.BlankOnly) != 0);
        return end == TagEnd.Empty ? CloseElement(content) : Step.Continue;
    }

    /// <summary>Steps into an element in the trie that nothing is wanted of, or over it, if it ends at once or behind its text.</summary>
    private void EnterUninteresting(int node, TagEnd end, byte* content, uint* token)
    {
        ElementNode* element = _trie.Nodes + node;
        byte* following = _origin + *token;
        _done = content;
        if (end == TagEnd.Open && *(ushort*)following == EndTagOpening && token < _lastToken
            && (ElementTrie.Differences(element, following + 2) & element->CloseMask) == 0)
        {
            token++;
            _done = following + 3 + element->Length;
            end = TagEnd.Empty;
        }
        _token = token;
        if (end == TagEnd.Empty)
        {
            _previous = node;
            return;
        }
        _current = node;
        _previous = ElementTrie.None;
        _depth++;
    }

    /// <summary>Reads any end tag.</summary>
    private Step ReadEndTag(byte* p)
    {
        ReadOnlySpan<byte> expected = _current == ElementTrie.Outside ? _outside.Name : _trie.Name(_current);
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
        int node = _current;
        int kind = CurrentKind;
        ElementInterest interest = node == ElementTrie.Outside ? _outside.Interest : (ElementInterest)_trie.Nodes[node].Interest;
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
        if (node == ElementTrie.Outside)
        {
            _current = _outside.ReturnNode;
            _outside.Pop();
            _previous = ElementTrie.None;
        }
        else
        {
            _current = _trie.Nodes[node].Parent;
            _previous = node;
        }
        _depth--;
        _text.Start = _done;
        if (_depth == 0)
            _rootClosed = true;
        return Step.Continue;
    }

    private int CurrentKind => _current == ElementTrie.Outside ? _outside.Kind : _trie.Nodes[_current].Kind;
}
