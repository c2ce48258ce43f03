using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pyner.Xml.Reading;

/// <summary>Reads the attributes of a start tag and checks them (XML 1.0 section 3.1, Namespaces in XML sections 3 to 6).</summary>
internal sealed unsafe class AttributeReader : IDisposable
{
    private const int RememberedPositions = 16;
    private const int MostAttributesKept = 4096; // room that outlives a document

    private readonly AttributeNames _names = new();
    // By element and position: the name that stood there the last time.
    private readonly byte[] _likely = new byte[ElementTrie.Capacity * RememberedPositions];
    private readonly HashSet<(string Uri, string Local)> _expandedNames = [];
    private AttributeSpan[] _spans = GC.AllocateUninitializedArray<AttributeSpan>(32);
    private readonly List<int> _irregular = []; // attributes, by index, that the word of seen names does not cover
    private int _count;
    private byte* _firstDuplicate;
    private byte* _origin; // what tokens count from
    private uint* _lastToken; // the sentinel behind the tokens
    private byte* _windowEnd;

    /// <summary>The attributes of the last tag.</summary>
    public AttributeList List => new(_spans.AsSpan(0, _count));

    /// <summary>What is wrong with the last tag.</summary>
    public XmlFault Fault { get; private set; }

    /// <summary>Where.</summary>
    public byte* FaultAt { get; private set; }

    /// <summary>Whether the last tag needs <see cref="TryResolve"/>: it has qualified names, declarations or too many names.</summary>
    public bool NeedsResolving => _irregular.Count > 0 || _firstDuplicate != null;

    public void Dispose() => _names.Dispose();

    /// <summary>Before another document: forgets names, and gives room back, if the last one brought too many.</summary>
    public void Reset()
    {
        if (_spans.Length > MostAttributesKept)
            _spans = GC.AllocateUninitializedArray<AttributeSpan>(32);
        if (_expandedNames.Capacity > MostAttributesKept)
            ForgetExpandedNames();
        if (_names.IsFull)
        {
            _names.Clear();
            Array.Clear(_likely);
        }
    }

    /// <summary>Tags of another window come next.</summary>
    /// <param name="origin">What tokens count from.</param>
    /// <param name="lastToken">The sentinel behind the tokens.</param>
    /// <param name="windowEnd">End of the bytes at hand.</param>
    public void EnterWindow(byte* origin, uint* lastToken, byte* windowEnd)
    {
        _origin = origin;
        _lastToken = lastToken;
        _windowEnd = windowEnd;
    }

    /// <summary>For an element without attributes.</summary>
    public void Clear()
    {
        _count = 0;
        _irregular.Clear();
        _firstDuplicate = null;
    }

    /// <summary>Adds an attribute with a plain name that was read and checked elsewhere.</summary>
    public void Add(byte* name, int nameLength, byte* value, byte* valueEnd)
    {
        if (_count == _spans.Length)
            Array.Resize(ref _spans, _count * 2);
        _spans[_count++] = new AttributeSpan { Name = name, NameLength = nameLength, Value = value, ValueLength = (int)(valueEnd - value) };
    }

    /// <summary>Reads on from behind the element's name.</summary>
    /// <param name="at">Behind the name; behind the tag afterwards.</param>
    /// <param name="element">The element's node in the trie, for the guess at its first attribute.</param>
    /// <param name="token">First token behind the tag's <c>&lt;</c>; the first behind the tag afterwards.</param>
    /// <param name="keep">Whether <see cref="List"/> will be asked for.</param>
    public TagEnd Read(ref byte* at, int element, ref uint* token, bool keep)
    {
        if (_count > 0 || _firstDuplicate != null)
            Clear();
        int position = 0;
        byte* p = at;
        byte* limit = _origin + *token;
        ulong seen = 0;
        ref byte likely = ref _likely[element * RememberedPositions];
        AttributeNames.Entry* entries = _names.Entries;
        while (true)
        {
            // The usual attribute: one space, the name that stood there the last time, a value that ends within 32 bytes.
            int name = Unsafe.Add(ref likely, position);
            AttributeNames.Entry* entry = entries + name;
            if (*p == ' ' && AttributeNames.Differences(entry, p + 1) == 0 && (seen & (1UL << name)) == 0)
            {
                byte* value = p + entry->Length + 3;
                uint quotes = Vector256.Equals(Vector256.Load(value), Vector256.Create((byte)'"')).ExtractMostSignificantBits();
                byte* end = value + BitOperations.TrailingZeroCount(quotes);
                if (quotes != 0 && end < limit)
                {
                    seen |= 1UL << name;
                    if (position < RememberedPositions - 1)
                        position++;
                    if (keep)
                        Keep(p + 1, entry->Length, value, end, name);
                    p = end + 1;
                    continue;
                }
            }
            else if (*p == '>' && p < limit)
            {
                at = p + 1;
                return TagEnd.Open;
            }

            else if (*p == '/' && p[1] == '>' && p + 1 < limit)
            {
                at = p + 2;
                return TagEnd.Empty;
            }

            // Copies, so that what the loop uses stays in registers.
            byte* unusual = p;
            ulong unusualSeen = seen;
            TagEnd tagEnd = ReadUnusual(ref unusual, ref Unsafe.Add(ref likely, position), ref unusualSeen, ref token, keep);
            p = unusual;
            if (tagEnd != TagEnd.NotYet)
            {
                at = p;
                return tagEnd;
            }
            seen = unusualSeen;
            limit = _origin + *token;
            if (position < RememberedPositions - 1)
                position++;
        }
    }

