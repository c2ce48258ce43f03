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
    private readonly CountedStream _bytes;
    private readonly DocumentKind _kind;
    private readonly Action<VerifiedRecord> _record;
    private readonly char[] _chunk = new char[4096];
    private readonly DocumentExtent _extent;
    private readonly RecordFields _fields;
    private readonly OpenElements _open;

    static DocumentReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private DocumentReader(XmlReader xml, CountedStream bytes, DocumentKind kind, Action<VerifiedRecord> record, DocumentExtent extent)
    {
        _xml = xml;
        _bytes = bytes;
        _kind = kind;
        _record = record;
        _extent = extent;
        _fields = new RecordFields(extent);
        _open = new OpenElements(extent);
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
            var bytes = new CountedStream(stream);
            using var xml = XmlReader.Create(bytes, Settings());
            new DocumentReader(xml, bytes, kind, record, extent ?? new DocumentExtent()).ReadToEnd();
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
    private static bool IsFaultOfDocument(Exception e) =>
        e is ArgumentException or NotSupportedException or InvalidOperationException or IndexOutOfRangeException;

    private void ReadToEnd()
    {
        while (ReadNode())
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
                    AddText();
                    break;
            }
        }
    }

    /// <summary>Moves to the next node. Texts are always read to their end, so what it takes is the node's markup, and comments before it.</summary>
    private bool ReadNode()
    {
        long before = _bytes.Count;
        bool isNode = _xml.Read();
        _extent.AddMarkup(_bytes.Count - before);
        return isNode;
    }

    private void Measure()
    {
        long length = _xml.Name.Length;
        while (_xml.MoveToNextAttribute())
        {
            int characters = _xml.Name.Length + _xml.Value.Length;
            length += characters;
            if (_xml.Prefix == "xmlns" || _xml.Name == "xmlns")
                _open.Declare(characters);
        }
        _xml.MoveToElement();
        _extent.AddTag(_xml.Depth + 1, length);
    }

    private void Enter(string name)
    {
        _open.Enter(_xml.Depth, name);
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
        _open.Leave(_xml.Depth, _xml.Name);
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
        {
            if (_fields.WantsText)
                _fields.AddText(_chunk.AsSpan(0, length));
        }
    }
}
