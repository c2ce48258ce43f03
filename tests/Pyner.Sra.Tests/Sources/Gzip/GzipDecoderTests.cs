using System.IO.Compression;
using System.Text;
using Xunit;

namespace Pyner.Sra.Tests.Sources.Gzip;

/// <summary>Every kind of gzip file, inflated in chunks of every sort of size, beside .NET's own GZipStream.</summary>
public sealed class GzipDecoderTests : IDisposable
{
    private static readonly int[] s_chunkSizes = [512, 1024, 7 * 512, 64 * 1024, 1024 * 1024];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ZLibCompressionStrategy.Default)]
    [InlineData(ZLibCompressionStrategy.Filtered)]
    [InlineData(ZLibCompressionStrategy.HuffmanOnly)]
    [InlineData(ZLibCompressionStrategy.RunLengthEncoding)]
    [InlineData(ZLibCompressionStrategy.Fixed)]
    public void What_a_compressor_makes_is_inflated_to_what_it_was_given(ZLibCompressionStrategy strategy)
    {
        foreach ((string name, byte[] content) in GzipFiles.Contents())
        {
            for (int level = 0; level <= 9; level += 3)
            {
                byte[] file = GzipFiles.Compress(content, level, strategy);
                foreach (int chunkSize in s_chunkSizes)
                {
                    InflatedFile inflated = Inflate(file, chunkSize);
                    Assert.Null(inflated.Fault);
                    Assert.True(content.AsSpan().SequenceEqual(inflated.Content), $"{name}, level {level}, chunks of {chunkSize}");
                }
            }
        }
    }

    [Fact]
    public void Every_length_at_every_kind_of_distance_is_repeated_right()
    {
        int[] distances =
        [
            1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 32, 33, 40, 63, 64, 65, 100, 127, 128, 129, 257, 258, 259, 1000, 4095, 8193, 16385, 24577,
            32767, 32768
        ];
        var random = new Random(1);
        foreach (int distance in distances)
        {
            var writer = new DeflateWriter();
            byte[] beginning = new byte[distance + random.Next(3)];
            random.NextBytes(beginning);
            writer.Stored(beginning, isLast: false);
            writer.BeginFixed(isLast: true);
            for (int length = 3; length <= 258; length++)
            {
                writer.Match(length, distance);
                for (int literals = random.Next(4); literals > 0; literals--)
                    writer.Literal((byte)random.Next(256));
            }
            writer.EndFixed();
            AgreesWithGZipStream(writer.End(), writer.Content, $"distance {distance}");
        }
    }

    [Fact]
    public void Random_matches_literals_and_stored_blocks_are_inflated_as_GZipStream_does()
    {
        for (int seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            var writer = new DeflateWriter();
            for (int blocks = random.Next(1, 12); blocks >= 0; blocks--)
            {
                if (random.Next(3) == 0)
                {
                    byte[] stored = new byte[random.Next(4) == 0 ? 0 : random.Next(65_536 >> random.Next(16))];
                    random.NextBytes(stored);
                    writer.Stored(stored, isLast: blocks == 0);
                    continue;
                }
                writer.BeginFixed(isLast: blocks == 0);
                for (int steps = random.Next(2_000 >> random.Next(8)); steps > 0; steps--)
                {
                    int farthest = Math.Min(writer.Length, 32 * 1024);
                    if (farthest == 0 || random.Next(2) == 0)
                        writer.Literal((byte)random.Next(256));
                    else
                        writer.Match(random.Next(3, 259), random.Next(2) == 0 ? random.Next(1, Math.Min(farthest, 80) + 1) : random.Next(1, farthest + 1));
                }
                writer.EndFixed();
            }
            AgreesWithGZipStream(writer.End(), writer.Content, $"seed {seed}");
        }
    }

    [Fact]
    public void Several_members_are_read_as_one_whatever_their_headers_hold()
    {
        byte[] first = Encoding.ASCII.GetBytes(new string('a', 40_000));
        byte[] second = GzipFiles.Contents().First(c => c.Name == "records").Content;
        byte[][] members =
        [
            GzipFiles.Member(first, flags: 0, []),
            GzipFiles.Member([], flags: 0, []),
            GzipFiles.Member(second, flags: 1 << 2, [3, 0, 7, 8, 9]),
            GzipFiles.Member(first, flags: 1 << 3, [.. "a.tar"u8, 0]),
            GzipFiles.Member(second, flags: (1 << 3) | (1 << 4), [.. "a.tar"u8, 0, .. "said so"u8, 0]),
            GzipFiles.Member(first, flags: 1 | (1 << 1) | (1 << 2), [2, 0, 1, 2]),
        ];
        byte[] content = [.. first, .. second, .. first, .. second, .. first];
        AgreesWithGZipStream([.. members.SelectMany(m => m)], content, "members");
        AgreesWithGZipStream([.. members.SelectMany(m => m)], content, "members", padding: 70_000);
    }

    [Fact]
    public void Members_of_little_or_nothing_are_read_however_many_there_are()
    {
        byte[] nothing = GzipFiles.Member([], flags: 0, []);
        byte[] little = GzipFiles.Member("x"u8.ToArray(), flags: 0, []);
        byte[] file = [.. Enumerable.Repeat(nothing, 20_000).SelectMany(m => m), .. Enumerable.Repeat(little, 5_000).SelectMany(m => m), .. nothing];
        AgreesWithGZipStream(file, [.. Enumerable.Repeat((byte)'x', 5_000)], "members");
        Assert.Contains(
            "check",
            Assert.IsType<InvalidDataException>(Inflate([.. nothing[..^8], 1, .. nothing[^7..], .. nothing], 512).Fault).Message,
            StringComparison.Ordinal);
    }

    /// <summary>
    /// What is left of the file in memory is moved and added to in the middle of everything: each kind of block, header and code has to stand it.
    /// </summary>
    [Fact]
    public void Where_the_file_is_read_in_pieces_makes_no_difference()
    {
        const int Piece = 128 * 1024;
        byte[] noise = new byte[Piece];
        new Random(3).NextBytes(noise);
        byte[] records = GzipFiles.Contents().First(c => c.Name == "records").Content[..6_000];
        foreach (ZLibCompressionStrategy strategy in Enum.GetValues<ZLibCompressionStrategy>())
        {
            byte[] second = GzipFiles.Member(records, 0, [], strategy);
            // The second member begins so many bytes before the piece's end; the first is one stored block.
            for (int before = -10; before < Math.Min(second.Length + 10, 400); before++)
            {
                int stored = Piece - before - 10 - 5 - 5 - 8;
                var first = new DeflateWriter();
                first.Stored(noise.AsSpan(0, 65_535), isLast: false);
                first.Stored(noise.AsSpan(0, stored - 65_535), isLast: true);
                byte[] member = first.End();
                Assert.Equal(Piece - before, member.Length);
                byte[] file = [.. member, .. second];
                InflatedFile inflated = Inflate(file, 64 * 1024);
                Assert.Null(inflated.Fault);
                Assert.True(inflated.Content.AsSpan(first.Length).SequenceEqual(records), $"{strategy}, {before} bytes before");
                if (before % 7 != 0)
                    continue;
                InflatedFile cut = Inflate(file[..Math.Min(file.Length - 1, Piece + 1)], 64 * 1024);
                Assert.IsType<EndOfStreamException>(cut.Fault);
                Assert.True(inflated.Content.AsSpan().StartsWith(cut.Content) && cut.Content.Length >= first.Length, $"{strategy}, {before} bytes before, cut");
            }
        }
    }

    [Fact]
    public void Files_that_end_with_a_piece_or_near_it_are_read()
    {
        for (int length = (128 * 1024) - 2; length <= (128 * 1024) + 2; length++)
        {
            byte[] content = new byte[length - 10 - 5 - 5 - 8];
            new Random(length).NextBytes(content);
            var writer = new DeflateWriter();
            writer.Stored(content.AsSpan(0, 65_535), isLast: false);
            writer.Stored(content.AsSpan(65_535), isLast: true);
            byte[] file = writer.End();
            Assert.Equal(length, file.Length);
            AgreesWithGZipStream(file, content, $"{length} bytes");
            AgreesWithGZipStream(file, content, $"{length} bytes", padding: 3);
        }
    }

    private void AgreesWithGZipStream(byte[] file, byte[] content, string what, int padding = 0)
    {
        Assert.True(content.AsSpan().SequenceEqual(InflatedFile.ReadByGZipStream(file).Content), $"{what}: the test's own file");
        byte[] padded = [.. file, .. new byte[padding]];
        foreach (int chunkSize in s_chunkSizes)
        {
            InflatedFile inflated = Inflate(padded, chunkSize);
            Assert.Null(inflated.Fault);
            Assert.True(content.AsSpan().SequenceEqual(inflated.Content), $"{what}, chunks of {chunkSize}");
        }
    }

    private InflatedFile Inflate(byte[] file, int chunkSize) => InflatedFile.Read(_folder.Write("a.gz", file), chunkSize);
}
