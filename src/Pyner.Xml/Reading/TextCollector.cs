using System.Buffers;

namespace Pyner.Xml.Reading;

/// <summary>
/// Collects the own text of an element that the visitor wants. While it is one piece of the window nothing is copied; comments, CDATA
/// sections, child elements and ends of windows cut it into pieces, which are decoded and joined.
/// </summary>
internal sealed unsafe class TextCollector
{
    private ArrayBufferWriter<byte> _joined = new();
    private bool _inPieces;
    private ElementInterest _interest;
    private bool _isCut; // only of pieces

    /// <summary>Depth of the element whose text is collected, or 0.</summary>
    public int Depth { get; private set; }

    /// <summary>First byte of the piece that the window holds.</summary>
    public byte* Start { get; set; }

    /// <summary>Begins behind a start tag.</summary>
    public void Begin(int depth, byte* start, ElementInterest interest)
    {
        Depth = depth;
        Start = start;
        _inPieces = false;
        _interest = interest;
        if (_joined.WrittenCount > 0)
            _joined.ResetWrittenCount();
    }

    /// <summary>Ends collecting.</summary>
    public void Stop()
    {
        Depth = 0;
        if (_joined.Capacity > 1 << 16)
            _joined = new ArrayBufferWriter<byte>();
    }

    /// <summary>Takes the piece from <see cref="Start"/> to <paramref name="end"/>; false if the text gets too long.</summary>
    public bool TryAppend(byte* end, XmlTextForm form)
    {
        _isCut &= _inPieces;
        _inPieces = true;
        if (end <= Start)
            return true;
        var piece = new ReadOnlySpan<byte>(Start, (int)(end - Start));
        Start = end;
        if ((_interest & ElementInterest.BlankOnly) != 0 && (_joined.WrittenCount > 0 || new XmlText(piece, form).IsBlank))
            return true; // one piece that is not blank settles it
        if ((_interest & ElementInterest.CutLong) != 0)
        {
            AppendCutting(piece, form);
            return true;
        }
        // What counts is the decoded text, wherever windows cut it. A piece is no longer than a window.
        XmlTextDecoder.Decode(piece, form, _joined);
        return _joined.WrittenCount <= ReadLimits.Value;
    }

    /// <summary>The whole text, at its end tag; call <see cref="TryAppend"/> for the last piece if <see cref="InPieces"/>.</summary>
    public XmlText Text(byte* end) => _inPieces
        ? new XmlText(_joined.WrittenSpan, XmlTextForm.Decoded) { IsCut = _isCut }
        : new XmlText(new ReadOnlySpan<byte>(Start, (int)(end - Start)), XmlTextForm.RawContent);

    private void AppendCutting(ReadOnlySpan<byte> piece, XmlTextForm form)
    {
        if (!_isCut)
            _isCut = LongText.Append(XmlTextDecoder.Decode(piece, form), _joined);
    }

    /// <summary>Whether pieces were taken.</summary>
    public bool InPieces => _inPieces;
}
