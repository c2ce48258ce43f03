using System.Text;
using Pyner.Fuzz.Checking;
using Pyner.Fuzz.Mutation;
using Pyner.Verification;
using Pyner.Xml.Indexing;
using Pyner.Xml.Tests.Indexing;
using Xunit;

namespace Pyner.Sra.Tests.Differential;

/// <summary>Every kind of token at every offset of a 64-byte block, of the read buffer, and of the pieces that a source hands out.</summary>
public sealed class TokenBoundaryTests
{
    private const int Block = 64;
    private const int Window = 512;

    // A document that fits the window is read at once, so what follows the token has to be longer than a window.
    private const int LongTail = Window + 100;

    public static TheoryData<string> IndexerNames => [.. Indexers.Names];

    public static TheoryData<string> Fillers => [" ", "x", "\n", "]", "é", "<a/>", "&amp;"];

    [Theory]
    [MemberData(nameof(Fillers))]
    public void Every_token_at_every_offset_of_a_block(string filler) => Sweep(filler, from: 0, length: Block + 1, tail: 0);

    [Theory]
    [MemberData(nameof(Fillers))]
    public void Every_token_across_the_end_of_the_read_buffer(string filler) =>
        Sweep(filler, from: Window - 130, length: 132, LongTail);

    [Theory]
    [MemberData(nameof(IndexerNames))]
    public void Every_length_of_piece_and_every_size_of_buffer(string name)
    {
        StructuralIndexer indexer = Indexers.Require(name);
        SeedDocument[] documents = [.. SeedDocuments.All, .. Enumerable.Range(0, 40).Select(seed => Mutator.Document(7_000_000 + (ulong)seed))];
        for (int piece = 1; piece <= 70; piece++)
        {
            using var reader = new FastReader(indexer, Window + piece);
            foreach (SeedDocument document in documents)
            {
                using var stream = new MemoryStream(document.Bytes);
                VerifiedDocument expected = VerifiedDocument.Read(stream, document.Kind);
                FastReading actual = reader.Read(document.Bytes, document.Kind, piece);
                Assert.Equal(expected.IsAccepted, actual.Outcome.Accepted);
                if (expected.IsAccepted)
                    Assert.Equal(expected.Records.Select(RecordText.Of), actual.Records);
            }
        }
    }

    [Fact]
    public void The_outcome_does_not_depend_on_how_the_bytes_come()
    {
        // Longer than the usual window, so that the pieces differ on the fast path and on the way to XmlReader.
        string filling = string.Concat(Enumerable.Range(0, 30_000).Select(i => $"<RUN accession='R{i}'/>\r\n"));
        string[] heads = ["", "<!DOCTYPE S>", "<?xml version='1.0' encoding='iso-8859-1'?>", "<?xml version='1.0' encoding='utf-16'?>"];
        string[] tails = ["</S>", "</S><S/>", "<é</S>", "<a b='1' b='2'/></S>", "<a x=/></S>", "</S", "&nbsp;</S>", "<?xml x?></S>", "<a></b></S>"];
        using var reader = new FastReader(StructuralIndexers.Choose());
        foreach (string head in heads)
        {
            foreach (string tail in tails)
            {
                Encoding encoding = head.Contains("8859", StringComparison.Ordinal) ? Encoding.Latin1
                    : head.Contains("utf-16", StringComparison.Ordinal) ? Encoding.Unicode
                    : Encoding.UTF8;
                byte[] document = encoding.GetBytes($"{head}<S>\n{filling}{tail}");
                FastReading whole = reader.Read(document, DocumentKind.Run);
                foreach (int[] pieces in new int[][] { [1000], [65_537], [262_144, 1, 4095], [4096], [3, 100_000] })
                    Assert.Equal(whole.Outcome, reader.Read(document, DocumentKind.Run, pieces).Outcome);
            }
        }
    }

    private static void Sweep(string filler, int from, int length, int tail)
    {
        using var differential = new Fuzz.Checking.Differential(Window);
        byte[] fill = Encoding.UTF8.GetBytes(filler);
        byte[] rest = Encoding.UTF8.GetBytes($"<x>{new string('t', tail)}</x></SAMPLE>");
        foreach (byte[] token in XmlTokens.Content.Concat(XmlTokens.All).DistinctBy(Convert.ToHexString))
        {
            for (int offset = from; offset < from + length; offset++)
                Check(Content(fill, offset, token, rest), differential);
        }
        foreach (byte[] token in XmlTokens.Attributes)
        {
            for (int offset = from; offset < from + length; offset++)
                Check(Attribute(offset, token, rest), differential);
        }
        Assert.True(differential.Accepted > 1000);
    }

    private static void Check(byte[] document, Fuzz.Checking.Differential differential)
    {
        string? disagreement = differential.Disagreement(new SeedDocument(DocumentKind.Sample, document));
        Assert.True(disagreement is null, $"{disagreement}\n{Minimizer.Show(document)}");
    }

    /// <summary>A sample whose organism holds the token, which begins at the offset, behind whole fillers.</summary>
    private static byte[] Content(byte[] filler, int offset, byte[] token, byte[] rest)
    {
        var document = new List<byte>("<SAMPLE><SAMPLE_NAME><SCIENTIFIC_NAME>"u8.ToArray());
        // A block's offset 0 comes round again behind the head.
        int target = offset < document.Count ? offset + Block : offset;
        while (document.Count + filler.Length <= target)
            document.AddRange(filler);
        while (document.Count < target)
            document.Add((byte)'y');
        document.AddRange(token);
        document.AddRange("z</SCIENTIFIC_NAME></SAMPLE_NAME>"u8);
        document.AddRange(rest);
        return [.. document];
    }

    /// <summary>A sample with the token among its attributes.</summary>
    private static byte[] Attribute(int offset, byte[] token, byte[] rest)
    {
        var document = new List<byte>("<SAMPLE accession='S'"u8.ToArray());
        int target = offset < document.Count ? offset + Block : offset;
        while (document.Count < target)
            document.Add((byte)' ');
        document.AddRange(token);
        document.AddRange(" alias='a'><SAMPLE_NAME><SCIENTIFIC_NAME>o</SCIENTIFIC_NAME></SAMPLE_NAME>"u8);
        document.AddRange(rest);
        return [.. document];
    }
}
