using System.Text;
using Pyner.TestData;
using Pyner.Xml.Indexing;

namespace Pyner.Xml.Tests.Indexing;

/// <summary>Every indexer gives the scalar one's index, for any bytes, from any state, at any offset of a block.</summary>
public sealed class IndexerAgreementTests
{
    private static readonly StructuralIndexer s_scalar = StructuralIndexers.Choose("scalar");

    private static readonly string[] s_pieces =
    [
        "<", ">", "/", "&", "]", "]]", "]]>", "]]]>", "-", "--", "-->", "--->", "<!", "<!-", "<!--", "<![CDATA[", "<![CDATA", "<?", "?", "?>",
        "<a>", "</a>", "<a b='c'>", "&amp;", "<!DOCTYPE", " ", "\n", "\t", "\r\n", "text", "0123456789abcdef", "é", "文", "🧬", "\u0085", "\uFFFD",
        "<SAMPLE_ATTRIBUTE>\n          <TAG>strain</TAG>\n          <VALUE>K-12</VALUE>\n        </SAMPLE_ATTRIBUTE>\n",
    ];

    private static readonly byte[][] s_damages =
    [
        [0x00], [0x01], [0x1F], [0x7F], [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE0, 0x80, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80],
        [0xEF, 0xBF, 0xBE], [0xEF, 0xBF, 0xBF], [0xEF, 0xBF, 0xBD], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
    ];

    public static TheoryData<string> Vectors() => [.. Indexers.Names.Where(name => name != "scalar")];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void On_random_mixtures_of_markup_text_and_damage(string name)
    {
        StructuralIndexer indexer = Indexers.Require(name);
        const int Seed = 20261123;
        var random = new Random(Seed);
        for (int round = 0; round < 40_000; round++)
        {
            byte[] window = Mixture(random);
            var state = (IndexerState)random.Next(4);
            bool isLast = random.Next(2) == 0;
            AssertSame(indexer, window, isLast, state, $"seed {Seed}, round {round}");
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Wherever_in_a_block_a_token_stands(string name)
    {
        StructuralIndexer indexer = Indexers.Require(name);
        foreach (string piece in s_pieces)
        {
            foreach (IndexerState state in Enum.GetValues<IndexerState>())
            {
                for (int offset = 0; offset < 200; offset++)
                {
                    byte[] window = Encoding.UTF8.GetBytes(new string('x', offset) + piece + new string('y', 200 - offset));
                    AssertSame(indexer, window, true, state, $"'{piece}' at {offset}, last window");
                    AssertSame(indexer, window, false, state, $"'{piece}' at {offset}");
                    AssertSame(indexer, window.AsSpan(0, Math.Min(window.Length, offset + 3)), true, state, $"'{piece}' cut behind {offset}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Wherever_in_a_block_a_byte_is_damaged(string name)
    {
        StructuralIndexer indexer = Indexers.Require(name);
        foreach (byte[] damage in s_damages)
        {
            for (int offset = 0; offset < 200; offset++)
            {
                byte[] window = [.. Encoding.UTF8.GetBytes("<a>" + new string('x', offset)), .. damage, .. "</a><!-- x --><b>&amp;</b>"u8];
                AssertSame(indexer, window, true, IndexerState.Content, $"{Convert.ToHexString(damage)} at {offset}");
                AssertSame(indexer, window, false, IndexerState.Comment, $"{Convert.ToHexString(damage)} at {offset} in a comment");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void On_the_real_documents(string name)
    {
        Assert.SkipUnless(RealDocuments.Available, RealDocuments.Absent);
        StructuralIndexer indexer = Indexers.Require(name);
        string[] files = Directory.GetFiles(RealDocuments.Path(""), "*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        foreach (string file in files)
            AssertSame(indexer, File.ReadAllBytes(file), true, IndexerState.Content, file);
    }

    private static void AssertSame(StructuralIndexer indexer, ReadOnlySpan<byte> window, bool isLast, IndexerState state, string what)
    {
        string expected = IndexedWindow.Describe(s_scalar, window, isLast, state);
        string actual = IndexedWindow.Describe(indexer, window, isLast, state);
        if (expected != actual)
            Assert.Fail($"{indexer.Name} differs ({what}, from {state}) on {Convert.ToHexString(window)}\nscalar: {expected}\n{indexer.Name}: {actual}");
    }

    private static byte[] Mixture(Random random)
    {
        var bytes = new List<byte>();
        int pieces = random.Next(1, 60);
        for (int i = 0; i < pieces; i++)
        {
            if (random.Next(300) == 0)
                bytes.AddRange(s_damages[random.Next(s_damages.Length)]);
            else
                bytes.AddRange(Encoding.UTF8.GetBytes(s_pieces[random.Next(s_pieces.Length)]));
        }
        return [.. bytes];
    }
}
