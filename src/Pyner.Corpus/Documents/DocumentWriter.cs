using Pyner.Corpus.Randomness;

namespace Pyner.Corpus.Documents;

/// <summary>
/// Writes one XML document in a style: indents, line ends, quotes, and the rare spellings of values. What is written means exactly what
/// was asked for, so that the truth needs no parser.
/// </summary>
internal sealed class DocumentWriter
{
    private readonly ValueSpelling _spelling;
    private byte _quote;
    private int _depth;
    private bool _keepsMarks;

    public DocumentWriter() => _spelling = new ValueSpelling(this);

    public XmlBuffer Buffer { get; } = new();

    public DocumentMarks Marks { get; } = new();

    public DocumentStyle Style { get; private set; } = null!;

    public CorpusRandom Random { get; private set; } = null!;

    /// <summary>Value of the entity <c>organism</c>, where the document has a document type.</summary>
    public string? OrganismEntity { get; private set; }

    /// <summary>Begins a document: byte order mark, declaration, document type, the root's start tag.</summary>
    public void Begin(DocumentStyle style, CorpusRandom random, ReadOnlySpan<byte> root, string organism, bool keepsMarks)
    {
        Style = style;
        Random = random;
        Buffer.Clear();
        Buffer.CarriageReturns = style.CarriageReturns;
        Marks.Clear();
        _keepsMarks = keepsMarks;
        _quote = style.Apostrophes ? (byte)'\'' : (byte)'"';
        _depth = 0;
        if (style.Encoding == CorpusEncoding.Utf8WithMark)
            Buffer.Raw("\uFEFF"u8);
        if (style.HasDeclaration)
            Declaration();
        Marks.DeclarationEnd = Buffer.Length;
        OrganismEntity = style.HasDoctype ? organism : null;
        if (style.HasDoctype)
            Doctype(root);
        if (style.IsOdd && random.Percent(30))
            Decoys.BeforeRoot(this);
        Line();
        if (Buffer.Length > 0 && style.SingleLine)
            Buffer.NewLine();
        Marks.RootStart = Buffer.Length;
        Buffer.Raw((byte)'<');
        Buffer.Raw(root);
        if (style.Archive != CorpusArchive.Ddbj)
            Attribute("xmlns:xsi"u8, "http://www.w3.org/2001/XMLSchema-instance");
        if (style.IsOdd && random.Percent(20))
            Attribute("xmlns"u8, "http://www.example.org/sra");
        _depth = 1;
    }

    /// <summary>Ends the root's start tag.</summary>
    public void EndRootTag() => Buffer.Raw((byte)'>');

    /// <summary>Ends a root that is nothing but its start tag.</summary>
    public void EndEmptyRoot()
    {
        Buffer.Raw("/>"u8);
        End();
    }

    /// <summary>Writes the root's end tag.</summary>
    public void EndRoot(ReadOnlySpan<byte> root)
    {
        _depth = 0;
        Line();
        Buffer.Raw("</"u8);
        Buffer.Raw(root);
        Buffer.Raw((byte)'>');
        End();
    }

    /// <summary>Begins a start tag on a line of its own.</summary>
    public void Tag(ReadOnlySpan<byte> name)
    {
        Line();
        Buffer.Raw((byte)'<');
        Buffer.Raw(name);
    }

    public void Attribute(ReadOnlySpan<byte> name, ReadOnlySpan<char> value)
    {
        BeginAttribute(name);
        Buffer.AttributeText(value);
        Buffer.Raw(_quote);
    }

    public void Attribute(ReadOnlySpan<byte> name, Accession accession)
    {
        BeginAttribute(name);
        accession.WriteTo(Buffer);
        Buffer.Raw(_quote);
    }

    /// <summary>An accession that is spelled in some rare way when the document is odd: white space around, references.</summary>
    public void AccessionAttribute(Accession accession)
    {
        if (!Style.IsOdd || Random.Percent(80))
        {
            Attribute("accession"u8, accession);
            return;
        }
        BeginAttribute(Random.Percent(30) ? "\n      accession"u8 : "accession"u8, Random.Percent(30));
        switch (Random.Below(3))
        {
            case 0:
                Buffer.Raw("  "u8);
                accession.WriteTo(Buffer);
                Buffer.Raw("\t\n "u8);
                break;
            case 1:
                Buffer.Raw("&#x20;&#160;"u8);
                accession.WriteTo(Buffer);
                break;
            default:
                // The archive's letter as a reference.
                Buffer.Raw("&#"u8);
                Buffer.Number(accession.Archive);
                Buffer.Raw((byte)';');
                accession.WriteTo(Buffer, withoutArchive: true);
                break;
        }
        Buffer.Raw(_quote);
    }

    /// <summary>Ends a start tag; what follows is one level deeper.</summary>
    public void EndTag(bool isRecord = false)
    {
        if (Style.IsOdd && Random.Percent(5))
            Buffer.Raw(" "u8);
        if (isRecord && _keepsMarks)
            Marks.RecordTagEnds.Add(Buffer.Length);
        Buffer.Raw((byte)'>');
        _depth++;
    }

