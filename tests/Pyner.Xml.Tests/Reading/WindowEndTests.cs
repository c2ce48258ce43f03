using System.Text;
using System.Xml;
using Pyner.Xml.Tests.Indexing;

namespace Pyner.Xml.Tests.Reading;

/// <summary>Where a window ends changes nothing: every piece of markup is read with its every byte at the end of the smallest window.</summary>
public sealed class WindowEndTests
{
    private static readonly string s_long = new('n', 70);
    private static readonly string s_longOther = new('é', 60);

    private static readonly string[] s_pieces =
    [
        $"<{s_longOther}/>",
        $"<{s_longOther}></{s_longOther}>",
        $"<{s_long}{s_longOther} a='1'>x</{s_long}{s_longOther}>",
        $"<x {s_longOther}='1' {s_longOther}x = \"2\"/>",
        $"<p:{s_longOther} xmlns:p='u' p:{s_longOther}='v'/>",
        $"<x xmlns:{s_longOther}='{s_longOther}'><{s_longOther}:{s_longOther}/></x>",
        $"<?{s_longOther} {s_longOther}?>",
        $"<!--{s_longOther}-->",
        $"<t>{s_longOther}<![CDATA[{s_longOther}]]>{s_longOther}</t>",
        "<t>\r\n\r\r\n&#xD;\r<!--\r-->\n<?x \r?>\r\n<![CDATA[\r\n\r]]>\r</t>",
        "<t><![CDATA[]]><![CDATA[]]]]><![CDATA[>]]></t>",
        "<t>&amp;&lt;&#0000000000000000000000000000000000000000000000000000000000000000065;&quot;</t>",
        "<s a='&amp;\r\n\t&#10;&#xe9;]]>'/>",
        "<s    a   =   \"1\"   /><s a='2'   ></s    >",
        "<t>a<x>not this<y/></x>b<x/>c</t>",
        "<b>  &#32; <x>x</x> <![CDATA[ ]]></b><b>  &#32;.</b><b/>",
        $"<t>🧬{s_longOther}🧬</t>",
    ];

    public static TheoryData<string, string> Pieces() =>
        [.. Indexers.Names.SelectMany(_ => s_pieces, (indexer, piece) => new TheoryDataRow<string, string>(indexer, piece))];

    [Theory]
    [MemberData(nameof(Pieces))]
    public void Everything_is_read_the_same_at_every_offset(string indexer, string piece)
    {
        Indexers.Require(indexer);
        Reading expected = Reading.Of($"<r>{piece}</r>");
        Assert.True(expected.Outcome.Accepted, expected.Outcome.ToString());
        int length = Encoding.UTF8.GetByteCount(piece);
        for (int before = Reading.SmallestWindow - length - 4; before <= Reading.SmallestWindow; before++)
        {
            Reading actual = Reading.Of($"<r>{new string(' ', Math.Max(0, before))}{piece}</r>", Reading.SmallestWindow, indexer);
            Assert.True(actual.Outcome.Accepted, $"{before} bytes before: {actual.Outcome}");
            Assert.Equal(expected.Heard, actual.Heard);
        }
    }

    [Theory]
    [InlineData("<é")]
    [InlineData("<a b='1' é")]
    [InlineData("&é")]
    [InlineData("<?é")]
    [InlineData("</é")]
    public void A_character_cut_by_the_documents_end_is_no_reason_to_accept_it(string beginning)
    {
        byte[] cut = Encoding.UTF8.GetBytes("<r>" + beginning)[..^1];
        Reading reading = Reading.Of(cut);
        Assert.False(reading.Outcome.Accepted);
        using XmlReader reader = XmlReader.Create(new MemoryStream(cut));
        Assert.Throws<XmlException>(() =>
        {
            while (reader.Read())
            {
            }
        });
    }
}
