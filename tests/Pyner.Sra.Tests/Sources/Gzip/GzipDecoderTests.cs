using System.IO.Compression;
using System.IO.Hashing;
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
        foreach ((string name, byte[] content) in Contents())
        {
            for (int level = 0; level <= 9; level += 3)
            {
                byte[] file = Compress(content, level, strategy);
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
        int[] distances = [1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 32, 33, 40, 63, 64, 65, 100, 127, 128, 129, 257, 258, 259, 1000, 4095, 8193, 16385, 24577, 32767, 32768];
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
        byte[] second = Contents().First(c => c.Name == "records").Content;
        byte[][] members =
        [
            Member(first, flags: 0, []),
            Member([], flags: 0, []),
            Member(second, flags: 1 << 2, [3, 0, 7, 8, 9]),
            Member(first, flags: 1 << 3, [.. "a.tar"u8, 0]),
            Member(second, flags: (1 << 3) | (1 << 4), [.. "a.tar"u8, 0, .. "said so"u8, 0]),
            Member(first, flags: 1 | (1 << 1) | (1 << 2), [2, 0, 1, 2]),
        ];
        byte[] content = [.. first, .. second, .. first, .. second, .. first];
        AgreesWithGZipStream([.. members.SelectMany(m => m)], content, "members");
        AgreesWithGZipStream([.. members.SelectMany(m => m)], content, "members", padding: 70_000);
    }

    [Fact]
    public void Members_of_little_or_nothing_are_read_however_many_there_are()
    {
        byte[] nothing = Member([], flags: 0, []);
        byte[] little = Member("x"u8.ToArray(), flags: 0, []);
        byte[] file = [.. Enumerable.Repeat(nothing, 20_000).SelectMany(m => m), .. Enumerable.Repeat(little, 5_000).SelectMany(m => m), .. nothing];
        AgreesWithGZipStream(file, [.. Enumerable.Repeat((byte)'x', 5_000)], "members");
        Assert.Contains("check", Assert.IsType<InvalidDataException>(Inflate(With([.. nothing, .. nothing], nothing.Length - 8), 512).Fault).Message, StringComparison.Ordinal);
    }

    /// <summary>What is left of the file in memory is moved and added to in the middle of everything: each kind of block, header and code has to stand it.</summary>
    [Fact]
    public void Where_the_file_is_read_in_pieces_makes_no_difference()
    {
        byte[] records = Contents().First(c => c.Name == "records").Content;
        byte[] noise = new byte[140_000];
        new Random(3).NextBytes(noise);
        for (int shift = 0; shift < 300; shift++)
        {
            byte[] extra = [(byte)shift, (byte)(shift >> 8), .. new byte[shift]];
            byte[] file =
            [
                .. Member(noise.AsSpan(0, 130_000 + (shift * 7 % 900)).ToArray(), 1 << 2, extra, (ZLibCompressionStrategy)(shift % 5)),
                .. Member(records, 0, [], (ZLibCompressionStrategy)(shift / 5 % 5)),
            ];
            InflatedFile inflated = Inflate(file, 64 * 1024);
            Assert.Null(inflated.Fault);
            Assert.True(inflated.Content.AsSpan().EndsWith(records) && inflated.Content.AsSpan().StartsWith(noise.AsSpan(0, 130_000)), $"shift {shift}");
        }
    }

    [Fact]
    public void A_file_that_is_cut_off_gives_what_comes_before_the_cut_and_says_so()
    {
        foreach ((string name, byte[] content) in Contents())
        {
            byte[] file = Compress(content.AsSpan(0, Math.Min(content.Length, 20_000)).ToArray(), 6, ZLibCompressionStrategy.Default);
            for (int cut = Math.Max(1, file.Length - 400); cut < file.Length; cut++)
            {
                InflatedFile inflated = Inflate(file[..cut], 4096);
                Assert.IsType<EndOfStreamException>(inflated.Fault);
                Assert.True(content.AsSpan().StartsWith(inflated.Content), $"{name}, cut at {cut}");
                InflatedFile other = InflatedFile.ReadByGZipStream(file[..cut]);
                Assert.NotNull(other.Fault);
                Assert.True(inflated.Content.Length >= other.Content.Length, $"{name}, cut at {cut}: {other.Content.Length} bytes can be inflated");
            }
        }
    }

    /// <summary>Both refuse it, or both give the same; and what was inflated before a fault is the same too.</summary>
    [Fact]
    public void Damaged_files_have_the_outcome_that_GZipStream_gives_them()
    {
        byte[][] files =
        [
            .. Contents().Where(c => c.Content.Length > 0).SelectMany(c => Enum.GetValues<ZLibCompressionStrategy>()
                .Select(strategy => Compress(c.Content.AsSpan(0, Math.Min(c.Content.Length, 3_000)).ToArray(), 6, strategy))),
            Compress(new byte[100], 0, ZLibCompressionStrategy.Default),
        ];
        int refused = 0, read = 0;
        for (int seed = 0; seed < 12_000; seed++)
        {
            var random = new Random(seed);
            byte[] file = (byte[])files[seed % files.Length].Clone();
            for (int changes = random.Next(1, 4); changes > 0; changes--)
            {
                // Most often where a block says how it is to be read.
                int at = random.Next(2) == 0 ? random.Next(Math.Min(file.Length, 80)) : random.Next(file.Length);
                file[at] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)(file[at] ^ (1 << random.Next(8)));
            }
            InflatedFile inflated = Inflate(file, random.Next(1, 9) * 512);
            InflatedFile other = InflatedFile.ReadByGZipStream(file);
            // GZipStream does not look at what follows a member, where that is not gzip.
            bool isFollowed = inflated.Fault is InvalidDataException fault && fault.Message.Contains("not gzip follows", StringComparison.Ordinal);
            Assert.True((inflated.Fault is null || isFollowed) == (other.Fault is null), $"seed {seed}: {inflated.Fault?.Message ?? "read"} / {other.Fault?.Message ?? "read"}");
            int common = Math.Min(inflated.Content.Length, other.Content.Length);
            Assert.True(inflated.Content.AsSpan(0, common).SequenceEqual(other.Content.AsSpan(0, common)), $"seed {seed}");
            if (other.Fault is null)
                Assert.Equal(other.Content.Length, inflated.Content.Length);
            if (inflated.Fault is null)
                read++;
            else
                refused++;
        }
        Assert.InRange(read, 100, 11_000);
        Assert.InRange(refused, 1_000, 11_900);
    }

    [Fact]
    public void What_is_wrong_is_said()
    {
        byte[] good = Compress("some content"u8.ToArray(), 6, ZLibCompressionStrategy.Default);
        Assert.Contains("check", Fault(With(good, good.Length - 8)), StringComparison.Ordinal);
        Assert.Contains("more or less", Fault(With(good, good.Length - 4)), StringComparison.Ordinal);
        Assert.Contains("does not begin as gzip", Fault(With(good, 0)), StringComparison.Ordinal);
        Assert.Contains("in a way that gzip does not know", Fault(With(good, 2)), StringComparison.Ordinal);
        Assert.Contains("flags", Fault(With(good, 3, 0x80)), StringComparison.Ordinal);
        Assert.Contains("header is not what its check says", Fault([.. good[..3], 2, .. good[4..10], 1, 1, .. good[10..]]), StringComparison.Ordinal);
        Assert.Contains("not gzip follows", Fault([.. good, 1]), StringComparison.Ordinal);
        Assert.Contains("not gzip follows", Fault([.. good, 0, 0, .. good]), StringComparison.Ordinal);

        var far = new DeflateWriter();
        far.BeginFixed(isLast: true);
        far.Literal(1);
        far.Match(3, 2);
        far.EndFixed();
        Assert.Contains("before the beginning", Fault(far.End()), StringComparison.Ordinal);
        // Not into the member before either.
        Assert.Contains("before the beginning", Fault([.. good, .. far.End()]), StringComparison.Ordinal);

        var kind = new DeflateWriter();
        kind.Put(0b111, 3);
        Assert.Contains("a kind that there is not", Fault(kind.End()), StringComparison.Ordinal);

        var literal = new DeflateWriter();
        literal.BeginFixed(isLast: true);
        literal.PutCode(0xC6, 8);
        Assert.Contains("no literal", Fault([.. literal.End(), .. new byte[20]]), StringComparison.Ordinal);

        var distance = new DeflateWriter();
        distance.BeginFixed(isLast: true);
        distance.Literal(1);
        distance.PutCode(1, 7);
        distance.PutCode(30, 5);
        Assert.Contains("no distance", Fault([.. distance.End(), .. new byte[20]]), StringComparison.Ordinal);

        string Fault(byte[] file) => Assert.IsType<InvalidDataException>(Inflate(file, 512).Fault).Message;
    }

    private static byte[] With(byte[] file, int at, int changes = 1)
    {
        file = (byte[])file.Clone();
        file[at] ^= (byte)changes;
        return file;
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

    private static byte[] Compress(byte[] content, int level, ZLibCompressionStrategy strategy)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, new ZLibCompressionOptions { CompressionLevel = level, CompressionStrategy = strategy }, leaveOpen: true))
            gzip.Write(content);
        // GZipStream writes nothing at all of nothing.
        return stream.Length > 0 ? stream.ToArray() : Member([], 0, []);
    }

    /// <summary>A member with a header of its own making.</summary>
    private static byte[] Member(byte[] content, byte flags, byte[] fields, ZLibCompressionStrategy strategy = ZLibCompressionStrategy.Default)
    {
        byte[] header = [0x1F, 0x8B, 8, flags, 1, 2, 3, 4, 0, 3, .. fields];
        byte[] check = (flags & 2) != 0 ? BitConverter.GetBytes((ushort)Crc32.HashToUInt32(header)) : [];
        using var deflated = new MemoryStream();
        using (var deflate = new DeflateStream(deflated, new ZLibCompressionOptions { CompressionLevel = 6, CompressionStrategy = strategy }, leaveOpen: true))
            deflate.Write(content);
        byte[] body = deflated.Length > 0 ? deflated.ToArray() : [3, 0];
        return [.. header, .. check, .. body, .. BitConverter.GetBytes(Crc32.HashToUInt32(content)), .. BitConverter.GetBytes(content.Length)];
    }

    private static IEnumerable<(string Name, byte[] Content)> Contents()
    {
        var random = new Random(7);
        byte[] noise = new byte[150_000];
        random.NextBytes(noise);
        yield return ("nothing", []);
        yield return ("a byte", [42]);
        yield return ("noise", noise);
        yield return ("zeros", new byte[300_000]);
        yield return ("far apart", [.. noise[..32_506], .. noise[..32_506], .. noise[..32_506]]);
        var records = new StringBuilder();
        for (int i = 0; i < 3_000; i++)
            records.Append($"  <SAMPLE alias=\"s{random.Next(100_000)}\" accession=\"DRS{i:D6}\">\n    <TITLE>{random.Next(50)} of {i % 7}</TITLE>\n  </SAMPLE>\n");
        yield return ("records", Encoding.ASCII.GetBytes(records.ToString()));
        // Each byte is 1.6 times as frequent as the one before: codes of every length, up to the longest.
        var skewed = new List<byte>();
        (int count, int next) = (1, 1);
        for (byte b = 0; b < 24; b++)
        {
            skewed.AddRange(Enumerable.Repeat(b, count));
            (count, next) = (next, count + next);
        }
        byte[] shuffled = [.. skewed];
        random.Shuffle(shuffled);
        yield return ("skewed", shuffled);
    }
}
