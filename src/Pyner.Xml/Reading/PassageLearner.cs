namespace Pyner.Xml.Reading;

/// <summary>
/// Makes passages of markup that was read and found well-formed. Takes only what means the same wherever it comes: plain tags of elements in the trie,
/// attributes without prefix in double quotes, white space between tags. Everything else ends the attempt.
/// </summary>
internal sealed unsafe class PassageLearner<TVisitor>(ElementTrie trie, PassageTable passages, TVisitor visitor)
    where TVisitor : struct, IElementVisitor
{
    private Passage _made;
    private byte* _at;
    private byte* _end;
    private int _node;
    private bool _isTooLong;

    /// <summary>Learns what follows on a text.</summary>
    /// <param name="leaf">The element that has the text.</param>
    /// <param name="start">The text's end.</param>
    /// <param name="end">Up to where the document was read.</param>
    public void LearnBehindText(int leaf, byte* start, byte* end)
    {
        // A text of interest is whole only where its element ends.
        bool isTextOfInterest = ((ElementInterest)trie.Nodes[leaf].Interest & ElementInterest.Text) != 0;
        if (isTextOfInterest && start[1] != '/')
            return;
        Begin(start, end, leaf, likely: leaf, isSibling: false);
        if (TryReadContent(start))
            Add(start, &trie.Nodes[leaf].Follower);
    }

    /// <summary>Learns what follows on a passage that does not end in a text.</summary>
    /// <param name="before">The passage.</param>
    /// <param name="start">The end of the attribute's value, or of the passage if that was cut.</param>
    /// <param name="end">Up to where the document was read.</param>
    public void LearnBehind(Passage* before, byte* start, byte* end)
    {
        Begin(start, end, before->Node, before->LikelyNode, before->LikelyIsSibling);
        if (before->End == PassageEnd.Markup ? TryReadContent(start) : TryReadTag(before->Element, start))
            Add(start, &before->Follower);
    }

    private void Begin(byte* start, byte* end, int node, int likely, bool isSibling)
    {
        _made = new Passage { Tag = Passage.NoTag, LikelyNode = (ushort)likely, LikelyIsSibling = isSibling };
        _node = node;
        _at = start;
        _end = end;
        _isTooLong = false;
    }

    private void Add(byte* start, ushort* follower)
    {
        int length = (int)(_at - start);
        if (length is 0 or > PassageTable.LongestText || passages.IsFull)
            return;
        _made.Node = (ushort)_node;
        passages.Add(_made, new ReadOnlySpan<byte>(start, length), follower);
    }

    /// <summary>Reads tags up to a value, or as many as fit.</summary>
    private bool TryReadContent(byte* start)
    {
        while (true)
        {
            // Where it is possible to stop.
            byte* at = _at;
            int node = _node;
            Passage made = _made;
            bool isRead = TryReadNext(start, out bool isWhole);
            if (_isTooLong || _at - start > PassageTable.LongestText)
            {
                _at = at;
                _node = node;
                _made = made;
                return at > start;
            }
            if (!isRead || isWhole)
                return isRead;
        }
    }

    /// <summary>Reads one tag, with the white space before it.</summary>
    /// <param name="start">Where the passage starts.</param>
    /// <param name="isWhole">Whether the passage ends here, because a value begins.</param>
    private bool TryReadNext(byte* start, out bool isWhole)
    {
        isWhole = false;
        byte* p = _at;
        while (p < _end && XmlNames.IsSpace(*p))
            p++;
        if (_end - p < 2 || *p != '<')
            return false;
        byte* tag = p;
        p++;
        if (*p == '/')
            return TryReadEndTag(p + 1);
        if (!TryReadName(ref p, out ReadOnlySpan<byte> name) || trie.Find(_node, name) is not (> ElementTrie.Document and int child))
            return false;
        if (*p == ' ')
        {
            _at = p;
            _made.Tag = (ushort)(tag - start);
            isWhole = true;
            return TryReadAttribute(child);
        }
        return TryReadTagEnd(child, p, hasAttributes: false, out isWhole);
    }

    private bool TryReadEndTag(byte* name)
    {
        ElementNode* node = trie.Nodes + _node;
        ReadOnlySpan<byte> expected = ElementTrie.Name(node);
        // The root's end ends more than an element.
        if (node->Depth <= 1 || _end - name <= expected.Length
            || !new ReadOnlySpan<byte>(name, expected.Length).SequenceEqual(expected) || name[expected.Length] != '>')
            return false;
        AddEvent(PassageEvent.End, _node, ElementInterest.End);
        _made.LikelyNode = (ushort)_node;
        _made.LikelyIsSibling = true;
        _node = node->Parent;
        _at = name + expected.Length + 1;
        return true;
    }

    /// <summary>Reads on behind an attribute's value: another attribute, or the tag's end and more.</summary>
    private bool TryReadTag(int element, byte* start)
    {
        if (_end - start < 2 || *start != '"')
            return false;
        _at = start + 1;
        if (*_at == ' ')
            return TryReadAttribute(element);
        return TryReadTagEnd(element, _at, hasAttributes: true, out bool isWhole) && (isWhole || TryReadContent(start));
    }

    /// <summary>Reads white space, a name, an equals sign and a quote.</summary>
    private bool TryReadAttribute(int element)
    {
        byte* p = _at;
        while (p < _end && XmlNames.IsSpace(*p))
            p++;
        if (!TryReadName(ref p, out ReadOnlySpan<byte> name) || name.SequenceEqual("xmlns"u8) || name.Length > byte.MaxValue
            || _end - p < 2 || *p != '=' || p[1] != '"')
            return false;
        _at = p + 2;
        _made.End = PassageEnd.Attribute;
        _made.Element = (ushort)element;
        _made.NameLength = (byte)name.Length;
        _made.IsWanted = ((ElementInterest)trie.Nodes[element].Interest & ElementInterest.Start) != 0 && visitor.Wants(trie.Nodes[element].Kind, name);
        return true;
    }

    private bool TryReadTagEnd(int element, byte* p, bool hasAttributes, out bool isWhole)
    {
        isWhole = false;
        PassageEvent start = hasAttributes ? PassageEvent.StartWithAttributes : PassageEvent.Start;
        if (_end - p >= 2 && *p == '/' && p[1] == '>')
        {
            AddEvent(start, element, ElementInterest.Start);
            AddEvent(PassageEvent.EmptyText, element, ElementInterest.Text);
            AddEvent(PassageEvent.End, element, ElementInterest.End);
            _made.LikelyNode = (ushort)element;
            _made.LikelyIsSibling = true;
            _at = p + 2;
            return true;
        }
        if (_end - p < 1 || *p != '>')
            return false;
        AddEvent(start, element, ElementInterest.Start);
        _made.LikelyNode = (ushort)element;
        _made.LikelyIsSibling = false;
        _node = element;
        _at = p + 1;
        var rest = new ReadOnlySpan<byte>(_at, (int)(_end - _at));
        int next = rest.IndexOf((byte)'<');
        // The tag after next has to be known: whether it ends this element.
        if (next < 0 || next + 1 >= rest.Length)
            return false;
        if (rest[next + 1] == '/')
        {
            _made.End = PassageEnd.Text;
            _made.IsWanted = ((ElementInterest)trie.Nodes[element].Interest & ElementInterest.Text) != 0;
            isWhole = true;
            return true;
        }
        return ((ElementInterest)trie.Nodes[element].Interest & ElementInterest.Text) == 0;
    }

    /// <summary>Reads a plain name; what follows on it lies before the end.</summary>
    private bool TryReadName(ref byte* p, out ReadOnlySpan<byte> name)
    {
        byte* first = p;
        name = default;
        if (p >= _end || !XmlNames.TryScan(p, out byte* behind) || behind >= _end)
            return false;
        name = new ReadOnlySpan<byte>(first, (int)(behind - first));
        p = behind;
        return *p != ':';
    }

    private void AddEvent(PassageEvent what, int node, ElementInterest wanted)
    {
        if (((ElementInterest)trie.Nodes[node].Interest & wanted) == 0)
            return;
        if (_made.EventCount == Passage.MaxEvents)
            _isTooLong = true;
        else
            _made.Events[_made.EventCount++] = (ushort)(((int)what << Passage.EventShift) | node);
    }
}
