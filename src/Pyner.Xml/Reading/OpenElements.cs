namespace Pyner.Xml.Reading;

/// <summary>
/// The open elements that the <see cref="ElementTrie"/> has no room for: a stack that keeps their names, in bounded memory.
/// </summary>
internal sealed class OpenElements
{
    private readonly List<Frame> _frames = [];
    private byte[] _names = new byte[256];
    private int _nameBytes;

    /// <summary>The node that is current again when the innermost one closes.</summary>
    public int ReturnNode => _frames[^1].ReturnNode;

    /// <summary>The innermost one's kind.</summary>
    public int Kind => _frames[^1].Kind;

    /// <summary>What the visitor wants of the innermost one.</summary>
    public ElementInterest Interest => _frames[^1].Interest;

    /// <summary>The innermost one's name.</summary>
    public ReadOnlySpan<byte> Name => _names.AsSpan(_frames[^1].NameStart, _nameBytes - _frames[^1].NameStart);

    public void Clear()
    {
        _frames.Clear();
        _nameBytes = 0;
        if (_frames.Capacity > 1024)
            _frames.TrimExcess();
        if (_names.Length > 1 << 16)
            _names = new byte[256];
    }

    /// <summary>Opens one; false if the names of all are too long together.</summary>
    public bool TryPush(ReadOnlySpan<byte> name, int returnNode, int kind, ElementInterest interest)
    {
        if (_nameBytes + name.Length > ReadLimits.OpenNames)
            return false;
        if (_nameBytes + name.Length > _names.Length)
            Array.Resize(ref _names, Math.Max(_names.Length * 2, _nameBytes + name.Length));
        name.CopyTo(_names.AsSpan(_nameBytes));
        _frames.Add(new Frame(_nameBytes, returnNode, kind, interest));
        _nameBytes += name.Length;
        return true;
    }

    /// <summary>Closes the innermost one.</summary>
    public void Pop()
    {
        _nameBytes = _frames[^1].NameStart;
        _frames.RemoveAt(_frames.Count - 1);
    }

    private readonly record struct Frame(int NameStart, int ReturnNode, int Kind, ElementInterest Interest);
}
