using System.Text;
using Pyner.Xml.Indexing;

namespace Pyner.Xml.Tests.Indexing;

/// <summary>The scalar indexer, which defines the index, on windows that can be checked by eye.</summary>
public sealed class ScalarIndexerTests
{
    [Theory]
    [InlineData("<a>x</a>", "end 8 Content tokens 0 4")]
    [InlineData("<a>&lt;</a>", "end 11 Content tokens 0 3 7")]
    [InlineData("<!-- <b>&c; -->x", "end 16 Content tokens 0 14")]
    [InlineData("<!-- a -- b", "end 11 Content tokens 0 9")]
    [InlineData("<!-- a <b>", "end 10 Comment tokens 0")]
    [InlineData("<![CDATA[<a>]]]]>&", "end 18 Content tokens 0 16 17")]
    [InlineData("<?p <a> ?><b/>", "end 14 Content tokens 0 9 10")]
    [InlineData("a]]>b", "end 5 Content tokens 1")]
    [InlineData("a]]b", "end 4 Content tokens ")]
    [InlineData("<!-->-->", "end 8 Content tokens 0 7")]
    [InlineData("<a \u0001>", "end 3 Content invalid tokens 0")]
    [InlineData("é\uFFFF", "end 2 Content invalid tokens ")]
    public void In_a_whole_document(string document, string index) =>
        Assert.Equal(index, IndexedWindow.Describe(StructuralIndexers.Choose("scalar"), Encoding.UTF8.GetBytes(document), true, IndexerState.Content));

    [Fact]
    public void And_leaves_the_padding_to_the_next_window()
    {
        byte[] window = Encoding.UTF8.GetBytes("<a>" + new string('x', 97));
        Assert.Equal(
            $"end {100 - StructuralIndexer.Padding} Content tokens 0",
            IndexedWindow.Describe(StructuralIndexers.Choose("scalar"), window, false, IndexerState.Content));
    }

    [Fact]
    public void And_never_ends_inside_a_character()
    {
        byte[] window = Encoding.UTF8.GetBytes(new string('x', 35) + "🧬" + new string('y', 61));
        Assert.Equal(
            "end 35 Content tokens ",
            IndexedWindow.Describe(StructuralIndexers.Choose("scalar"), window, false, IndexerState.Content));
    }
}
