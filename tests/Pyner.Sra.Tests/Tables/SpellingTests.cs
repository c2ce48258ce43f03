using System.Text;
using Pyner.Xml.Reading;
using Xunit;

namespace Pyner.Sra.Tests.Tables;

/// <summary>
/// A text is kept by its spelling where that was met before: the same text spelled otherwise, and other texts spelled alike, must not be taken for one
/// another.
/// </summary>
public sealed class SpellingTests : IDisposable
{
    private static readonly string[] s_values =
    [
        "", " ", "a", " a", "a ", "a&amp;b", "a&#38;b", "<![CDATA[a&b]]>", "<![CDATA[a&amp;b]]>", "a&amp;amp;b", "a\nb", "a\r\nb", "a&#13;b", "a\tb", "a&#x9;b",
        "<![CDATA[a]]>", "a<![CDATA[ ]]>", "a<!-- -->", "&#160;a", "\u00a0a", "a\u3000", "µ", "&#181;", "&#x61;",
    ];

    private readonly RowReader _reader = new();

    public void Dispose() => _reader.Dispose();

    [Fact]
    public void The_same_text_is_kept_however_it_is_spelled()
    {
        var random = new Random(20261130);
        for (int i = 0; i < 300; i++)
            Check(Document(random));
    }

    [Fact]
    public void Texts_of_all_lengths_are_kept_with_something_special_anywhere()
    {
        var xml = new StringBuilder("<SAMPLE_SET>");
        foreach (string special in new[] { "x", "&lt;", "\n", "\t", "é" })
        {
            for (int length = 0; length <= 70; length++)
            {
                for (int at = 0; at <= length; at++)
                {
                    string text = new string('x', at) + special + new string('x', length - at);
                    xml.Append($"<SAMPLE alias=\"{text}\" center_name=\"{text}\"><TITLE>{text}</TITLE><DESCRIPTION>{text}</DESCRIPTION></SAMPLE>");
                }
            }
        }
        Check(xml.Append("</SAMPLE_SET>").ToString());
    }

    private static string Document(Random random)
    {
        var xml = new StringBuilder("<SAMPLE_SET>");
        for (int sample = 0; sample < 8; sample++)
        {
            xml.Append($"<SAMPLE center_name=\"{Attribute(random)}\" alias=\"{Attribute(random)}\"><SAMPLE_ATTRIBUTES>");
            for (int attribute = 0; attribute < 8; attribute++)
                xml.Append($"<SAMPLE_ATTRIBUTE><TAG>{Value(random)}</TAG><VALUE>{Value(random)}</VALUE><UNITS>{Value(random)}</UNITS></SAMPLE_ATTRIBUTE>");
            xml.Append("</SAMPLE_ATTRIBUTES></SAMPLE>");
        }
        return xml.Append("</SAMPLE_SET>").ToString();
    }

    private static string Value(Random random) => s_values[random.Next(s_values.Length)];

    private static string Attribute(Random random)
    {
        string value = Value(random);
        return value.Contains('<', StringComparison.Ordinal) ? "a&#10;b" : value;
    }

    private void Check(string xml)
    {
        byte[] document = Encoding.UTF8.GetBytes(xml);
        (ReadOutcome outcome, List<string> rows) = _reader.Read(document, "SRA000001", SubmissionFileKind.Sample);
        Assert.True(outcome.Accepted);
        Assert.Equal(OracleRows.Of(document, "SRA000001", SubmissionFileKind.Sample), rows);
    }
}
