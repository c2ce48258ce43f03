using System.Text;
using Pyner.Xml.Indexing;

namespace Pyner.Xml.Gpu.Checks.Differential;

/// <summary>Documents that lie across every boundary that a device has.</summary>
public static class TestDocuments
{
    private static readonly string[] s_pieces =
    [
        "<", ">", "/", "&", "]", "]]", "]]>", "]]]>", "-", "--", "-->", "--->", "<!", "<!-", "<!--", "<!-->", "<!--->", "<!---->", "<![CDATA[",
        "<![CDATA", "<![CDATA[]]>", "<?", "<?>", "<??>", "<?x?>", "?", "?>", "??>", "<a>", "</a>", "<a b='c'/>", "&amp;", "<!DOCTYPE a>", " ", "\n", "\t",
        "\r\n", "text", "0123456789abcdef", "é", "文", "🧬", "\u0085", "\uFFFD",
        "<SAMPLE_ATTRIBUTE>\n          <TAG>strain</TAG>\n          <VALUE>K-12</VALUE>\n        </SAMPLE_ATTRIBUTE>\n",
    ];

    private static readonly byte[][] s_damages =
    [
        [0x00], [0x01], [0x0B], [0x1F], [0x7F], [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80],
        [0xE0, 0x9F, 0xBF], [0xE2, 0x82], [0xE2, 0x82, 0x3C], [0xED, 0xA0, 0x80], [0xEF, 0xBF, 0xBE], [0xEF, 0xBF, 0xBF], [0xEF, 0xBF, 0xBD, 0x80],
        [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x8E], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
    ];

    // What the index begins behind.
    private static readonly byte[][] s_beginnings =
        [[], [], "\uFEFF"u8.ToArray(), "<?xml version='1.0'?>"u8.ToArray(), "\uFEFF<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\" ?>"u8.ToArray()];

    private static readonly IndexerState[] s_states = Enum.GetValues<IndexerState>();

    /// <summary>
    /// Documents one byte under, at and over a number of bytes, that hold no token, one at the end, tokens all over, or a construct from end to end.
    /// </summary>
    public static IEnumerable<TestDocument> OfLengths(IEnumerable<int> lengths)
    {
        foreach (int length in lengths.SelectMany(length => (int[])[length - 1, length, length + 1]).Where(length => length >= 0).Distinct())
        {
            foreach (IndexerState state in s_states)
            {
                yield return new TestDocument($"{length} bytes of text", Filled(length, "x", "", ""), 0, state);
                yield return new TestDocument($"{length} bytes, a tag last", Filled(length, "x", "", "<"), 0, state);
                yield return new TestDocument($"{length} bytes of markup", Filled(length, "<a>", "", ""), 0, state);
            }
            yield return new TestDocument($"{length} bytes in a comment", Filled(length, " <a> & ", "<!--", "-->"));
            yield return new TestDocument($"{length} bytes in a CDATA section", Filled(length, " <a>--> ]] ", "<![CDATA[", "]]>"));
            yield return new TestDocument($"{length} bytes in an instruction", Filled(length, " <a> --> > ", "<?x", "?>"));
            yield return new TestDocument($"{length} bytes of long characters", Filled(length, "文🧬é", "", ""));
        }
    }

