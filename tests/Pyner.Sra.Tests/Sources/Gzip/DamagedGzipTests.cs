using System.IO.Compression;
using Pyner.Sra.Sources.Archive;
using Pyner.Sra.Sources.Archive.Gzip;
using Xunit;

namespace Pyner.Sra.Tests.Sources.Gzip;

/// <summary>Files that are cut off or damaged, beside what .NET's own GZipStream says of them.</summary>
public sealed class DamagedGzipTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_is_cut_off_gives_what_comes_before_the_cut_and_says_so()
    {
        foreach ((string name, byte[] content) in GzipFiles.Contents())
        {
            byte[] file = GzipFiles.Compress(content.AsSpan(0, Math.Min(content.Length, 20_000)).ToArray(), 6, ZLibCompressionStrategy.Default);
            for (int cut = Math.Max(1, file.Length - 400); cut < file.Length; cut++)
            {
                InflatedFile inflated = Inflate(file[..cut], 4096);
                Assert.IsType<EndOfStreamException>(inflated.Fault);
                Assert.True(content.AsSpan().StartsWith(inflated.Content), $"{name}, cut at {cut}");
                InflatedFile other = InflatedFile.ReadByGZipStream(file[..cut]);
                Assert.NotNull(other.Fault);
                Assert.True(InflatesAsMuch(inflated, other), $"{name}, cut at {cut}: {inflated.Content.Length} of {other.Content.Length} bytes");
            }
        }
    }

    /// <summary>Both refuse it, or both give the same; and what was inflated before a fault is the same too.</summary>
    [Fact]
    public void Damaged_files_have_the_outcome_that_GZipStream_gives_them()
    {
        byte[][] files =
        [
            .. GzipFiles.Contents().Where(c => c.Content.Length > 0).SelectMany(c => Enum.GetValues<ZLibCompressionStrategy>()
                .Select(strategy => GzipFiles.Compress(c.Content.AsSpan(0, Math.Min(c.Content.Length, 3_000)).ToArray(), 6, strategy))),
            GzipFiles.Compress(new byte[100], 0, ZLibCompressionStrategy.Default),
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
            Assert.True(
                (inflated.Fault is null || isFollowed) == (other.Fault is null),
                $"seed {seed}: {inflated.Fault?.Message ?? "read"} / {other.Fault?.Message ?? "read"}");
            Assert.True(InflatesAsMuch(inflated, other), $"seed {seed}: {inflated.Content.Length} and {other.Content.Length} bytes, {inflated.Fault?.Message}");
            if (inflated.Fault is null)
                read++;
            else
                refused++;
        }
        Assert.InRange(read, 100, 11_000);
        Assert.InRange(refused, 1_000, 11_900);
    }

    [Fact]
    public void A_file_that_goes_on_without_end_can_be_left()
    {
        string path = _folder.Write("a.gz", GzipFiles.Compress("some content"u8.ToArray(), 6, ZLibCompressionStrategy.Default));
        // Zeros that take no room on the disk.
        using (FileStream stream = File.OpenWrite(path))
            stream.SetLength(64L << 30);
        using var file = new ArchiveFile(path);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var decoder = new GzipDecoder(file, stop.Token);
        using var timer = new Timer(_ => stop.Cancel(), null, 20, Timeout.Infinite);
        Assert.Throws<OperationCanceledException>(() => decoder.TryFill(new InflatedChunk(512)));
        Assert.InRange(decoder.ConsumedBytes, 1, file.Length - 1);
    }

    /// <summary>With much behind it a fault is met where symbols are decoded fast, with little where they are decoded one by one.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    public void What_is_wrong_is_said(int behind)
    {
        byte[] good = GzipFiles.Compress("some content"u8.ToArray(), 6, ZLibCompressionStrategy.Default);
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

        var stored = new DeflateWriter();
        stored.Put(1, 8);
        stored.Put(5, 16);
        stored.Put(5, 16);
        Assert.Contains("stored block", Fault(stored.End()), StringComparison.Ordinal);

        var literal = new DeflateWriter();
        literal.BeginFixed(isLast: true);
        literal.PutCode(0xC6, 8);
        literal.Put(0, 32);
        Assert.Contains("no literal", Fault(literal.End()), StringComparison.Ordinal);

        var distance = new DeflateWriter();
        distance.BeginFixed(isLast: true);
        distance.Literal(1);
        distance.PutCode(1, 7);
        distance.PutCode(30, 5);
        distance.Put(0, 32);
        Assert.Contains("no distance", Fault(distance.End()), StringComparison.Ordinal);

        string Fault(byte[] file) => Assert.IsType<InvalidDataException>(Inflate([.. file, .. new byte[behind]], 512).Fault).Message;
    }

    /// <summary>
    /// Whether both came as far, and to the same. GZipStream, asked for one byte, has the symbol behind it decoded in the same call; where that is a
    /// fault, the byte is lost.
    /// </summary>
    private static bool InflatesAsMuch(InflatedFile inflated, InflatedFile other)
    {
        int more = inflated.Content.Length - other.Content.Length;
        return inflated.Content.AsSpan().StartsWith(other.Content) && (more == 0 || (more == 1 && other.Fault is not null));
    }

    private InflatedFile Inflate(byte[] file, int chunkSize) => InflatedFile.Read(_folder.Write("a.gz", file), chunkSize);

    private static byte[] With(byte[] file, int at, int changes = 1)
    {
        file = (byte[])file.Clone();
        file[at] ^= (byte)changes;
        return file;
    }
}
