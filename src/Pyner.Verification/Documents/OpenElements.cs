namespace Pyner.Verification;

/// <summary>What the open elements of a document take: their names, and the namespaces that they declare.</summary>
internal sealed class OpenElements(DocumentExtent extent)
{
    // What a declaration takes beside its characters, about, in bytes.
    private const int DeclarationBytes = 64;

    private readonly Stack<(int Depth, long Bytes)> _declaring = new(); // open elements that declare something
    private long _names;
    private long _declarations;
    private long _declared; // by the element in hand

    /// <summary>The element in hand declares a namespace.</summary>
    public void Declare(int characters) => _declared += DeclarationBytes + (characters * (long)sizeof(char));

    /// <summary>The element in hand is open.</summary>
    public void Enter(int depth, string name)
    {
        _names += name.Length;
        if (_declared > 0)
        {
            _declaring.Push((depth, _declared));
            _declarations += _declared;
            _declared = 0;
        }
        extent.AddOpen(_names, _declarations);
    }

    /// <summary>An element ends.</summary>
    public void Leave(int depth, string name)
    {
        _names -= name.Length;
        if (_declaring.TryPeek(out (int Depth, long Bytes) last) && last.Depth == depth)
            _declarations -= _declaring.Pop().Bytes;
    }
}
