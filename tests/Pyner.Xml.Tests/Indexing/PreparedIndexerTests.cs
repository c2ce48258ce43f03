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
    public void Wherever_stretches_of_a_document_end()
    {
        const int Seed = 20270112;
        var random = new Random(Seed);
        int stretches = 0;
        for (int round = 0; round < 3_000; round++)
        {
            var text = new StringBuilder();
            int pieces = random.Next(1, 600);
            for (int i = 0; i < pieces; i++)
                text.Append(s_pieces[random.Next(random.Next(200) == 0 ? s_pieces.Length : s_pieces.Length - 2)]);
            stretches += WalkStretches(
                Encoding.UTF8.GetBytes(text.ToString()), random, bytes => bytes,
                (expected, actual) => Assert.Equal($"round {round}: {expected}", $"round {round}: {actual}"));
        }
        Assert.True(stretches > 1_000, $"{stretches} stretches");
    }

    [Fact]
    public void Windows_of_a_stretch_are_not_indexed_anew()
    {
        var random = new Random(11);
        byte[] document = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>b &amp; c</a>", 2_000)));
        // An index without references: it shows where it is taken from.
        byte[] Without(byte[] bytes) => [.. bytes.Select(b => b == '&' ? (byte)'x' : b)];
        int stretches = WalkStretches(document, random, Without, (expected, actual) => Assert.Equal(expected, actual), Without(document));
        Assert.True(stretches > 10, $"{stretches} stretches");
    }

    [Theory]
    [InlineData(Reading.Reading.SmallestWindow)]
    [InlineData(Reading.Reading.UsualWindow)]
    public void Wherever_a_declaration_ends_before_at_or_behind_a_window_s_end(int window)
    {
        // With more tokens than a window's index has room for at first.
        string content = $"<s a='1'>{string.Concat(Enumerable.Repeat("<t>a &amp; é</t><!-- < -->", 4_000))}</s>";
        int[] distances = [.. Enumerable.Range(-4, 9), -StructuralIndexer.Padding - 1, -StructuralIndexer.Padding, 1 - StructuralIndexer.Padding];
        foreach (int distance in distances)
        {
            byte[] document = Encoding.UTF8.GetBytes("<?xml version=\"1.0\"".PadRight(window + distance - 2) + "?>" + content);
            Reading.Reading expected = Reading.Reading.Of(document, window, "scalar");
            // What a window has not whole is for XmlReader, which is not asked of a long one.
            Assert.Equal(distance <= 0 || window == Reading.Reading.SmallestWindow, expected.Outcome.Accepted);
            Reading.Reading actual = ReadPrepared(document, window);
            Assert.Equal(expected.Outcome, actual.Outcome);
            Assert.Equal(expected.Heard, actual.Heard);
        }
    }

    [Fact]
    public void An_index_of_more_than_the_document_is_refused()
    {
        byte[] document = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a/>", 8_000)));
        StructuralIndex whole = IndexWhole(document, 0, out uint[] tokens);
        fixed (uint* first = tokens)
        {
            DocumentIndex index = Prepared(first, whole, 0);
            var indexer = new PreparedIndexer("prepared", s_scalar);
            indexer.Begin(index);
            indexer.Advance(4);
            Assert.Throws<InvalidOperationException>(() => indexer.Index(document.AsSpan(0, 4), true, IndexerState.Content, new StructuralIndex()));
            // Tokens that are not in order: a device erred.
            Array.Fill(tokens, 1u);
            indexer.Begin(index);
            indexer.Advance(100);
            Assert.Throws<InvalidOperationException>(() => indexer.Index(document.AsSpan(0, 100), false, IndexerState.Content, new StructuralIndex()));
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
            // A part is empty where a declaration ends with it.
            int length = Math.Min(document.Length - at, random.Next(8) == 0 ? 0 : random.Next(1, 300));
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

    /// <summary>Walks through a document that is indexed in stretches, in windows as a reader has them. Gives the number of stretches.</summary>
    /// <param name="document">The document.</param>
    /// <param name="random">Chooses windows and stretches.</param>
    /// <param name="indexed">What is indexed in place of a stretch.</param>
    /// <param name="assert">Compares what the windows' indices are to be and are.</param>
    /// <param name="asIf">The document whose windows are expected; by default the document.</param>
    private static int WalkStretches(byte[] document, Random random, Func<byte[], byte[]> indexed, Action<string, string> assert, byte[]? asIf = null)
    {
        const int Window = 300;
        var indexer = new PreparedIndexer("prepared", s_scalar);
        var kept = new List<uint[]>();
        DocumentIndex last = default;
        int origin = 0;
        int end = 0;
        int stretches = 0;
        int at = 0;
        int given = 0;
        var state = IndexerState.Content;
        var expected = new StructuralIndex();
        indexer.BeginUnprepared();
        while (true)
        {
            int length = Math.Min(document.Length - at, random.Next(Math.Max(1, given - at), Window));
            while (end < at + length || stretches == 0)
                NextStretch();
            indexer.Advance(at + length - given);
            given = at + length;
            bool isLast = given == document.Length;
            string actual = IndexedWindow.Describe(indexer, document.AsSpan(at, length), isLast, state);
            assert(IndexedWindow.Describe(s_scalar, (asIf ?? document).AsSpan(at, length), isLast, state), actual);
            s_scalar.Index(document.AsSpan(at, length), isLast, state, expected);
            if (isLast || expected.EndsAtInvalidByte)
            {
                GC.KeepAlive(kept);
                return stretches;
            }
            int tag = random.Next(3) == 0 ? LastTag(document, at, expected) : 0;
            (at, state) = tag > 0 ? (at + tag, IndexerState.Content) : (at + expected.End, expected.State);
        }

        void NextStretch()
        {
            int next = stretches == 0 ? 0 : last.FindMarkup(document.AsSpan(origin, end - origin), end - origin - Window);
            end = Math.Min(document.Length, end + random.Next(2 * Window, 5 * Window));
            if (next < 0)
            {
                // As for a file with so much text that no stretch can begin.
                indexer.ContinueUnprepared();
                end = document.Length;
                return;
            }
            origin += next;
            var whole = new StructuralIndex();
            s_scalar.Index(indexed(document[origin..end]), true, IndexerState.Content, whole);
            uint[] tokens = GC.AllocateArray<uint>(whole.Count + 1, pinned: true);
            whole.Tokens.CopyTo(tokens);
            kept.Add(tokens);
            last = Prepared((uint*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref tokens[0]), whole, 0);
            indexer.Continue(last, origin);
            stretches++;
        }
    }

    private static int LastTag(byte[] document, int at, StructuralIndex index) =>
        index.Tokens.ToArray().Select(token => (int)token).LastOrDefault(token => document[at + token] == '<');

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
                Assert.Fail(
                    $"{what}: window [{at}, {at + length}) from {state} of {Encoding.UTF8.GetString(document)}\nscalar:   {expected}\nprepared: {actual}");
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
