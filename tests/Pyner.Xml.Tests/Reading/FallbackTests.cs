using System.Text;
using Pyner.Xml.Reading;

namespace Pyner.Xml.Tests.Reading;

/// <summary>Documents that <c>XmlReader</c> reads: with a DOCTYPE, or not in plain UTF-8. The visitor hears the same of them.</summary>
public sealed class FallbackTests
{
    private const string Body = "<r><t>caf\u00E9 \u20AC<![CDATA[&]]><!--x--> </t><b> <x>y</x></b><s a='\u00E9&#10;'/><s></s></r>";

    static FallbackTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static TheoryData<string, bool> Encodings() => new()
    {
        { "utf-16", true },
        { "utf-16BE", true },
        { "utf-16", false },
        { "utf-16BE", false },
        { "utf-32", true },
        { "utf-32", false },
        { "utf-32BE", false },
        { "windows-1252", false },
        { "iso-8859-15", false },
        { "gb18030", false },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Other_encodings_give_what_UTF_8_gives(string name, bool hasMark)
    {
        var encoding = Encoding.GetEncoding(name);
        string declaration = hasMark ? "" : $"<?xml version='1.0' encoding='{name}'?>";
        byte[] document = [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(declaration + Body)];
        Reading reading = Reading.Of(document, Reading.SmallestWindow);
        Assert.Equal(XmlFault.None, reading.Outcome.Fault);
        Assert.Equal(Reading.Of(Body).Heard, reading.Heard);
        Assert.Equal(document.Length, reading.Outcome.Bytes);
    }

    [Fact]
    public void UTF_32_that_its_decoder_has_no_room_for_is_rejected_and_ends_nothing()
    {
        // A name that is not at its end when the buffer is full, and then characters of two UTF-16 units each.
        string text = "<r><" + new string('a', 3_500) + string.Concat(Enumerable.Repeat("\U0001F600", 1_000));
        byte[] document = [.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes(text)];
        Assert.Equal(XmlFault.NotWellFormed, Reading.Of(document).Outcome.Fault);
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void In_other_encodings_a_fault_has_the_offset_of_its_bytes(string name, bool hasMark)
    {
        var encoding = Encoding.GetEncoding(name);
        string text = (hasMark ? "" : $"<?xml version='1.0' encoding='{name}'?>") + "<r>\u00E9\r\n\u00E9</x></r>";
        int place = text.IndexOf("x></r>", StringComparison.Ordinal);
        byte[] mark = hasMark ? encoding.GetPreamble() : [];
        ReadOutcome outcome = Reading.Of([.. mark, .. encoding.GetBytes(text)]).Outcome;
        Assert.Equal(
            (XmlFault.NotWellFormed, mark.Length + encoding.GetByteCount(text[..place]), 2L, 4L),
            (outcome.Fault, outcome.Offset, outcome.Line, outcome.Column));
    }

    [Fact]
    public void ISO_8859_1_with_bytes_that_are_no_UTF_8_is_decoded()
    {
        byte[] document = Encoding.Latin1.GetBytes("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><t>Mus musculus \u00E9\u00FF</t>");
        Assert.Equal(["text: Mus musculus \u00E9\u00FF"], Reading.Of(document).Heard);
    }

    [Fact]
    public void Without_a_declaration_such_bytes_are_a_fault()
    {
        ReadOutcome outcome = Reading.Of(Encoding.Latin1.GetBytes("<t>\u00E9a</t>")).Outcome;
        Assert.Equal((XmlFault.InvalidUtf8, 3L), (outcome.Fault, outcome.Offset));
    }

    [Fact]
    public void Entities_and_default_attributes_of_a_DOCTYPE_count()
    {
        const string Document =
            "<!DOCTYPE r [<!ENTITY e 'of <x>not this</x>text'><!ATTLIST s a CDATA 'default'>]><r><t>a &e; &amp; more</t><s/><s a='own'/></r>";
        foreach (string head in new[] { "", "\uFEFF", "<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n" })
        {
            Reading reading = Reading.OfAnyWindow(head + Document);
            Assert.Equal(["text: a of text & more", "<s a='default'>", "end", "<s a='own'>", "end"], reading.Heard);
        }
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1 << 20)]
    public void A_DOCTYPE_behind_long_comments_is_found(int commentLength)
    {
        string document = $"<?xml version='1.0'?><!--{new string('c', commentLength)}--><?p {new string('i', commentLength)}?>\r\n"
            + "<!DOCTYPE t [<!ENTITY e 'text'>]><t>&e;</t>";
        foreach (int window in new[] { Reading.SmallestWindow, 4 << 10, Reading.UsualWindow })
        {
            Reading reading = Reading.Of(document, window);
            Assert.Equal((XmlFault.None, (long)document.Length), (reading.Outcome.Fault, reading.Outcome.Bytes));
            Assert.Equal(["text: text"], reading.Heard);
        }
    }

    [Theory]
    [InlineData("<!ENTITY e SYSTEM '{0}'>", "&e;")]
    [InlineData("<!ENTITY % e SYSTEM '{0}'>%e;", "")]
    [InlineData("", "")]
    public void Nothing_outside_the_document_is_fetched(string declaration, string reference)
    {
        string outside = Path.GetTempFileName();
        try
        {
            File.WriteAllText(outside, "secret");
            string file = new Uri(outside).AbsoluteUri;
            string externalSubset = declaration.Length == 0 ? $"SYSTEM '{file}'" : "";
            string document = $"<!DOCTYPE t {externalSubset} [{string.Format(null, declaration, file)}]><t>{reference}</t>";
            Assert.DoesNotContain(Reading.Of(document).Heard, heard => heard.Contains("secret", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(outside);
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("")]
    public void Entities_that_multiply_are_refused(string innermost)
    {
        var document = new StringBuilder($"<!DOCTYPE t [<!ENTITY e0 '{innermost}'>");
        for (int i = 1; i < 12; i++)
            document.Append(null, $"<!ENTITY e{i} '").Insert(document.Length, $"&e{i - 1};", 10).Append("'>");
        foreach (string body in new[] { "<t>&e11;</t>", "<t a='&e11;'/>" })
        {
            ReadOutcome outcome = Reading.Of(document + "]>" + body).Outcome;
            Assert.Equal(XmlFault.NotWellFormed, outcome.Fault);
            Assert.Contains("MaxCharactersFromEntities", outcome.Detail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("iso-8859-1")]
    public void A_DOCTYPE_on_which_XmlReader_would_overflow_the_stack_is_refused(string name)
    {
        const int Depth = 200_000;
        var model = new StringBuilder().Insert(0, "(b,", Depth).Append('b').Append(')', Depth);
        string declaration = name == "utf-16" ? "" : $"<?xml version='1.0' encoding='{name}'?>";
        var encoding = Encoding.GetEncoding(name);
        byte[] document = [.. encoding.GetPreamble(), .. encoding.GetBytes($"{declaration}<!DOCTYPE a [<!ELEMENT a {model}>]><a/>")];
        Assert.Equal(XmlFault.DoctypeTooLarge, Reading.Of(document).Outcome.Fault);
    }

    [Fact]
    public void The_largest_DOCTYPE_that_is_read_needs_little_stack()
    {
        const string Before = "<!DOCTYPE a [<!ELEMENT a ";
        const string After = ">]>";
        int depth = (ReadLimits.Doctype - Before.Length - After.Length - 1) / 4;
        string document = new StringBuilder(Before).Insert(Before.Length, "(b,", depth).Append('b').Append(')', depth) + After + "<a/>";
        ReadOutcome outcome = default;
        var thread = new Thread(() => outcome = Reading.Of(document).Outcome, maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();
        Assert.Equal(XmlFault.None, outcome.Fault);
    }

    [Fact]
    public void A_DOCTYPE_is_measured_from_where_it_begins_to_where_it_ends()
    {
        string comment = new('c', ReadLimits.Doctype);
        string Doctype(int length) => $"<!DOCTYPE r [{new string(' ', length - "<!DOCTYPE r []>".Length)}]>";
        Assert.True(Reading.OfAnyWindow($"<!--{comment}-->{Doctype(ReadLimits.Doctype)}<!--{comment}--><r/>").Outcome.Accepted);
        ReadOutcome outcome = Reading.OfAnyWindow($"<!--{comment}-->{Doctype(ReadLimits.Doctype + 1)}<r/>").Outcome;
        Assert.Equal((XmlFault.DoctypeTooLarge, comment.Length + 7L, 1L), (outcome.Fault, outcome.Offset, outcome.Line));
    }

    [Fact]
    public void Default_attributes_are_limited()
    {
        const int Defaults = 100;
        var declarations = new StringBuilder();
        for (int i = 0; i < Defaults; i++)
            declarations.Append(null, $" a{i} CDATA 'x'");
        string Document(long elements) =>
            $"<!DOCTYPE r [<!ATTLIST x{declarations}>]><r>{new StringBuilder().Insert(0, "<x a1='1'/>", (int)elements)}</r>";
        long fitting = ReadLimits.DefaultAttributes / (Defaults - 1);
        Assert.Equal(XmlFault.None, Reading.Of(Document(fitting)).Outcome.Fault);
        Assert.Equal(XmlFault.DoctypeTooLarge, Reading.Of(Document(fitting + 1)).Outcome.Fault);
    }
}
