using Xunit;

namespace Pyner.Ledger.Tests.Storage;

public sealed class PackedTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(Packed.ChunkSize - 20)]
    [InlineData(Packed.ChunkSize - 8)]
    [InlineData(Packed.ChunkSize - 4)]
    [InlineData(Packed.ChunkSize)]
    [InlineData((3 * Packed.ChunkSize) + 17)]
    public void What_is_packed_comes_out_again(int length)
    {
        foreach (int values in new[] { 1, 20, 256 })
        {
            var random = new Random(length + values);
            byte[] bytes = [.. Enumerable.Range(0, length).Select(_ => (byte)random.Next(values))];
            List<ReadOnlyMemory<byte>> chunks = Packed.Pack(bytes);
            Assert.All(chunks, chunk => Assert.InRange(chunk.Length, 1, Packed.ChunkSize));
            Assert.All(chunks.SkipLast(1), chunk => Assert.Equal(Packed.ChunkSize, chunk.Length));
            Assert.True(Packed.Unpack(chunks).AsSpan().SequenceEqual(bytes));
            // What repeats itself takes little.
            Assert.True(values > 1 || chunks.Sum(chunk => chunk.Length) < 100 + (length / 100));
        }
    }

    [Fact]
    public void What_is_not_whole_does_not_come_out()
    {
        byte[] bytes = new byte[(2 * Packed.ChunkSize) + 100];
        new Random(1).NextBytes(bytes);
        List<ReadOnlyMemory<byte>> chunks = Packed.Pack(bytes);
        Assert.Equal(3, chunks.Count);
        byte[] longer = [.. chunks[0].Span];
        longer[0]++;
        byte[] endless = [.. chunks[0].Span];
        endless[7] = 0x7F;
        IReadOnlyList<ReadOnlyMemory<byte>>[] damaged =
        [
            [],
            [ReadOnlyMemory<byte>.Empty],
            [chunks[0]],
            [chunks[0], chunks[1]],
            [chunks[0], chunks[2]],
            [chunks[0], chunks[1], chunks[2][..^1]],
            [chunks[0], chunks[1], chunks[2], chunks[2]],
            [longer, chunks[1], chunks[2]],
            [endless, chunks[1], chunks[2]],
        ];
        Assert.All(damaged, broken => Assert.Throws<InvalidDataException>(() => Packed.Unpack(broken)));
    }
}