    /// <summary>
    /// Every piece of markup, and every byte that is none, at every offset up to a limit, from every state; whole, and cut behind each of its bytes.
    /// </summary>
    public static IEnumerable<TestDocument> AtEveryOffset(int limit)
    {
        foreach (string piece in s_pieces)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(piece);
            for (int offset = 0; offset <= limit; offset++)
            {
                foreach (IndexerState state in s_states)
                    yield return new TestDocument($"'{piece}' at {offset}", [.. Filled(offset, "x", "", ""), .. bytes, .. "<a>--]]>?>y"u8], 0, state);
                for (int cut = 1; cut < bytes.Length && bytes.Length < 10; cut++)
                    yield return new TestDocument($"'{piece}' at {offset} cut behind {cut}", [.. Filled(offset, "x", "", ""), .. bytes[..cut]]);
            }
        }
        foreach (byte[] damage in s_damages)
        {
            for (int offset = 0; offset <= limit; offset++)
            {
                byte[] before = Encoding.UTF8.GetBytes("<a>" + new string('x', offset));
                yield return new TestDocument($"{Convert.ToHexString(damage)} at {offset}", [.. before, .. damage, .. "</a><!-- x --><b>&amp;</b>"u8]);
                yield return new TestDocument(
                    $"{Convert.ToHexString(damage)} at {offset} in a comment", [.. before, .. damage, .. "--><b>"u8], 0, IndexerState.Comment);
                yield return new TestDocument($"{Convert.ToHexString(damage)} at {offset}, last", [.. before, .. damage]);
            }
        }
    }

    /// <summary>Documents whose declaration ends just before, at and behind a number of bytes: where a reader's window ends, or a chunk of the device.</summary>
    public static IEnumerable<TestDocument> BehindDeclarations(IEnumerable<int> lengths)
    {
        byte[] content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>b &amp; é<!-- < --></a>", 400)));
        foreach (int length in lengths.SelectMany(length => Enumerable.Range(length - 3, 7)).Distinct())
        {
            byte[] declaration = Filled(length, " ", "<?xml version=\"1.0\"", "?>");
            yield return new TestDocument($"a declaration of {length} bytes", [.. declaration, .. content], length);
            yield return new TestDocument($"nothing but a declaration of {length} bytes", declaration, length);
        }
    }

    /// <summary>Random mixtures of markup, text and, now and then, damage.</summary>
    /// <param name="seed">Chooses them.</param>
    /// <param name="count">How many.</param>
    /// <param name="pieces">Most pieces in one.</param>
    public static IEnumerable<TestDocument> Mixtures(int seed, int count, int pieces)
    {
        var random = new Random(seed);
        for (int number = 0; number < count; number++)
        {
            byte[] beginning = s_beginnings[random.Next(s_beginnings.Length)];
            var bytes = new List<byte>(beginning);
            int length = random.Next(0, pieces);
            for (int i = 0; i < length; i++)
            {
                if (random.Next(400) == 0)
                    bytes.AddRange(s_damages[random.Next(s_damages.Length)]);
                else
                    bytes.AddRange(Encoding.UTF8.GetBytes(s_pieces[random.Next(s_pieces.Length)]));
            }
            yield return new TestDocument($"mixture {number} of seed {seed}", [.. bytes], beginning.Length, s_states[random.Next(4)]);
        }
    }

    /// <summary>Documents with a few bytes removed, put in, changed or doubled.</summary>
    /// <param name="seed">Chooses the changes.</param>
    /// <param name="originals">The documents.</param>
    /// <param name="each">Variants of each.</param>
    public static IEnumerable<TestDocument> Mutations(int seed, IReadOnlyList<TestDocument> originals, int each)
    {
        var random = new Random(seed);
        foreach (TestDocument original in originals)
        {
            for (int variant = 0; variant < each; variant++)
            {
                var bytes = new List<byte>(original.Bytes);
                for (int changes = random.Next(1, 5); changes > 0 && bytes.Count > 0; changes--)
                    Mutate(random, bytes);
                yield return new TestDocument($"variant {variant} of seed {seed} of {original.Name}", [.. bytes]);
            }
        }
    }

    /// <summary>The files below a folder, in the order of their names.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="longest">Longer files are left out.</param>
    public static IEnumerable<TestDocument> Files(string folder, long longest) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Where(file => new FileInfo(file).Length <= longest)
            .Select(file => new TestDocument(Path.GetRelativePath(folder, file), File.ReadAllBytes(file)));

    private static void Mutate(Random random, List<byte> bytes)
    {
        int at = random.Next(bytes.Count);
        int length = Math.Min(random.Next(1, 12), bytes.Count - at);
        switch (random.Next(5))
        {
            case 0:
                bytes.RemoveRange(at, length);
                break;
            case 1:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 2:
                bytes[at] = (byte)random.Next(256);
                break;
            case 3:
                bytes.InsertRange(at, s_damages[random.Next(s_damages.Length)]);
                break;
            default:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(s_pieces[random.Next(s_pieces.Length)]));
                break;
        }
    }

    private static byte[] Filled(int length, string filling, string first, string last)
    {
        int between = Math.Max(0, length - first.Length - last.Length);
        byte[] unit = Encoding.UTF8.GetBytes(filling);
        var bytes = new byte[between];
        for (int i = 0; i < between; i++)
            bytes[i] = unit[i % unit.Length];
        byte[] whole = [.. Encoding.UTF8.GetBytes(first), .. bytes, .. Encoding.UTF8.GetBytes(last)];
        return whole[..length];
    }
}
