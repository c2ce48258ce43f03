using System.Text;
using System.Xml;
using Pyner.Xml.Reading;

namespace Pyner.Xml.Tests.Reading;

/// <summary>Prefixes and their declarations, as Namespaces in XML 1.0 and <c>XmlReader</c> have them.</summary>
public sealed class NamespaceTests
{
    [Theory]
    [InlineData("<p:r xmlns:p='u'/>")]
    [InlineData("<p:r xmlns:p='u'><p:x></p:x></p:r>")]
    [InlineData("<r xmlns='u'><x xmlns=''/></r>")]
    [InlineData("<r xml:lang='en' xml:space='preserve'/>")]
    [InlineData("<r xml:space=' default '/>")]
    [InlineData("<r xmlns:xml='http://www.w3.org/XML/1998/namespace'/>")]
    [InlineData("<r p:a='1' xmlns:p='u' q:a='2' xmlns:q='v'/>")]
    [InlineData("<r a='1' p:a='2' xmlns='u' xmlns:p='u'/>")]
    [InlineData("<r xmlns:p='u'><x xmlns:p='v'><p:y/></x><p:z/></r>")]
    [InlineData("<r><x xmlns:p='u'/><x xmlns:p='u'><p:y/></x></r>")]
    [InlineData("<xml:r/>")]
    [InlineData("<r xml:xmlns='1'/>")]
    [InlineData("<r xmlns:p='&#117;'><p:x/></r>")]
    public void What_is_declared_is_accepted(string xml)
    {
        Assert.True(IsReadByXmlReader(xml));
        Assert.Equal(XmlFault.None, Reading.OfAnyWindow(xml).Outcome.Fault);
    }

    [Theory]
    [InlineData("<p:r/>", XmlFault.UndeclaredPrefix, 1)]
    [InlineData("<r><p:x/></r>", XmlFault.UndeclaredPrefix, 4)]
    [InlineData("<r p:a='1'/>", XmlFault.UndeclaredPrefix, 3)]
    [InlineData("<r><x xmlns:p='u'/><p:x/></r>", XmlFault.UndeclaredPrefix, 20)]
    [InlineData("<r><x xmlns:p='u'></x><p:x/></r>", XmlFault.UndeclaredPrefix, 23)]
    [InlineData("<r xmlns:p=''/>", XmlFault.InvalidNamespaceDeclaration, 3)]
    [InlineData("<r xmlns:xml='u'/>", XmlFault.InvalidNamespaceDeclaration, 3)]
    [InlineData("<r xmlns:p='http://www.w3.org/XML/1998/namespace'/>", XmlFault.InvalidNamespaceDeclaration, 3)]
    [InlineData("<r xmlns='http://www.w3.org/2000/xmlns/'/>", XmlFault.InvalidNamespaceDeclaration, 3)]
    [InlineData("<r xmlns:xmlns='u'/>", XmlFault.InvalidNamespaceDeclaration, 3)]
    [InlineData("<r p:a='1' q:a='2' xmlns:p='u' xmlns:q='u'/>", XmlFault.DuplicateAttribute, 11)]
    [InlineData("<r xmlns:p='u' xmlns:p='u'/>", XmlFault.DuplicateAttribute, 15)]
    [InlineData("<r xmlns='u' xmlns='u'/>", XmlFault.DuplicateAttribute, 13)]
    [InlineData("<p:r xmlns:p='u'></r>", XmlFault.MismatchedEndTag, 19)]
    [InlineData("<r p:='1'/>", XmlFault.InvalidName, 5)]
    [InlineData("<r xmlns:p='u' p:q:a='1'/>", XmlFault.InvalidAttribute, 18)]
    [InlineData("<p:q:r xmlns:p='u'/>", XmlFault.InvalidName, 4)]
    [InlineData("<:r/>", XmlFault.InvalidMarkup, 1)]
    [InlineData("<r xml:space='other'/>", XmlFault.InvalidXmlSpace, 3)]
    public void What_is_not_is_named_and_placed(string xml, XmlFault fault, long offset)
    {
        Assert.False(IsReadByXmlReader(xml));
        ReadOutcome outcome = Reading.OfAnyWindow(xml).Outcome;
        Assert.Equal((fault, offset), (outcome.Fault, outcome.Offset));
    }

    [Fact]
    public void A_prefix_means_what_the_innermost_declaration_in_scope_says()
    {
        // p is u, then v inside, then u again: where it is v, p:a and v:a are one name.
        const string Head = "<r xmlns:p='u' xmlns:v='v'><x xmlns:p='v'>";
        Assert.True(Reading.OfAnyWindow(Head + "</x><y p:a='1' v:a='2'/></r>").Outcome.Accepted);
        Assert.Equal(XmlFault.DuplicateAttribute, Reading.OfAnyWindow(Head + "<y p:a='1' v:a='2'/></x></r>").Outcome.Fault);
        Assert.True(Reading.OfAnyWindow(Head + "<z xmlns:p='w'/><z xmlns:p='w'></z></x><y p:a='1' v:a='2'/></r>").Outcome.Accepted);
    }

    [Fact]
    public void What_one_document_declares_means_nothing_to_the_next_though_their_root_tags_may_be_the_same()
    {
        string[] names = ["r", "p:r", "q:r"];
        string[] attributes =
        [
            "", " a='1'", " xmlns:p='u'", " xmlns:p=\"u\"", " xmlns:p='u' p:a='1'", " xmlns:p='u' a='1' q:a='2' xmlns:q='v'", " xmlns:p='u' p:a='1' p:a='1'",
            " xmlns='u' a='1' p:a='2'", " p:a='1'", " q:a='2' xmlns:q='v'", " xmlns:p='u' q:a='2'", " xmlns:p=''", " xmlns:p='u' a='1' a='1'", " xml:space='x'",
        ];
        string[] contents = ["", "<p:x/>", "<q:x/>", "<x p:a='1' a='2'/>", "<x xmlns:p='v'><p:y/></x><p:z/>", "<x xmlns:q='u' p:a='1' q:a='2'/>"];
        var random = new Random(7);
        var heard = new List<string>();
        using var reader = new DocumentReader<RecordingVisitor>(new RecordingVisitor(heard));
        int accepted = 0;
        for (int i = 0; i < 20_000; i++)
        {
            // Few kinds of root at a time, so that the same one comes again and again.
            string name = names[random.Next(i / 100 % names.Length + 1)];
            string root = name + attributes[(random.Next(3) + (i / 50)) % attributes.Length];
            string xml = $"<{root}>{contents[random.Next(contents.Length)]}</{name}>";
            ReadOutcome outcome = reader.Read(new DocumentBytes(Encoding.UTF8.GetBytes(xml)));
            Assert.True(IsReadByXmlReader(xml) == outcome.Accepted, xml);
            Assert.Equal(Reading.Of(xml).Outcome, outcome);
            accepted += outcome.Accepted ? 1 : 0;
        }
        Assert.InRange(accepted, 2_000, 18_000);
    }

    private static bool IsReadByXmlReader(string xml)
    {
        try
        {
            using XmlReader reader = XmlReader.Create(new StringReader(xml));
            while (reader.Read())
            {
            }
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
