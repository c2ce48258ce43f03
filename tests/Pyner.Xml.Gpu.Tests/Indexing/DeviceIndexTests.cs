using Pyner.TestData;
using Pyner.Xml.Devices;
using Pyner.Xml.Gpu.Checks.Differential;
using Pyner.Xml.Gpu.Devices;
using Pyner.Xml.Gpu.Tests.Devices;
using Pyner.Xml.Indexing;
using Pyner.Xml.Reading;

namespace Pyner.Xml.Gpu.Tests.Indexing;

/// <summary>A device gives the scalar indexer's index: for any bytes, from any state, wherever a chunk, a warp, a group or a tile of a scan ends.</summary>
public sealed class DeviceIndexTests(SimulatedDevice device) : IClassFixture<SimulatedDevice>
{
    // A chunk, and the chunks of a warp, a group and a tile of the simulated device.
    private static readonly int[] s_boundaries = [0, 64, 4 * 64, 16 * 64, 16 * 8 * 64];

    [Fact]
    public void Of_documents_about_as_long_as_a_chunk_a_warp_a_group_and_a_tile() =>
        Assert.NotEqual(0, IndexComparison.Run(device.Indexer, TestDocuments.OfLengths(s_boundaries)));

    [Fact]
    public void Wherever_in_a_chunk_a_token_stands_or_a_byte_is_damaged() =>
        Assert.NotEqual(0, IndexComparison.Run(device.Indexer, TestDocuments.AtEveryOffset(66)));

    [Fact]
    public void Behind_declarations_that_end_where_a_window_or_a_chunk_does() =>
        Assert.NotEqual(0, IndexComparison.Run(device.Indexer, TestDocuments.BehindDeclarations([64, 256, 4_096, 256 << 10])));

    [Theory]
    [InlineData(512)]
    [InlineData(256 << 10)]
    public async Task As_a_reader_takes_it_window_by_window(int window)
    {
        foreach (TestDocument document in TestDocuments.BehindDeclarations([window - StructuralIndexer.Padding, window]))
        {
            using IDocumentBuffer buffer = device.Indexer.CreateBuffer();
            document.Bytes.CopyTo(buffer.Free);
            buffer.Append(document.Bytes.Length);
            buffer.Commit(document.Start);
            Assert.True(await device.Indexer.IndexAsync(buffer));
            var prepared = new PreparedIndexer("prepared", StructuralIndexers.Choose("scalar"));
            // A declaration that a window has not whole is for XmlReader.
            if (document.Start <= window)
                prepared.Begin(buffer.Index(0));
            else
                prepared.BeginUnprepared();
            Assert.Equal((document.Name, Outcome(StructuralIndexers.Choose("scalar"))), (document.Name, Outcome(prepared)));

            ReadOutcome Outcome(StructuralIndexer indexer)
            {
                using var reader = new DocumentReader<NoVisitor>(default, indexer, window);
                return reader.Read(new DocumentBytes(document.Bytes, indexer as PreparedIndexer));
            }
        }
    }

    [Fact]
    public void Of_random_mixtures_of_markup_text_and_damage() =>
        Assert.NotEqual(0, IndexComparison.Run(device.Indexer, TestDocuments.Mixtures(4711, 3000, 120)));

    [Fact]
    public void Of_the_real_documents()
    {
        Assert.SkipUnless(RealDocuments.Available, RealDocuments.Absent);
        Assert.NotEqual(0, IndexComparison.Run(device.Indexer, TestDocuments.Files(RealDocuments.Path(""), 96 << 10)));
    }

    [Fact]
    public void Of_mutated_documents()
    {
        string folder = Path.Combine(RealDocuments.RepositoryRoot, "samples", "sra-mini");
        TestDocument[] originals = [.. TestDocuments.Files(folder, 6 << 10)];
        Assert.NotEmpty(originals);
        Assert.NotEqual(0, IndexComparison.Run(device.Indexer, TestDocuments.Mutations(815, originals, 4)));
    }

    [Fact]
    public void In_groups_as_wide_as_a_gpu_s()
    {
        using var wide = DeviceIndexer.Open(SimulatedDevice.Wide, new DeviceOptions { BatchBytes = 1 << 20 });
        int[] boundaries = [32 * 64, 256 * 64, 256 * 8 * 64];
        TestDocument[] documents = [.. TestDocuments.OfLengths(boundaries).Where((_, number) => number % 5 == 0)];
        Assert.Equal(documents.Length, IndexComparison.Run(wide, documents));
    }
}