    /// <summary>Reads any attribute, or the tag's end.</summary>
    private TagEnd ReadUnusual(ref byte* p, ref byte likely, ref ulong seen, ref uint* token, bool keep)
    {
        byte* limit = _origin + *token;
        byte* before = p;
        while (XmlNames.IsSpace(*p))
            p++;
        if (p >= limit)
            return token == _lastToken ? TagEnd.Incomplete : Reject(XmlFault.InvalidAttribute, p);
        if (*p == '>')
        {
            p++;
            return TagEnd.Open;
        }
        if (*p == '/')
        {
            if (p + 1 >= limit && token == _lastToken)
                return TagEnd.Incomplete;
            if (p[1] != '>')
                return Reject(XmlFault.InvalidMarkup, p + 1);
            p += 2;
            return TagEnd.Empty;
        }
        if (p == before)
            return Reject(XmlFault.InvalidAttribute, p);

        byte* nameStart = p;
        int nameLength;
        byte quote = (byte)'"';
        int name = _names.FindPlain(p);
        if (name != AttributeNames.None)
        {
            nameLength = _names.Entries[name].Length;
            p += nameLength + 2;
        }
        else
        {
            TagEnd end = ReadName(ref p, limit, token == _lastToken, out nameLength, out quote, out name);
            if (end != TagEnd.NotYet)
                return end;
        }
        if (name != AttributeNames.None)
        {
            likely = (byte)name;
            if ((seen & (1UL << name)) != 0 && _firstDuplicate == null)
                _firstDuplicate = nameStart;
            seen |= 1UL << name;
        }

        byte* value = p;
        while (!TryFindQuote(ref p, quote, limit))
        {
            if (token == _lastToken)
                return TagEnd.Incomplete;
            if (*limit == '<')
                return Reject(XmlFault.LessThanInAttribute, limit);
            p = limit + 1; // the first bracket of a ]]>, which is nothing special here
            if (*limit == '&')
            {
                Step step = ReferenceScanner.Scan(limit, _windowEnd, out p, out XmlFault fault);
                if (step != Step.Continue)
                    return step == Step.Incomplete ? TagEnd.Incomplete : Reject(fault, p);
            }
            token++;
            limit = _origin + *token;
        }
        if (keep || name == AttributeNames.None)
            Keep(nameStart, nameLength, value, p, name);
        p++;
        return TagEnd.NotYet;
    }

    /// <summary>
    /// Checks what can only be checked when the whole tag is known: duplicates, declarations, prefixes. Declarations enter the scopes.
    /// </summary>
    public bool TryResolve(NamespaceScopes scopes, int depth)
    {
        bool isRoot = depth == 1 && _firstDuplicate == null;
        if (isRoot && scopes.TryRecallRoot(Irregular))
            return true;
        foreach (int index in _irregular)
        {
            AttributeSpan span = _spans[index];
            var name = new ReadOnlySpan<byte>(span.Name, span.NameLength);
            bool isDefault = name.SequenceEqual("xmlns"u8);
            if (!isDefault && !name.StartsWith("xmlns:"u8))
                continue;
            ReadOnlySpan<byte> value = XmlTextDecoder.Decode(new ReadOnlySpan<byte>(span.Value, span.ValueLength), XmlTextForm.RawAttribute);
            if (!scopes.TryDeclare(isDefault ? default : name[6..], value, depth))
                return Fail(XmlFault.InvalidNamespaceDeclaration, span.Name);
        }
        if (_firstDuplicate != null)
            return Fail(XmlFault.DuplicateAttribute, _firstDuplicate);

        _expandedNames.Clear();
        foreach (int index in _irregular)
        {
            AttributeSpan span = _spans[index];
            var name = new ReadOnlySpan<byte>(span.Name, span.NameLength);
            int colon = name.IndexOf((byte)':');
            string? uri = colon < 0 ? string.Empty : scopes.Resolve(name[..colon]);
            if (uri is null)
                return Fail(XmlFault.UndeclaredPrefix, span.Name);
            if (!_expandedNames.Add((uri, scopes.Texts.Text(name[(colon + 1)..]))))
                return Fail(XmlFault.DuplicateAttribute, span.Name);
            if (name.SequenceEqual("xml:space"u8) && !IsXmlSpace(span))
                return Fail(XmlFault.InvalidXmlSpace, span.Name);
        }
        if (_expandedNames.Count > 64)
            ForgetExpandedNames();
        if (isRoot)
            scopes.RememberRoot(Irregular);
        return true;
    }

