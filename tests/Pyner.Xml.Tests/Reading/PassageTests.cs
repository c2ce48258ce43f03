using System.Text;
using System.Xml;
using Pyner.Xml.Indexing;
using Pyner.Xml.Reading;
using Pyner.Xml.Tests.Indexing;

namespace Pyner.Xml.Tests.Reading;

/// <summary>
/// Going from value to value over markup that came before gives what walking tag by tag gives. The scalar indexer's reader never does the former. Readers are
/// used for one document after another here, as in a job: what was learned in one is applied to the next.
/// </summary>
public sealed class PassageTests
{
    private const int Documents = 4_000;

    public static TheoryData<string> IndexerNames => [.. Indexers.Names];

    [Theory]
    [InlineData(1, Reading.UsualWindow)]
    [InlineData(2, Reading.UsualWindow)]
    [InlineData(3, 2_048)]
    [InlineData(4, Reading.SmallestWindow)]
    public void A_reader_that_remembers_hears_what_one_hears_that_does_not(int seed, int window)
    {
        var documents = new RecordDocuments(seed);
        List<string> expected = [];
        List<string> actual = [];
        using var walking = new DocumentReader<RecordingVisitor>(new RecordingVisitor(expected), new ScalarIndexer(), window);
        using var leaping = new DocumentReader<RecordingVisitor>(new RecordingVisitor(actual), StructuralIndexers.Choose(), window);
        int accepted = 0;
        for (int i = 0; i < Documents; i++)
        {
            byte[] document = documents.Next();
            expected.Clear();
            actual.Clear();
            // But for how far ahead they read.
            ReadOutcome outcome = walking.Read(new DocumentBytes(document)) with { Bytes = 0 };
            Assert.True(
                outcome == leaping.Read(new DocumentBytes(document)) with { Bytes = 0 },
                $"document {i}: {outcome}\n{Encoding.UTF8.GetString(document)}");
            Assert.True(!outcome.Accepted || expected.SequenceEqual(actual), $"document {i}:\n{Encoding.UTF8.GetString(document)}");
            Assert.True(outcome.Accepted == IsWellFormed(document), $"document {i}: {outcome}\n{Encoding.UTF8.GetString(document)}");
            accepted += outcome.Accepted ? 1 : 0;
        }
        // Both kinds are many, or this would show little.
        Assert.InRange(accepted, Documents / 4, Documents * 3 / 4);
    }

    [Theory]
    [InlineData("&amp;")]
    [InlineData("&#x1F9EC;")]
    [InlineData("&no;")]
    [InlineData("&")]
    [InlineData("µ")]
    [InlineData("試料")]
    [InlineData("🧬")]
    [InlineData("\uFFFE")]
    [InlineData("]")]
    [InlineData("]]")]
    [InlineData("]]>")]
    [InlineData("\r\n")]
    [InlineData("\t")]
    [InlineData("\u0001")]
    [InlineData("<")]
    [InlineData("<b/>")]
    [InlineData("\"")]
    [InlineData(">")]
    public void What_is_unusual_in_a_value_is_seen_wherever_it_stands(string unusual)
    {
        const int Longest = 140; // more than is looked at together
        List<string> expected = [];
        List<string> actual = [];
        using var walking = new DocumentReader<RecordingVisitor>(new RecordingVisitor(expected), new ScalarIndexer());
        using var leaping = new DocumentReader<RecordingVisitor>(new RecordingVisitor(actual), StructuralIndexers.Choose());
        string usual = string.Concat(Enumerable.Repeat("<s a=\"1\"><t>1</t><o c=\"2\">3</o><b>4</b></s>", 5));
        for (int before = 0; before <= Longest; before++)
        {
            // Behind it too: what is in order must not hide what is not.
            string value = new string('v', before) + unusual + new string('w', Longest - before);
            foreach (string record in (string[])
                [$"<s a=\"{value}\"><t>1</t>", $"<s a=\"1\"><t>{value}</t>",
                    $"<s a=\"1\"><t>1</t><o c=\"{value}\">3</o>", $"<s a=\"1\"><t>1</t><o c=\"2\">{value}</o>"])
            {
                byte[] document = Encoding.UTF8.GetBytes($"<r>{usual}{record}</s>{usual}</r>");
                expected.Clear();
                actual.Clear();
                ReadOutcome outcome = walking.Read(new DocumentBytes(document));
                Assert.Equal(outcome with { Bytes = 0 }, leaping.Read(new DocumentBytes(document)) with { Bytes = 0 });
                Assert.True(!outcome.Accepted || expected.SequenceEqual(actual), record);
                Assert.True(outcome.Accepted == IsWellFormed(document), record);
            }
        }
    }

