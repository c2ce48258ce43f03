using System.IO.Compression;
using System.IO.Hashing;
using Pyner.Sra.Sources.Archive;
using Pyner.Sra.Sources.Archive.Gzip;
using Xunit;

namespace Pyner.Sra.Tests.Sources.Gzip;

/// <summary>A decoder that goes on where another one was written down, beside one that never stopped.</summary>
public sealed class SavedDecoderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _within;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ZLibCompressionStrategy.Default)]
    [InlineData(ZLibCompressionStrategy.HuffmanOnly)]
    [InlineData(ZLibCompressionStrategy.RunLengthEncoding)]
    [InlineData(ZLibCompressionStrategy.Fixed)]
    public void It_inflates_the_rest_to_the_same_bytes_with_the_same_digest(ZLibCompressionStrategy strategy)
    {
        foreach ((string name, byte[] content) in GzipFiles.Contents())
            foreach (int level in new[] { 0, 1, 6 })
                foreach (int chunkSize in new[] { 512, 7 * 512, 64 * 1024 })
                    GoesOnAnywhere(GzipFiles.Compress(content, level, strategy), chunkSize, $"{name}, level {level}, chunks of {chunkSize}");
        Assert.True(_within > 50, $"{_within} places lay within what the file holds");
    }

    [Fact]
    public void Members_that_end_in_a_chunk_at_its_end_or_behind_it_are_checked()
    {
        var random = new Random(5);
        for (int round = 0; round < 40; round++)
        {
            var file = new List<byte>();
            for (int members = random.Next(2, 30); members > 0; members--)
            {
                // Members as long as a chunk, with a match across its end, and of a byte or two.
                int length = random.Next(4) switch { 0 => random.Next(3), 1 => 512, 2 => 500 + random.Next(300), _ => random.Next(2_000) };
                file.AddRange(GzipFiles.Member([.. Enumerable.Repeat((byte)random.Next(256), length)], 0, []));
            }
            GoesOnAnywhere([.. file], 512, $"round {round}");
        }
    }

    [Fact]
    public void A_check_goes_on_from_any_value()
    {
        byte[] bytes = new byte[3_000];
        new Random(6).NextBytes(bytes);
        for (int length = 0; length <= bytes.Length; length += 7)
        {
            var check = new GzipCheck();
            check.Append("something else"u8);
            check.Restore(Crc32.HashToUInt32(bytes.AsSpan(0, length)));
            Assert.Equal(Crc32.HashToUInt32(bytes.AsSpan(0, length)), check.Value);
            check.Append(bytes.AsSpan(length));
            Assert.Equal(Crc32.HashToUInt32(bytes), check.Value);
        }
    }

    private void GoesOnAnywhere(byte[] file, int chunkSize, string what)
    {
        using var archive = new ArchiveFile(_folder.Write("a.gz", file));
        var decoder = new GzipDecoder(archive, TestContext.Current.CancellationToken);
        var saved = new List<(byte[] State, int Inflated)>();
        var random = new Random(chunkSize);
        byte[] whole = Inflate(decoder, chunkSize, inflated =>
        {
            if (saved.Count < 3 || random.Next(20) == 0)
                saved.Add((Save(decoder), inflated));
        });
        foreach ((byte[] state, int inflated) in saved)
        {
            var other = new GzipDecoder(archive, TestContext.Current.CancellationToken);
            using (var reader = new BinaryReader(new MemoryStream(state)))
                other.Restore(reader);
            Assert.Equal(inflated, other.Inflated);
            Assert.Equal(state, Save(other));
            Assert.True(whole.AsSpan(inflated).SequenceEqual(Inflate(other, chunkSize, _ => { })), $"{what}, from byte {inflated} on");
            Assert.Equal(decoder.CheckedDigest, other.CheckedDigest);
            _within += inflated > 0 && inflated < whole.Length ? 1 : 0;
        }
    }

    private static byte[] Save(GzipDecoder decoder)
    {
        using var state = new MemoryStream();
        using (var writer = new BinaryWriter(state))
            decoder.Save(writer);
        return state.ToArray();
    }

    private static byte[] Inflate(GzipDecoder decoder, int chunkSize, Action<int> beforeChunk)
    {
        using var content = new MemoryStream();
        var chunk = new InflatedChunk(chunkSize);
        bool goesOn = true;
        while (goesOn)
        {
            beforeChunk((int)content.Length);
            chunk.Clear();
            goesOn = decoder.TryFill(chunk);
            decoder.Check(chunk, chunk.Length);
            content.Write(chunk.Bytes);
        }
        return content.ToArray();
    }
}
