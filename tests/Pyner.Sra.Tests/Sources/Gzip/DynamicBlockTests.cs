using Xunit;

namespace Pyner.Sra.Tests.Sources.Gzip;

/// <summary>
/// Blocks with codes that no compressor makes: allowed or not, as GZipStream has it; where symbols are decoded fast, and at the file's end one by one.
/// </summary>
public sealed class DynamicBlockTests : IDisposable
{
    private const int End = 256;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_single_distance_takes_one_bit_and_the_other_bit_means_nothing()
    {
        byte[] literals = Lengths(('a', 2), ('b', 2), (End, 2), (257, 2));
        byte[] distances = [1];
        Agrees(isGood: true, writer =>
        {
            writer.BeginDynamic(isLast: true, literals, distances);
            Put(writer, literals, 'a', 257);
            writer.Put(0, 1);
            writer.PutSymbol(End, literals);
            writer.Means("aaaa"u8.ToArray());
        });
        Agrees(isGood: false, writer =>
        {
            writer.BeginDynamic(isLast: true, literals, distances);
            Put(writer, literals, 'a', 257);
            writer.Put(1, 1);
            writer.PutSymbol(End, literals);
        });
    }

    [Fact]
    public void Without_distances_there_are_no_matches()
    {
        byte[] literals = Lengths(('a', 2), ('b', 2), (End, 2), (257, 2));
        Agrees(isGood: true, writer =>
        {
            writer.BeginDynamic(isLast: true, literals, [0]);
            Put(writer, literals, 'a', 'b', 'a', End);
            writer.Means("aba"u8.ToArray());
        });
        Agrees(isGood: false, writer =>
        {
            writer.BeginDynamic(isLast: true, literals, [0]);
            Put(writer, literals, 'a', 257);
            writer.Put(0, 1);
            writer.PutSymbol(End, literals);
        });
    }

    [Fact]
    public void A_block_may_have_nothing_but_its_end()
    {
        byte[] literals = Lengths((End, 1));
        Agrees(isGood: true, writer =>
        {
            writer.BeginDynamic(isLast: true, literals, [0]);
            writer.Put(0, 1);
        });
        Agrees(isGood: false, writer =>
        {
            writer.BeginDynamic(isLast: true, literals, [0]);
            writer.Put(1, 1);
            writer.Put(0, 1);
        });
    }

    [Fact]
    public void The_longest_codes_of_literals_lengths_and_distances_are_read()
    {
        // One of each length from 1 to 14, and two of 15.
        byte[] literals = Lengths([.. Enumerable.Range(0, 13).Select(i => ('a' + i, i + 1)), (End, 14), (257, 15), (285, 15)]);
        byte[] distances = [.. Enumerable.Range(0, 15).Select(i => (byte)(i + 1)), 15];
        for (int distance = 0; distance < distances.Length; distance++)
        {
            Agrees(isGood: true, writer =>
            {
                writer.Stored(new byte[300], isLast: false);
                writer.BeginDynamic(isLast: true, literals, distances);
                for (int i = 0; i < 13; i++)
                    writer.PutSymbol('a' + i, literals);
                writer.Means("abcdefghijklm"u8.ToArray());
                foreach (int length in new[] { 257, 285 })
                {
                    writer.PutSymbol(length, literals);
                    writer.PutSymbol(distance, distances);
                    int extra = Math.Max(0, (distance / 2) - 1);
                    writer.Put(0, extra);
                    int back = distance < 4 ? distance + 1 : 1 + ((2 + (distance % 2)) << extra);
                    for (int i = 0; i < (length == 257 ? 3 : 258); i++)
                        writer.Means(writer.Content[^back]);
                }
                writer.PutSymbol(End, literals);
            });
        }
    }

