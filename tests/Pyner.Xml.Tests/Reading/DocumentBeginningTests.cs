using System.Text;
using Pyner.Xml.Reading;

namespace Pyner.Xml.Tests.Reading;

/// <summary>The glance at a document that decides who indexes it.</summary>
public sealed class DocumentBeginningTests
{
    [Theory]
    [InlineData("", DocumentBeginning.Plain, 0)]
    [InlineData("<a/>", DocumentBeginning.Plain, 0)]
    [InlineData("\uFEFF<a/>", DocumentBeginning.Plain, 3)]
    [InlineData("<?xml version='1.0'?><a/>", DocumentBeginning.Plain, 21)]
    [InlineData("<?xml version='1.0' encoding='utf-8' standalone='no' ?>\n<!-- <!DOCTYPE -->\n<?x <!DOCTYPE ?><a/>", DocumentBeginning.Plain, 55)]
    [InlineData("<!DOCTYPE a><a/>", DocumentBeginning.Doctype, 0)]
    [InlineData("<?xml version='1.0'?>\n<!---->\n<?x?><!-- > -->\r\n\t<!DOCTYPE a><a/>", DocumentBeginning.Doctype, 21)]
    [InlineData("<a><!DOCTYPE a></a>", DocumentBeginning.Plain, 0)]
    [InlineData("<!-- never closed <!DOCTYPE a>", DocumentBeginning.Plain, 0)]
    [InlineData("<?xml version='1.0' encoding='latin1'?><a/>", DocumentBeginning.Foreign, 0)]
    [InlineData("<?xml version='1.1'?><a/>", DocumentBeginning.Foreign, 0)]
    public void Of_a_document_in_UTF_8(string document, DocumentBeginning beginning, int start)
    {
        Assert.Equal(beginning, DocumentBeginnings.Look(Encoding.UTF8.GetBytes(document), out int actual));
        Assert.Equal(start, actual);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void Of_a_document_in_another_encoding(string encoding)
    {
        Encoding other = Encoding.GetEncoding(encoding);
        Assert.Equal(DocumentBeginning.Foreign, DocumentBeginnings.Look([.. other.GetPreamble(), .. other.GetBytes("<a/>")], out _));
        Assert.Equal(DocumentBeginning.Foreign, DocumentBeginnings.Look(other.GetBytes("<a/>"), out _));
    }
}