    public void EndEmptyTag()
    {
        if (Style.IsOdd && Random.Percent(20))
        {
            // An empty element written as start and end would need its name again: white space before the slash is as rare.
            Buffer.Raw("\n "u8);
        }
        Buffer.Raw("/>"u8);
    }

    public void Open(ReadOnlySpan<byte> name)
    {
        Tag(name);
        EndTag();
    }

    public void Close(ReadOnlySpan<byte> name)
    {
        _depth--;
        Line();
        Buffer.Raw("</"u8);
        Buffer.Raw(name);
        if (Style.IsOdd && Random.Percent(5))
            Buffer.Raw(" \n"u8);
        Buffer.Raw((byte)'>');
    }

    public void Empty(ReadOnlySpan<byte> name)
    {
        Tag(name);
        EndEmptyTag();
    }

    /// <summary>An element that holds a value and nothing else.</summary>
    public void Leaf(ReadOnlySpan<byte> name, string value)
    {
        Tag(name);
        Value(name, value);
    }

    public void Leaf(ReadOnlySpan<byte> name, long value)
    {
        Tag(name);
        Buffer.Raw((byte)'>');
        Buffer.Number(value);
        EndLeaf(name);
    }

    public void Leaf(ReadOnlySpan<byte> name, Accession accession)
    {
        Tag(name);
        Buffer.Raw((byte)'>');
        accession.WriteTo(Buffer);
        EndLeaf(name);
    }

    /// <summary>The rest of an element whose start tag is written up to its attributes: a value, and the end tag.</summary>
    public void Value(ReadOnlySpan<byte> name, string value)
    {
        if (Style.OddValues > 0 && Random.Chance(Style.OddValues))
        {
            _spelling.Write(name, value);
            return;
        }
        if (value.Length == 0 && Style.Archive != CorpusArchive.Ddbj)
        {
            Buffer.Raw("/>"u8);
            return;
        }
        Buffer.Raw((byte)'>');
        int start = Buffer.Length;
        Buffer.Text(value);
        if (_keepsMarks)
            Marks.Texts.Add((start, Buffer.Length));
        EndLeaf(name);
    }

    public void EndLeaf(ReadOnlySpan<byte> name)
    {
        Buffer.Raw("</"u8);
        Buffer.Raw(name);
        Buffer.Raw((byte)'>');
    }

    /// <summary>Begins a line at the current depth, unless the document is a single one.</summary>
    public void Line()
    {
        if (Style.SingleLine)
            return;
        if (Buffer.Length > 0 && Buffer.Written[^1] != (byte)'\n' && !IsOnlyMark)
            Buffer.NewLine();
        Buffer.Spaces(_depth * Style.Indent);
    }

    private bool IsOnlyMark => Buffer.Length == 3 && Style.Encoding == CorpusEncoding.Utf8WithMark;

    private void End()
    {
        Marks.RootEnd = Buffer.Length;
        if (Style.IsOdd && Random.Percent(30))
            Decoys.AfterRoot(this);
        Buffer.NewLine();
    }

    private void BeginAttribute(ReadOnlySpan<byte> name, bool spaced = false)
    {
        Buffer.Raw((byte)' ');
        Buffer.Raw(name);
        Buffer.Raw(spaced ? " = "u8 : "="u8);
        Buffer.Raw(_quote);
    }

    private void Declaration()
    {
        string encoding = Style.Encoding switch
        {
            CorpusEncoding.Utf16LittleEndian or CorpusEncoding.Utf16BigEndian => "UTF-16",
            CorpusEncoding.Latin1 => "ISO-8859-1",
            CorpusEncoding.Ascii => "US-ASCII",
            _ => Style.IsOdd && Random.Percent(30) ? "utf-8" : "UTF-8",
        };
        if (Style.IsOdd && Random.Percent(20) && Style.Encoding == CorpusEncoding.Utf8)
            Buffer.Raw("<?xml version='1.0'?>"u8);
        else
            Buffer.Raw($"<?xml version=\"1.0\" encoding=\"{encoding}\"{(Style.Archive == CorpusArchive.Ddbj ? " standalone=\"yes\"" : "")}?>");
    }

    private void Doctype(ReadOnlySpan<byte> root)
    {
        Line();
        Buffer.Raw("<!DOCTYPE "u8);
        Buffer.Raw(root);
        if (Random.Percent(50))
            Buffer.Raw(" SYSTEM \"SRA.dtd\""u8);
        Buffer.Raw(" [<!-- <SAMPLE> --><!ENTITY taxon \""u8);
        EntityLiteral(OrganismEntity!);
        Buffer.Raw("\">\n  <!ENTITY organism '&taxon;'>\n  <!ENTITY nothing \"\">\n  <!ELEMENT SCIENTIFIC_NAME ANY>]>"u8);
    }

    /// <summary>A value inside an entity's declaration: it is read twice, so what is special in text is a reference to a reference.</summary>
    private void EntityLiteral(string value)
    {
        foreach (System.Text.Rune rune in value.EnumerateRunes())
        {
            if (rune.Value is '&' or '<' or '"' or '%' or '\'')
            {
                Buffer.Raw("&#38;#"u8);
                Buffer.Number(rune.Value);
                Buffer.Raw((byte)';');
            }
            else
            {
                Buffer.Raw(rune.ToString());
            }
        }
    }
}
