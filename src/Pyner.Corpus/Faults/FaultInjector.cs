using System.Text;
using Pyner.Corpus.Documents;
using Pyner.Corpus.Randomness;

namespace Pyner.Corpus.Faults;

/// <summary>Breaks a well-formed document, at a place that was noted when it was written.</summary>
internal static class FaultInjector
{
    private static readonly FaultKind[] s_kinds = Enum.GetValues<FaultKind>();

    private static readonly string[] s_badReferences =
        ["&#0;", "&#x0;", "&#11;", "&#xB;", "&#xD800;", "&#xDFFF;", "&#xFFFE;", "&#xFFFF;", "&#1114112;", "&#x110000;", "&#99999999999;",
        "&#;", "&#x;", "&#xG1;", "&#X41;", "&# 65;"];

    private static readonly string[] s_declarations =
    [
        "<?xml version=\"1.1\"?>", "<?xml version=\"2.0\" encoding=\"UTF-8\"?>", "<?xml encoding=\"UTF-8\"?>",
        "<?xml version=\"1.0\" encoding=\"no-such-code\"?>",
        "<?xml version=\"1.0\" standalone=\"maybe\"?>", "<?xml version=\"1.0\" standalone=\"yes\" encoding=\"UTF-8\"?>",
        "<?xml version=1.0?>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\">", "<?XML version=\"1.0\"?>", "<?xml?>", "<?xml version=\"1.0\" encoding=\"UTF-16\"?>",
    ];

    private static readonly string[] s_noRoots =
        ["\n", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "<!-- moved -->\n", "not found\n", "{\"error\":\"not found\"}\n"];

