using System.Text;
using System.Xml;

namespace Pyner.Verification;

/// <summary>
/// Walks a document with .NET's <c>XmlReader</c> and hands out its records, one at a time, in memory that does not grow with the document.
/// This is the reference for acceptance and for every field: it is written for plainness, not for speed.
/// </summary>
/// <remarks>
/// A record starts at an element EXPERIMENT, SAMPLE or RUN outside any other of them; an element is told by the names on the way
/// from the record down to it. Of several elements in one place the first counts, even if it is empty.
/// </remarks>
public sealed class DocumentReader
{
    /// <summary>Bound on what entities may expand to, in characters.</summary>
    public const long MaxCharactersFromEntities = 10_000_000;

    private readonly XmlReader _xml;
    private readonly DocumentKind _kind;
    private readonly Action<VerifiedRecord> _record;
    private readonly char[] _chunk = new char[4096];
    private readonly DocumentExtent _extent;
    private readonly RecordFields _fields;

    static DocumentReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private DocumentReader(XmlReader xml, DocumentKind kind, Action<VerifiedRecord> record, DocumentExtent extent)
    {
        _xml = xml;
        _kind = kind;
        _record = record;
        _extent = extent;
        _fields = new RecordFields(extent);
    }

    /// <summary>Reads a document to its end or to its first fault.</summary>
    /// <param name="stream">The document's bytes; not closed.</param>
    /// <param name="kind">The kind of its file.</param>
    /// <param name="record">
    /// Takes each record as it ends. A document that turns out to be rejected may have handed out some: they don't count.
    /// </param>
    /// <param name="extent">Takes the size of what is in the document, as far as it was read; null where nobody asks.</param>
    /// <returns>Why the document is rejected, or null.</returns>
    /// <exception cref="IOException">The stream can't be read.</exception>
    /// <exception cref="ArgumentException">Files of that kind are not read.</exception>
    public static Rejection? Read(Stream stream, DocumentKind kind, Action<VerifiedRecord> record, DocumentExtent? extent = null)
    {
        if (kind == DocumentKind.Analysis)
            throw new ArgumentException($"{kind} files are counted, not read", nameof(kind));
        try
        {
            using var xml = XmlReader.Create(stream, Settings());
            new DocumentReader(xml, kind, record, extent ?? new DocumentExtent()).ReadToEnd();
            return null;
        }
        catch (XmlException e)
        {
            return new Rejection(nameof(XmlException), e.Message, e.LineNumber, e.LinePosition);
        }
        catch (Exception e) when (IsFaultOfDocument(e))
        {
            return new Rejection(e.GetType().Name, e.Message, 0, 0);
        }
    }

    /// <summary>The settings under which a document must be readable to its end to be accepted.</summary>
    public static XmlReaderSettings Settings() => new()
    {
        ConformanceLevel = ConformanceLevel.Document,
        DtdProcessing = DtdProcessing.Parse,
        XmlResolver = null,
        MaxCharactersFromEntities = MaxCharactersFromEntities,
        // Both are checked all the same; passing over them keeps XmlReader from holding a long one in memory.
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    // Undecodable bytes come out of some decoders as they are, not wrapped in an XmlException.
    private static bool IsFaultOfDocument(Exception e) => e is ArgumentException or NotSupportedException or InvalidOperationException or IndexOutOfRangeException;

    private void ReadToEnd()
    {
        while (_xml.Read())
        {
            switch (_xml.NodeType)
            {
                case XmlNodeType.Element:
                    bool isEmpty = _xml.IsEmptyElement;
                    Measure();
                    Enter(_xml.Name);
                    if (isEmpty)
                        Leave();
                    break;
                case XmlNodeType.EndElement:
                    Leave();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    if (_fields.WantsText)
                        AddText();
                    break;
            }
        }
    }

    private void Measure()
    {
        long length = _xml.Name.Length;
        while (_xml.MoveToNextAttribute())
            length += _xml.Name.Length + _xml.Value.Length;
        _xml.MoveToElement();
        _extent.AddTag(_xml.Depth + 1, length);
    }

    private void Enter(string name)
    {
        if (_fields.IsInRecord)
        {
            _fields.Enter(name, name == "SAMPLE_DESCRIPTOR" ? Attribute("accession") : "");
        }
        else if (name is "EXPERIMENT" or "SAMPLE" or "RUN")
        {
            _fields.Begin(name, Attribute("accession"));
        }
    }

    private void Leave()
    {
        if (!_fields.IsInRecord || !_fields.Leave())
            return;
        _record((_fields.Record, _kind) switch
        {
            ("EXPERIMENT", DocumentKind.Experiment) => _fields.ToExperiment(),
            ("SAMPLE", DocumentKind.Sample) => _fields.ToSample(),
            ("RUN", DocumentKind.Run) => new RunRecord(),
            _ => new MisplacedRecord(_fields.Record),
        });
    }

    private string Attribute(string name) => _xml.GetAttribute(name)?.Trim() ?? "";

    private void AddText()
    {
        int length;
        while ((length = _xml.ReadValueChunk(_chunk, 0, _chunk.Length)) > 0)
            _fields.AddText(_chunk.AsSpan(0, length));
    }
}
