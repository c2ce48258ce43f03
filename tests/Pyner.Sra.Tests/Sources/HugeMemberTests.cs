using System.IO.Compression;
using Pyner.Sra.Sources;
using Xunit;

namespace Pyner.Sra.Tests.Sources;

/// <summary>Alone, since what the process allocates is measured.</summary>
[Collection(nameof(HugeMemberTests))]
[CollectionDefinition(nameof(HugeMemberTests), DisableParallelization = true)]
public sealed class HugeMemberTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_huge_member_goes_through_in_little_memory(int threads)
    {
        const long Size = 300L << 20;
        using var folder = new TemporaryFolder();
        string path = folder["a.tar.gz"];
        WriteHugeArchive(path, Size);
        using SubmissionSource source = SubmissionSources.Open(path);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        Delivery delivery = SourceReading.Read(source, threads, bufferSize: 1 << 18);
        // Everything allocated, not only what is alive: the chunks of the pool, buffers, and some small things.
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.Null(delivery.Fault);
        Assert.Equal(3, delivery.Files.Count);
        Assert.StartsWith($"{Size}:", delivery.Files[1].Content, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, 24L << 20);
    }

    [Fact]
    public void A_huge_member_goes_through_the_spool_in_little_memory()
    {
        const long Size = 150L << 20;
        using var folder = new TemporaryFolder();
        string path = folder["a.tar.gz"];
        WriteHugeArchive(path, Size);
        using SubmissionSource source = SubmissionSources.Open(path);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        Delivery delivery = ReferencedReading.Read(source, folder.Path, catalogsOnly: true);
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.Equal(3, delivery.Files.Count);
        Assert.Equal(SourceReading.Read(source, catalogsOnly: true).Files, delivery.Files);
        Assert.StartsWith($"{Size}:", delivery.Files[1].Content, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, 8L << 20);
    }

    private static void WriteHugeArchive(string path, long size)
    {
        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        byte[] header = Archives.Tar([("DRA000002.experiment.xml", [])], System.Formats.Tar.TarEntryFormat.Ustar)[..512];
        System.Text.Encoding.ASCII.GetBytes(Convert.ToString(size, 8).PadLeft(11, '0')).CopyTo(header, 124);
        header.AsSpan(148, 8).Fill((byte)' ');
        System.Text.Encoding.ASCII.GetBytes(Convert.ToString(header.Sum(b => (long)b), 8).PadLeft(6, '0') + "\0 ").CopyTo(header, 148);
        gzip.Write(Archives.Tar([("DRA000001.sample.xml", [1])], System.Formats.Tar.TarEntryFormat.Ustar).AsSpan(0, 1024));
        gzip.Write(header);
        byte[] piece = new byte[1 << 20];
        piece.AsSpan().Fill((byte)'a');
        for (long written = 0; written < size; written += piece.Length)
            gzip.Write(piece);
        gzip.Write(Archives.Tar([("DRA000003.sample.xml", [1])], System.Formats.Tar.TarEntryFormat.Ustar));
    }
}
