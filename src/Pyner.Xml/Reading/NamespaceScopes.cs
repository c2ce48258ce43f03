using System.Text;

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

    private long _bytes;

    /// <summary>Whether the declarations take more memory than a document may have for them (<see cref="ReadLimits.OpenNames"/>).</summary>
    public bool IsFull => _bytes > ReadLimits.OpenNames;

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
        string name = Encoding.UTF8.GetString(prefix);
        string value = Encoding.UTF8.GetString(uri);
        if (name == "xmlns" || value == XmlnsUri || (name == "xml") != (value == XmlUri) || (name.Length > 0 && value.Length == 0))
            return false;
        _declarations.Add((name, value, depth, _innermost.GetValueOrDefault(name, -1)));
        _innermost[name] = _declarations.Count - 1;
        _bytes += Bytes(name, value);
        InnermostDepth = depth;
        return true;
    }

    /// <summary>The namespace of a prefix, or null if it is not declared.</summary>
    public string? Resolve(ReadOnlySpan<byte> prefix)
    {
        if (prefix.SequenceEqual("xml"u8))
            return XmlUri;
        if (prefix.SequenceEqual("xmlns"u8))
            return XmlnsUri;
        return _innermost.TryGetValue(Encoding.UTF8.GetString(prefix), out int index) ? _declarations[index].Uri : null;
    }

    private static long Bytes(string prefix, string uri) => DeclarationBytes + (sizeof(char) * ((long)prefix.Length + uri.Length));
}