    private static readonly byte[][] s_badUtf8 =
    [
        [0x80], [0xBF], [0xC0, 0xAF], [0xC1, 0xBF], [0xC3], [0xE0, 0x80, 0xAF], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
        [0xF0, 0x80, 0x80, 0xAF],
        [0xF0, 0x9F, 0x92], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xE9, 0x74, 0xE9],
    ];

    private static readonly byte[][] s_controls =
        [[0x00], [0x01], [0x08], [0x0B], [0x0C], [0x0E], [0x1B], [0x1F], [0xEF, 0xBF, 0xBE], [0xEF, 0xBF, 0xBF]];

    /// <summary>Breaks the document in the writer's buffer.</summary>
    /// <param name="writer">The document, written with marks and without rare spellings.</param>
    /// <param name="root">Name of its root.</param>
    /// <param name="random">Chooses the fault and its place.</param>
    /// <param name="offset">Where the fault is, or null where it has no place.</param>
    public static FaultKind Apply(DocumentWriter writer, string root, CorpusRandom random, out long? offset)
    {
        FaultKind kind = random.Pick(s_kinds);
        if (kind == FaultKind.MismatchedTag && writer.Marks.Texts.Count == 0)
            kind = FaultKind.TwoRoots;
        offset = kind switch
        {
            FaultKind.UnclosedElement => InContent(writer, random, "<NOTE>"),
            FaultKind.StrayEndTag => InContent(writer, random, "</NOTE>"),
            FaultKind.BadName => InContent(writer, random, random.Pick(["<1NOTE/>", "< NOTE/>", "<-NOTE/>", "<NO&TE/>", "<>", "</ NOTE>"])),
            FaultKind.UndeclaredPrefix =>
                InContent(writer, random, random.Pick(["<ena:NOTE/>", "<NOTE ena:type=\"x\"/>", "<:NOTE/>", "<a:b:NOTE/>"])),
            FaultKind.InstructionNamedXml =>
                InContent(writer, random, random.Pick(["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<?XML note?>", "<?xMl?>"])),
            FaultKind.MisplacedDoctype => InContent(writer, random, "<!DOCTYPE SAMPLE_SET>"),
            FaultKind.HyphensInComment => InContent(writer, random, random.Pick(["<!-- a -- b -->", "<!-- a --->", "<!--->", "<! -- a -->"])),
            FaultKind.ConflictMarks => InContent(writer, random, "\n<<<<<<< HEAD\n"),
            FaultKind.UnclosedComment => InContent(writer, random, "<!-- to be continued -"),
            FaultKind.UnclosedCdata => InContent(writer, random, "<![CDATA[ to be continued ]]"),
            FaultKind.UnclosedInstruction => InContent(writer, random, "<?to be continued ?"),
            FaultKind.BareAmpersand => InContent(writer, random, random.Pick([" A & B ", " A&B ", "&", "R&D; &", "&1;"])),
            FaultKind.UnterminatedReference => InContent(writer, random, random.Pick(["&amp ", "&lt<", "&#65 ", "&#x41 ", "&quot'"])),
            FaultKind.BadCharacterReference => InContent(writer, random, random.Pick(s_badReferences)),
            FaultKind.UndefinedEntity => InContent(writer, random, random.Pick(["&nbsp;", "&eacute;", "&AMP;", "&organism;", "&amp.;"])),
            FaultKind.CdataEndInText => InContent(writer, random, random.Pick(["]]>", " x]]> ", "]]]>"])),
            FaultKind.ControlCharacter => Insert(writer, ContentPlace(writer, random), random.Pick(s_controls)),
            FaultKind.InvalidUtf8 => Insert(writer, AnyPlace(writer, random), [.. random.Pick(s_badUtf8), (byte)' ']),
            FaultKind.DuplicateAttribute => InTag(writer, random, " again=\"1\" again=\"2\""),
            FaultKind.UnquotedAttribute => InTag(writer, random, " note=1"),
            FaultKind.ValuelessAttribute => InTag(writer, random, random.Pick([" note", " note=", " =\"x\""])),
            FaultKind.CrowdedAttributes => InTag(writer, random, " note=\"1\"other=\"2\""),
            FaultKind.LessThanInAttribute => InTag(writer, random, " note=\"a<b\""),
            FaultKind.MismatchedTag => Mismatch(writer, random),
            FaultKind.TextAfterRoot => Insert(writer, writer.Marks.RootEnd, Utf8(random.Pick(["\nend of file", "&#32;", "<![CDATA[]]>", "]]>"]))),
            FaultKind.TwoRoots => Insert(writer, writer.Marks.RootEnd, Utf8($"\n<{root}/>")),
            FaultKind.TrailingNuls => Insert(writer, writer.Buffer.Length, new byte[random.Between(1, 600)]),
            FaultKind.BlankBeforeDeclaration => Insert(writer, 0, Utf8(random.Pick(["\n", " ", "\r\n", "<!-- -->"]))),
            FaultKind.BadDeclaration => Declare(writer, random.Pick(s_declarations)),
            FaultKind.RecursiveEntity => Doctype(writer, root, "<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">", "&a;"),
            FaultKind.EntityBomb => Doctype(writer, root, Bomb(), "&e8;"),
            FaultKind.EmptyFile => Replace(writer, ""),
            FaultKind.NoRoot => Replace(writer, random.Pick(s_noRoots)),
            FaultKind.ErrorPage => Replace(
                writer,
                "<!DOCTYPE html>\n<html>\n<head><meta charset=\"utf-8\"><title>503 Service Unavailable</title></head>\n"
                    + "<body><p>Try again later<br></body>\n</html>\n"),
            _ => Truncate(writer, random),
        };
        return kind;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static long Insert(DocumentWriter writer, int place, ReadOnlySpan<byte> bytes)
    {
        writer.Buffer.Insert(place, bytes);
        return place;
    }

    private static long InContent(DocumentWriter writer, CorpusRandom random, string text) =>
        Insert(writer, ContentPlace(writer, random), Utf8(text));

    /// <summary>Before the <c>&gt;</c> of a record's start tag, or of the root's where there is no record.</summary>
    private static long InTag(DocumentWriter writer, CorpusRandom random, string text)
    {
        List<int> ends = writer.Marks.RecordTagEnds;
        int place = ends.Count > 0 ? ends[random.Below(ends.Count)] : writer.Marks.RootEnd - (EndsEmpty(writer) ? 2 : 1);
        if (ends.Count == 0 && !EndsEmpty(writer))
            place = writer.Buffer.Written[writer.Marks.RootStart..].IndexOf((byte)'>') + writer.Marks.RootStart;
        return Insert(writer, place, Utf8(text));
    }

    /// <summary>A place in the content of the root: the start of a text or of a record; after the root's start where the root is empty.</summary>
    private static int ContentPlace(DocumentWriter writer, CorpusRandom random)
    {
        DocumentMarks marks = writer.Marks;
        int count = marks.Texts.Count + marks.RecordTagEnds.Count;
        if (count == 0)
            return marks.RootEnd;
        int chosen = random.Below(count);
        return chosen < marks.Texts.Count ? marks.Texts[chosen].Start : marks.RecordTagEnds[chosen - marks.Texts.Count] + 1;
    }

    private static int AnyPlace(DocumentWriter writer, CorpusRandom random) =>
        random.Percent(15) ? writer.Buffer.Length : ContentPlace(writer, random);

    private static bool EndsEmpty(DocumentWriter writer) => writer.Buffer.Written[writer.Marks.RootEnd - 2] == (byte)'/';

    private static long Mismatch(DocumentWriter writer, CorpusRandom random)
    {
        // After </ of a text's end tag: one more letter in its name.
        int place = writer.Marks.Texts[random.Below(writer.Marks.Texts.Count)].End + 2;
        writer.Buffer.Insert(place, "s"u8);
        return place;
    }

    private static long Declare(DocumentWriter writer, string declaration)
    {
        writer.Buffer.Remove(0, writer.Marks.DeclarationEnd);
        return Insert(writer, 0, Utf8(declaration));
    }

    /// <summary>Declares entities, and uses one in an attribute or as text just inside the document.</summary>
    private static long Doctype(DocumentWriter writer, string root, string entities, string reference)
    {
        int place = writer.Marks.RecordTagEnds.Count > 0 ? writer.Marks.RecordTagEnds[0] + 1 : writer.Marks.RootEnd;
        if (writer.Marks.RecordTagEnds.Count == 0)
            Insert(writer, place, Utf8($"<{root}>{reference}</{root}>"));
        else
            Insert(writer, place, Utf8(reference));
        return Insert(writer, writer.Marks.RootStart, Utf8($"<!DOCTYPE {root} [{entities}]>\n"));
    }

    /// <summary>Nine levels of ten: 10^9 characters.</summary>
    private static string Bomb()
    {
        var text = new StringBuilder("<!ENTITY e0 \"0123456789\">");
        for (int level = 1; level <= 8; level++)
        {
            text.Append("<!ENTITY e").Append(level).Append(" \"");
            for (int i = 0; i < 10; i++)
                text.Append("&e").Append(level - 1).Append(';');
            text.Append("\">");
        }
        return text.ToString();
    }

    private static long? Replace(DocumentWriter writer, string text)
    {
        writer.Buffer.Clear();
        writer.Buffer.Raw(text);
        return null;
    }

    private static long Truncate(DocumentWriter writer, CorpusRandom random)
    {
        int end = writer.Marks.RootStart + 1 + random.Below(writer.Marks.RootEnd - writer.Marks.RootStart - 1);
        writer.Buffer.Truncate(end);
        return end;
    }
}
