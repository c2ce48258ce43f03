using System.Text;
using Pyner.Xml.Reading;

namespace Pyner.Xml.Tests.Reading;

/// <summary>What bounds memory (docs/adr/0002-limits-on-documents.md), and what is not bounded.</summary>
public sealed class LimitTests
{
    private const int Padding = 64;

    [Theory]
    [InlineData("<x a='", "'/>", XmlFault.TagTooLong)]
    [InlineData("<x a='1'", "/>", XmlFault.TagTooLong, ' ')]
    [InlineData("</r", ">", XmlFault.TagTooLong, ' ')]
    [InlineData("&#", "65;", XmlFault.TagTooLong, '0')]
    [InlineData("<?", "?>", XmlFault.TagTooLong)]
    public void A_piece_of_markup_is_limited(string beginning, string end, XmlFault fault, char filling = 'n')
    {
        const string Before = "<r>\r";
        string after = beginning[1] == '/' ? "" : "</r>";
        string shorter = Before + beginning + new string(filling, ReadLimits.Tag - Padding - beginning.Length - end.Length) + end + after;
        Assert.Equal(XmlFault.None, Reading.Of(shorter).Outcome.Fault);
        string longer = Before + beginning + new string(filling, ReadLimits.Tag + Padding) + end + after + new string('\n', 2 * Padding);
        ReadOutcome outcome = Reading.Of(longer).Outcome;
        Assert.Equal((fault, Before.Length, 2, 1), (outcome.Fault, outcome.Offset, outcome.Line, outcome.Column));
    }

    [Fact]
    public void A_tag_that_is_too_longeris_placed_where_it_begins_behind_text_that_is_wanted()
    {
        ReadOutcome outcome = Reading.Of("<t>text\r<x a='" + new string('n', ReadLimits.Tag + Padding) + "'/></t>").Outcome;
        Assert.Equal((XmlFault.TagTooLong, 8), (outcome.Fault, outcome.Offset));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("p:x")]
    public void Nesting_is_limited(string name)
    {
        ReadOutcome Nested(int depth)
        {
            var xml = new StringBuilder("<r xmlns:p='u'>");
            xml.Insert(xml.Length, $"<{name}>", depth - 1);
            xml.Insert(xml.Length, $"</{name}>", depth - 1);
            return Reading.Of(xml.Append("</r>").ToString()).Outcome;
        }
        Assert.Equal(XmlFault.None, Nested(ReadLimits.Depth).Fault);
        ReadOutcome outcome = Nested(ReadLimits.Depth + 1);
        Assert.Equal((XmlFault.NestingTooDeep, 15 + ((name.Length + 2) * (ReadLimits.Depth - 1L))), (outcome.Fault, outcome.Offset));
    }

    [Fact]
    public void The_names_of_open_elements_are_limited_together()
    {
        const int Length = 1 << 20;
        string name = new('n', Length);
        var xml = new StringBuilder();
        xml.Insert(0, $"<{name}>", (ReadLimits.OpenNames / Length) + 1);
        ReadOutcome outcome = Reading.Of(xml.ToString()).Outcome;
        Assert.Equal((XmlFault.NestingTooDeep, (Length + 2L) * (ReadLimits.OpenNames / Length)), (outcome.Fault, outcome.Offset));
    }

    [Fact]
    public void The_namespaces_of_open_elements_are_limited_together()
    {
        const int Length = 1 << 20;
        string tag = $"<x xmlns:p='{new string('u', Length)}'>";
        var closed = new StringBuilder("<r>");
        closed.Insert(closed.Length, tag + "</x>", 40);
        Assert.Equal(XmlFault.None, Reading.Of(closed.Append("</r>").ToString()).Outcome.Fault);
        var open = new StringBuilder("<r>");
        open.Insert(open.Length, tag, 40);
        open.Insert(open.Length, "</x>", 40);
        // Strings take two bytes a character.
        ReadOutcome outcome = Reading.Of(open.Append("</r>").ToString()).Outcome;
        Assert.Equal((XmlFault.NestingTooDeep, 3 + (tag.Length * ((ReadLimits.OpenNames / (2L * Length)) - 1))), (outcome.Fault, outcome.Offset));
    }

    [Fact]
    public void A_value_that_is_kept_is_limited()
    {
        Reading kept = Reading.Of($"<t>{new string('v', ReadLimits.Value)}</t>");
        Assert.Equal(XmlFault.None, kept.Outcome.Fault);
        Assert.Equal(ReadLimits.Value + "text: ".Length, kept.Heard[0].Length);
        Assert.Equal(XmlFault.ValueTooLong, Reading.Of($"<t>{new string('v', ReadLimits.Value + 1)}</t>").Outcome.Fault);
        Assert.Equal(XmlFault.ValueTooLong, Reading.Of($"<t><![CDATA[{new string('v', ReadLimits.Value + 1)}]]></t>").Outcome.Fault);
        Assert.Equal(XmlFault.ValueTooLong, Reading.Of($"<!DOCTYPE t><t>{new string('v', ReadLimits.Value + 1)}</t>").Outcome.Fault);
        Reading other = Reading.Of($"<!DOCTYPE t><t>{new string('v', ReadLimits.Value)}</t>");
        Assert.Equal(XmlFault.None, other.Outcome.Fault);
        Assert.Equal(kept.Heard, other.Heard);
    }

    [Theory]
    [InlineData(0, XmlFault.None)]
    [InlineData(1, XmlFault.ValueTooLong)]
    public void The_limit_is_for_the_decoded_value_wherever_it_stands(int beyond, XmlFault fault)
    {
        // A reference has nine bytes where it is written, and four when decoded.
        string value = new string('v', ReadLimits.Value - 300_000 + beyond) + string.Concat(Enumerable.Repeat("&#x1F9EC;", 75_000));
        foreach (int before in new[] { 0, 50_000, 120_000, 200_000, 262_000 })
        {
            string document = $"<r>{new string(' ', before)}<t>{value}</t></r>";
            Assert.Equal(fault, Reading.Of(document).Outcome.Fault);
            Assert.Equal(fault, Reading.Of("<!DOCTYPE r>" + document).Outcome.Fault);
        }
    }

    [Theory]
    [InlineData("<b>{0}</b>", "blank: False")]
    [InlineData("<b>{0}<x/>{0}</b>", "blank: False")]
    [InlineData("<b><![CDATA[{0}]]></b>", "blank: False")]
    [InlineData("<!DOCTYPE b><b>{0}</b>", "blank: False")]
    [InlineData("<r>{0}</r>")]
    [InlineData("<r><!--{0}--></r>")]
    [InlineData("<r><![CDATA[{0}]]></r>")]
    [InlineData("<r><?x {0}?></r>")]
    [InlineData("<t><!--{0}--></t>", "text: ")]
    public void Text_that_is_not_kept_is_not_limited(string form, params string[] heard)
    {
        string xml = form.Replace("{0}", new string('v', 2 * ReadLimits.Value), StringComparison.Ordinal);
        Reading reading = Reading.Of(xml);
        Assert.Equal(XmlFault.None, reading.Outcome.Fault);
        Assert.Equal(heard, reading.Heard);
        Assert.Equal(xml.Length, reading.Outcome.Bytes);
    }
}
