namespace Pyner.Xml.Reading;

/// <summary>The namespace declarations in scope (Namespaces in XML 1.0), in bounded memory. Rare in SRA documents, so plain strings do.</summary>
internal sealed class NamespaceScopes
{
    private const string XmlUri = "http://www.w3.org/XML/1998/namespace";
    private const string XmlnsUri = "http://www.w3.org/2000/xmlns/";

    // What a declaration takes beside its characters, in bytes.
    private const int DeclarationBytes = 64;

    // Each with the index of the declaration of the same prefix that it hides, or -1.
    private readonly List<(string Prefix, string Uri, int Depth, int Hidden)> _declarations = [];

    // By prefix: the innermost declaration. A hostile tag declares a hundred thousand, and every element below uses one.
    private readonly Dictionary<string, int> _innermost = new(StringComparer.Ordinal);

    // Root tags are alike from document to document: the attributes that were resolved for the last one, as written, and what they declared.
    private const int LongestRemembered = 1024;
    private readonly byte[] _rootAttributes = new byte[LongestRemembered];
    private readonly List<(string Prefix, string Uri)> _rootDeclarations = [];
    private int _rootAttributesLength = -1;

    private long _bytes;

    /// <summary>Whether the declarations take more memory than a document may have for them (<see cref="ReadLimits.OpenNames"/>).</summary>
    public bool IsFull => _bytes > ReadLimits.OpenNames;

    /// <summary>The strings of prefixes, addresses and local names.</summary>
    public RecentTexts Texts { get; } = new();

    /// <summary>Depth of the innermost element with declarations, or 0.</summary>
    public int InnermostDepth { get; private set; }

    public void Clear()
    {
        _declarations.Clear();
        _innermost.Clear();
        if (_declarations.Capacity > 1024)
        {
            _declarations.TrimExcess();
            _innermost.TrimExcess();
        }
        _bytes = 0;
        InnermostDepth = 0;
    }

    /// <summary>Forgets what the element at that depth declared.</summary>
    public void Leave(int depth)
    {
        while (_declarations.Count > 0 && _declarations[^1].Depth == depth)
        {
            (string prefix, string uri, _, int hidden) = _declarations[^1];
            _bytes -= Bytes(prefix, uri);
            if (hidden >= 0)
                _innermost[prefix] = hidden;
            else
                _innermost.Remove(prefix);
            _declarations.RemoveAt(_declarations.Count - 1);
        }
        InnermostDepth = _declarations.Count == 0 ? 0 : _declarations[^1].Depth;
    }

    /// <summary>Binds a prefix for the element at that depth; false if that may not be bound (sections 3 and 5).</summary>
    /// <param name="prefix">The prefix; empty for the default namespace.</param>
    /// <param name="uri">The decoded value.</param>
    /// <param name="depth">The element's depth.</param>
    public bool TryDeclare(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> uri, int depth)
    {
        string name = Texts.Text(prefix);
        string value = Texts.Text(uri);
        if (name == "xmlns" || value == XmlnsUri || (name == "xml") != (value == XmlUri) || (name.Length > 0 && value.Length == 0))
            return false;
        Declare(name, value, depth);
        return true;
    }

    /// <summary>Remembers what attributes of a root element declared that were found to be right.</summary>
    /// <param name="attributes">The attributes as written.</param>
    public void RememberRoot(ReadOnlySpan<byte> attributes)
    {
        if (attributes.Length > LongestRemembered)
            return;
        attributes.CopyTo(_rootAttributes);
        _rootAttributesLength = attributes.Length;
        _rootDeclarations.Clear();
        foreach ((string prefix, string uri, _, _) in _declarations)
            _rootDeclarations.Add((prefix, uri));
    }

    /// <summary>Declares what the last root element declared, if its attributes were the same; false, and nothing is done, if not.</summary>
    /// <param name="attributes">The attributes as written.</param>
    public bool TryRecallRoot(ReadOnlySpan<byte> attributes)
    {
        if (attributes.Length != _rootAttributesLength || !attributes.SequenceEqual(_rootAttributes.AsSpan(0, _rootAttributesLength)))
            return false;
        foreach ((string prefix, string uri) in _rootDeclarations)
            Declare(prefix, uri, 1);
        return true;
    }

    /// <summary>The namespace of a prefix, or null if it is not declared.</summary>
    public string? Resolve(ReadOnlySpan<byte> prefix)
    {
        if (prefix.SequenceEqual("xml"u8))
            return XmlUri;
        if (prefix.SequenceEqual("xmlns"u8))
            return XmlnsUri;
        return _innermost.TryGetValue(Texts.Text(prefix), out int index) ? _declarations[index].Uri : null;
    }

    private void Declare(string prefix, string uri, int depth)
    {
        _declarations.Add((prefix, uri, depth, _innermost.GetValueOrDefault(prefix, -1)));
        _innermost[prefix] = _declarations.Count - 1;
        _bytes += Bytes(prefix, uri);
        InnermostDepth = depth;
    }

    private static long Bytes(string prefix, string uri) => DeclarationBytes + (sizeof(char) * ((long)prefix.Length + uri.Length));
}
