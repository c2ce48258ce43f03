using System.Text;
using Pyner.TestData;
using Pyner.Xml.Indexing;
using Pyner.Xml.Reading;

namespace Pyner.Xml.Tests.Indexing;

/// <summary>An index of a whole document, cut into windows, is what an indexer says that sees one window after the other.</summary>
public sealed unsafe class PreparedIndexerTests
{
    private static readonly StructuralIndexer s_scalar = StructuralIndexers.Choose("scalar");

    private static readonly string[] s_pieces =
    [
        "<", ">", "&", "]", "]]>", "]]]>", "--", "-->", "--->", "<!-", "<!--", "<![CDATA[", "<?", "?>", "<a>", "</a>", "<a b='c'>", "&amp;", " ", "\r\n",
        "text", "0123456789abcdef", "é", "文", "🧬", "\u0001", "<SAMPLE_ATTRIBUTE>\n  <TAG>strain</TAG>\n</SAMPLE_ATTRIBUTE>\n",
    ];

    [Fact]
    public void Wherever_windows_of_a_document_end()
    {
        const int Seed = 20270111;
        var random = new Random(Seed);
        for (int round = 0; round < 20_000; round++)
        {
            var text = new StringBuilder();
            int pieces = random.Next(1, 80);
            for (int i = 0; i < pieces; i++)
                text.Append(s_pieces[random.Next(random.Next(8) == 0 ? s_pieces.Length : s_pieces.Length - 2)]);
            AssertWindows(Encoding.UTF8.GetBytes(text.ToString()), random, $"seed {Seed}, round {round}");
        }
    }

    [Fact]
    public void Wherever_a_delimiter_meets_a_window_s_end()
    {
        foreach (string piece in s_pieces)
        {
            foreach (string opening in new[] { "", "<!--", "<![CDATA[", "<?" })
            {
                for (int offset = 0; offset < 24; offset++)
                {
                    // The first window's index ends at 20, or near.
                    byte[] document = Encoding.UTF8.GetBytes(opening + new string('x', offset) + piece + new string('y', 120));
                    AssertWindow(document, 0, 20 + StructuralIndexer.Padding, IndexerState.Content, $"'{opening}', '{piece}' at {offset}");
                }
            }
        }
    }

    [Fact]
    public void The_reader_hears_the_same_whatever_the_window()
    {
        Assert.SkipUnless(RealDocuments.Available, RealDocuments.Absent);
        string[] files = [.. Directory.GetFiles(RealDocuments.Path(""), "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(files);
        foreach (string file in files)
        {
            byte[] document = File.ReadAllBytes(file);
            foreach (int window in new[] { Reading.Reading.SmallestWindow, Reading.Reading.UsualWindow })
            {
                Reading.Reading expected = Reading.Reading.Of(document, window, "scalar");
                Reading.Reading actual = ReadPrepared(document, window);
                Assert.Equal(expected.Outcome, actual.Outcome);
                Assert.Equal(expected.Heard, actual.Heard);
            }
        }
    }

    private static Reading.Reading ReadPrepared(byte[] document, int window)
    {
        var indexer = new PreparedIndexer("prepared", s_scalar);
        if (DocumentBeginnings.Look(document, out int start) == DocumentBeginning.Foreign)
        {
            indexer.BeginUnprepared();
            return Reading.Reading.Of(new PreparedBytes(document, indexer), window, indexer);
        }
        StructuralIndex whole = IndexWhole(document, start, out uint[] tokens);
        fixed (uint* first = tokens)
        {
            indexer.Begin(Prepared(first, whole, start));
            return Reading.Reading.Of(new PreparedBytes(document, indexer), window, indexer);
        }
    }

    /// <summary>Walks through a document as the reader does: to a window's end, or back to a tag that has to be seen whole.</summary>
    private static void AssertWindows(byte[] document, Random random, string what)
    {
        int at = 0;
        var state = IndexerState.Content;
        var expected = new StructuralIndex();
        while (true)
        {
            int length = Math.Min(document.Length - at, random.Next(1, 300));
            bool isLast = at + length == document.Length;
            AssertWindow(document, at, length, state, what);
            s_scalar.Index(document.AsSpan(at, length), isLast, state, expected);
            if (isLast || expected.EndsAtInvalidByte)
                return;
            int[] tags = [.. expected.Tokens.ToArray().Select(token => (int)token).Where(token => document[at + token] == '<' && token > 0)];
            (at, state) = tags.Length > 0 && random.Next(3) == 0
                ? (at + tags[random.Next(tags.Length)], IndexerState.Content)
                : (at + expected.End, expected.State);
        }
    }

    private static void AssertWindow(byte[] document, int at, int length, IndexerState state, string what)
    {
        bool isLast = at + length == document.Length;
        string expected = IndexedWindow.Describe(s_scalar, document.AsSpan(at, length), isLast, state);
        StructuralIndex whole = IndexWhole(document, 0, out uint[] tokens);
        var indexer = new PreparedIndexer("prepared", s_scalar);
        fixed (uint* first = tokens)
        {
            indexer.Begin(Prepared(first, whole, 0));
            indexer.Advance(at + length);
            string actual = IndexedWindow.Describe(indexer, document.AsSpan(at, length), isLast, state);
            if (expected != actual)
                Assert.Fail($"{what}: window [{at}, {at + length}) from {state} of {Encoding.UTF8.GetString(document)}\nscalar:   {expected}\nprepared: {actual}");
        }
    }

    private static StructuralIndex IndexWhole(byte[] document, int start, out uint[] tokens)
    {
        var whole = new StructuralIndex();
        s_scalar.Index(document.AsSpan(start), true, IndexerState.Content, whole);
        tokens = [.. whole.Tokens.ToArray().Select(token => token + (uint)start)];
        return whole;
    }

    private static DocumentIndex Prepared(uint* tokens, StructuralIndex whole, int start) => new(tokens, whole.Count)
    {
        Start = start,
        End = start + whole.End,
        State = whole.State,
        EndsAtInvalidByte = whole.EndsAtInvalidByte,
    };
}