    /// <summary>The tag's text from the first irregular attribute to the end of the last one's value.</summary>
    private ReadOnlySpan<byte> Irregular
    {
        get
        {
            byte* first = _spans[_irregular[0]].Name;
            ref readonly AttributeSpan last = ref _spans[_irregular[^1]];
            return new ReadOnlySpan<byte>(first, (int)(last.Value + last.ValueLength - first));
        }
    }

    /// <summary>Also gives their room back: clearing costs as much as there once was.</summary>
    private void ForgetExpandedNames()
    {
        _expandedNames.Clear();
        _expandedNames.TrimExcess();
    }

    private void Keep(byte* name, int nameLength, byte* value, byte* valueEnd, int number)
    {
        if (number == AttributeNames.None)
            _irregular.Add(_count);
        Add(name, nameLength, value, valueEnd);
    }

    private static bool IsXmlSpace(AttributeSpan span)
    {
        ReadOnlySpan<byte> value = XmlTextDecoder.Decode(new ReadOnlySpan<byte>(span.Value, span.ValueLength), XmlTextForm.RawAttribute);
        value = value.Trim(" \t\r\n"u8);
        return value.SequenceEqual("default"u8) || value.SequenceEqual("preserve"u8);
    }

    /// <summary>Reads <c>name = quote</c> where the name is new, is not plain, or is not followed by <c>="</c>.</summary>
    private TagEnd ReadName(ref byte* p, byte* limit, bool limitIsEnd, out int nameLength, out byte quote, out int name)
    {
        nameLength = 0;
        quote = 0;
        name = AttributeNames.None;
        bool proper = XmlNames.TryScanQualified(p, out byte* end, out byte* colon);
        if (end >= limit)
            return limitIsEnd ? TagEnd.Incomplete : Reject(XmlFault.InvalidAttribute, end);
        if (!proper)
            return Reject(XmlFault.InvalidName, end);
        nameLength = (int)(end - p);
        byte* q = end;
        while (XmlNames.IsSpace(*q))
            q++;
        if (q >= limit)
            return limitIsEnd ? TagEnd.Incomplete : Reject(XmlFault.InvalidAttribute, q);
        if (*q != '=')
            return Reject(XmlFault.InvalidAttribute, q);
        q++;
        while (XmlNames.IsSpace(*q))
            q++;
        if (q >= limit)
            return limitIsEnd ? TagEnd.Incomplete : Reject(XmlFault.InvalidAttribute, q);
        if (*q is not ((byte)'"' or (byte)'\''))
            return Reject(XmlFault.InvalidAttribute, q);
        quote = *q;
        var text = new ReadOnlySpan<byte>(p, nameLength);
        if (colon == null && !text.SequenceEqual("xmlns"u8))
            name = _names.FindOrAdd(text);
        p = q + 1;
        return TagEnd.NotYet;
    }

    /// <summary>Moves to the closing quote, if it comes before the limit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryFindQuote(ref byte* p, byte quote, byte* limit)
    {
        byte* q = p;
        while (q < limit)
        {
            uint found = Vector256.Equals(Vector256.Load(q), Vector256.Create(quote)).ExtractMostSignificantBits();
            if (found != 0)
            {
                q += BitOperations.TrailingZeroCount(found);
                p = q;
                return q < limit;
            }
            q += 32;
        }
        return false;
    }

    private bool Fail(XmlFault fault, byte* at)
    {
        Reject(fault, at);
        return false;
    }

    private TagEnd Reject(XmlFault fault, byte* at)
    {
        Fault = fault;
        FaultAt = at;
        return TagEnd.Fault;
    }
}