    [Theory]
    [MemberData(nameof(IndexerNames))]
    public void Names_that_each_came_alone_do_not_come_together(string indexer)
    {
        Indexers.Require(indexer);
        // x then y is known, and y then x: that is not x, y, x.
        string learned = string.Concat(Enumerable.Repeat("<s><t>1</t><i x=\"1\" y=\"2\">v</i><t>2</t><i y=\"1\" x=\"2\">v</i></s>", 20));
        Reading reading = Reading.Of($"<r>{learned}<s><t>1</t><i x=\"1\" y=\"2\" x=\"3\">v</i></s></r>", indexer: indexer);
        Assert.Equal(XmlFault.DuplicateAttribute, reading.Outcome.Fault);
    }

    [Theory]
    [InlineData('\u0001')]
    [InlineData('x')]
    [InlineData(' ')]
    public void What_stands_behind_a_passage_that_got_too_long_is_looked_at(char character)
    {
        List<string> expected = [];
        List<string> actual = [];
        string junk = new(character, 64);
        string group = "<g><a>t</a>" + string.Concat(Enumerable.Repeat("<x/>", 100)) + "</g>";
        for (int elements = 50; elements <= 80; elements++)
        {
            using var walking = new DocumentReader<RecordingVisitor>(new RecordingVisitor(expected), new ScalarIndexer());
            using var leaping = new DocumentReader<RecordingVisitor>(new RecordingVisitor(actual), StructuralIndexers.Choose());
            string cut = "<g><a>t</a>" + string.Concat(Enumerable.Repeat("<x/>", elements)) + junk + junk;
            foreach (string end in (string[])["", "<y/>", "</g></R>"])
            {
                byte[] document = Encoding.ASCII.GetBytes("<R>" + group + group + cut + end);
                expected.Clear();
                actual.Clear();
                ReadOutcome outcome = walking.Read(new DocumentBytes(document)) with { Bytes = 0 };
                Assert.Equal(IsWellFormed(document), outcome.Accepted);
                Assert.Equal(outcome, leaping.Read(new DocumentBytes(document)) with { Bytes = 0 });
                if (outcome.Accepted)
                    Assert.Equal(expected, actual);
            }
        }
    }

    [Theory]
    [MemberData(nameof(IndexerNames))]
    public void Elements_that_declare_namespaces_are_closed_as_such(string indexer)
    {
        Indexers.Require(indexer);
        string record = "<s><t>1</t><n><t>2</t></n><t>3</t></s>";
        string learned = string.Concat(Enumerable.Repeat(record, 20));
        // Behind the end of the element that declares it, a prefix means nothing, however well the elements are known.
        Reading reading = Reading.Of($"<r>{learned}<s><t>1</t><n xmlns:p=\"u\"><t>2</t></n><t>3</t><p:x/></s></r>", indexer: indexer);
        Assert.Equal(XmlFault.UndeclaredPrefix, reading.Outcome.Fault);
    }

    [Fact]
    public void Hostile_documents_do_not_make_a_reader_forget_how_to_read()
    {
        List<string> heard = [];
        using var reader = new DocumentReader<RecordingVisitor>(new RecordingVisitor(heard));
        for (int round = 0; round < 20; round++)
        {
            // Markup that never comes again, more than there is room for.
            var text = new StringBuilder("<r>");
            for (int i = 0; i < 3_000; i++)
                text.Append("<s><t>v</t><i n").Append(round).Append('_').Append(i).Append("=\"1\">v</i></s>");
            heard.Clear();
            Assert.True(reader.Read(new DocumentBytes(Encoding.UTF8.GetBytes(text.Append("</r>").ToString()))).Accepted);
            Assert.Equal(9_000, heard.Count);
        }
    }

    private static bool IsWellFormed(byte[] document)
    {
        try
        {
            using XmlReader reader = XmlReader.Create(
                new MemoryStream(document), new XmlReaderSettings { DtdProcessing = DtdProcessing.Parse, XmlResolver = null });
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