    [Fact]
    public void Lengths_may_be_repeated_from_literals_on_to_distances_but_not_beyond_nor_before_the_first()
    {
        // 97 zeros, four of 3 bits, 155 zeros, and 3 bits for the end and the shortest length.
        (int, int)[] beginning = [(18, 97 - 11), (3, 0), (16, 0), (18, 138 - 11), (18, 17 - 11), (3, 0), (3, 0)];
        Agrees(isGood: true, writer =>
        {
            // The last literal's length and those of all distances by one repetition.
            writer.BeginDynamic(isLast: true, 260, 8, DeflateWriter.LengthCodes, [.. beginning, (3, 0), (16, 3), (16, 0)]);
            byte[] literals = Lengths(('a', 3), ('b', 3), ('c', 3), ('d', 3), (End, 3), (257, 3), (258, 3), (259, 3));
            Put(writer, literals, 'a', End);
            writer.Means("a"u8.ToArray());
        });
        Agrees(isGood: false, writer => writer.BeginDynamic(isLast: true, 260, 8, DeflateWriter.LengthCodes, [.. beginning, (3, 0), (16, 3), (16, 3)]));
        Agrees(isGood: false, writer => writer.BeginDynamic(isLast: true, 260, 8, DeflateWriter.LengthCodes, [(16, 0), .. beginning, (3, 0), (16, 3)]));
        Agrees(isGood: false, writer => writer.BeginDynamic(isLast: true, 260, 8, DeflateWriter.LengthCodes, [.. beginning, (3, 0), (18, 127)]));
    }

    [Fact]
    public void Codes_that_say_too_much_or_too_little_are_refused()
    {
        byte[] good = Lengths(('a', 2), ('b', 2), (End, 2), (257, 2));
        // Too many, too few, none for the end.
        foreach (byte[] literals in new[]
        {
            Lengths(('a', 1), ('b', 1), (End, 1)), Lengths(('a', 2), (End, 2)), Lengths(('a', 1), ('b', 1)), Lengths((End, 2))
        })
            Agrees(isGood: false, writer => Block(writer, literals, [1]));
        foreach (byte[] distances in new byte[][] { [1, 1, 1], [2, 2, 2], [2], [0, 15] })
            Agrees(isGood: false, writer => Block(writer, good, distances));
        // More symbols than there are, though they do not occur.
        Agrees(isGood: true, writer => Block(writer, [.. good, .. new byte[286 - good.Length]], [1, .. new byte[29]]));
        Agrees(isGood: false, writer => Block(writer, [.. good, .. new byte[287 - good.Length]], [1]));
        Agrees(isGood: false, writer => Block(writer, good, [1, .. new byte[30]]));
        // The code of the lengths itself.
        foreach (byte[] codes in new byte[][] { new byte[19], [1, 2, .. new byte[17]], [1, 1, 1, .. new byte[16]], [1, .. new byte[18]] })
            Agrees(isGood: false, writer => writer.BeginDynamic(isLast: true, 257, 1, codes, [(0, 0), (0, 0), (0, 0)]));

        void Block(DeflateWriter writer, byte[] literals, byte[] distances)
        {
            writer.BeginDynamic(isLast: true, literals, distances);
            writer.PutSymbol('a', literals);
            writer.PutSymbol(End, literals);
            writer.Means("a"u8.ToArray());
        }
    }

    /// <summary>
    /// Has a member written, and compares; with nothing behind it, and with so much that there is enough input for whatever a step might take.
    /// </summary>
    private void Agrees(bool isGood, Action<DeflateWriter> write)
    {
        var writer = new DeflateWriter();
        write(writer);
        byte[] member = writer.End();
        foreach (int behind in new[] { 0, 200 })
        {
            byte[] file = [.. member, .. new byte[behind]];
            InflatedFile inflated = InflatedFile.Read(_folder.Write("a.gz", file), 512);
            InflatedFile other = InflatedFile.ReadByGZipStream(file);
            Assert.Equal(isGood, other.Fault is null);
            Assert.Equal(isGood, inflated.Fault is null);
            if (isGood)
            {
                Assert.Equal(writer.Content, other.Content);
                Assert.Equal(writer.Content, inflated.Content);
                continue;
            }
            // For what it is, and not because the check of what was made of it is another.
            Assert.DoesNotContain("check", inflated.Fault!.Message, StringComparison.Ordinal);
            Assert.InRange(inflated.Content.Length - other.Content.Length, 0, 1);
        }
    }

    private static void Put(DeflateWriter writer, byte[] lengths, params int[] symbols)
    {
        foreach (int symbol in symbols)
            writer.PutSymbol(symbol, lengths);
    }

    private static byte[] Lengths(params (int Symbol, int Length)[] codes)
    {
        byte[] lengths = new byte[Math.Max(End, codes.Max(code => code.Symbol)) + 1];
        foreach ((int symbol, int length) in codes)
            lengths[symbol] = (byte)length;
        return lengths;
    }
}
