using Pyner.Xml.Devices;
using Pyner.Xml.Gpu.Checks.Differential;
using Pyner.Xml.Gpu.Devices;

namespace Pyner.Xml.Gpu.Tests.Devices;

/// <summary>Devices with less memory than a batch takes, down to none at all.</summary>
public sealed class DeviceMemoryTests
{
    private static IEnumerable<TestDocument> Documents =>
    [
        .. TestDocuments.Mixtures(31, 60, 400),
        new TestDocument("markup only", [.. Enumerable.Repeat((byte)'<', 30_000)]),
        .. TestDocuments.Mixtures(32, 3, 4_000),
    ];

    [Fact]
    public void Batches_are_cut_to_what_the_device_has_room_for()
    {
        using var device = DeviceIndexer.Open(SimulatedDevice.Small, new DeviceOptions { BatchBytes = 256 << 10, Streams = 1, PretendedMemory = 40_000 });
        IndexComparison.Run(device, Documents);
        DeviceCounters counters = device.Counters;
        Assert.True(counters.ShrunkBuffers > 0, counters.ToString());
        Assert.True(counters.Launches > 5 * counters.Batches, counters.ToString());
        Assert.Equal((0, 0), (counters.OutOfMemory, counters.Failures));
    }

    [Fact]
    public void A_document_is_cut_wherever_the_memory_ends()
    {
        using var device = DeviceIndexer.Open(SimulatedDevice.Small, new DeviceOptions { BatchBytes = 64 << 10, Streams = 1, PretendedMemory = 12_000 });
        // The first piece ends about here, and here lies every piece of markup, cut between any two of its bytes.
        IEnumerable<TestDocument> documents = new[] { "<!-- x -->&", "<![CDATA[ ]] ]]>&", "<?>?>&", "]]>&", "<!--->--> -->", "🧬文é&" }
            .SelectMany(piece => Enumerable.Range(3_880, 24).Concat(Enumerable.Range(3_952, 24)).Select(offset => (piece, offset)))
            .Select(pair => new TestDocument(
                $"'{pair.piece}' at {pair.offset}", System.Text.Encoding.UTF8.GetBytes(new string('x', pair.offset) + pair.piece + new string('y', 300))));
        IndexComparison.Run(device, documents);
        Assert.True(device.Counters.Launches > device.Counters.Batches);
    }

    [Fact]
    public void A_device_without_memory_leaves_the_batch_to_the_processor_and_counts_it()
    {
        var e = Assert.Throws<DeviceException>(
            () => DeviceIndexer.Open(SimulatedDevice.Small, new DeviceOptions { BatchBytes = 64 << 10, PretendedMemory = 4_000 }));
        Assert.Contains("too little memory", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_runs_out_of_memory_later_leaves_batches_to_the_processor_until_it_has_some_again()
    {
        var memory = new DeviceOptions { BatchBytes = 64 << 10, Streams = 1, PretendedMemory = 400_000 };
        using var device = DeviceIndexer.Open(SimulatedDevice.Small, memory);
        using IDocumentBuffer buffer = device.CreateBuffer();
        "<a/>"u8.CopyTo(buffer.Free);
        buffer.Append(4);
        buffer.Commit(0);
        device.PretendMemory(1_000);
        Assert.False(await device.IndexAsync(buffer));
        Assert.Equal((0, 1, 0), (device.Counters.Batches, device.Counters.OutOfMemory, device.Counters.Failures));
        device.PretendMemory(400_000);
        Assert.True(await device.IndexAsync(buffer));
        Assert.Equal((1, 1, 0), (device.Counters.Batches, device.Counters.OutOfMemory, device.Counters.Failures));
        Assert.Equal([0u], buffer.Index(0).Tokens.ToArray());
    }

    [Fact]
    public void Buffers_are_sized_for_the_share_of_the_memory_that_may_be_taken()
    {
        // The simulation has as much memory as a number can say.
        const double Share = 60_000.0 / long.MaxValue;
        using var device = DeviceIndexer.Open(SimulatedDevice.Small, new DeviceOptions { BatchBytes = 256 << 10, Streams = 1, MemoryShare = Share });
        IndexComparison.Run(device, Documents);
        DeviceCounters counters = device.Counters;
        Assert.True(counters.Launches > 3 * counters.Batches, counters.ToString());
        Assert.Equal((0, 0), (counters.ShrunkBuffers, counters.OutOfMemory));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.81)]
    [InlineData(double.NaN)]
    public void No_more_than_four_fifths_of_the_memory_is_taken(double share) =>
        Assert.Throws<DeviceException>(() => DeviceIndexer.Open(SimulatedDevice.Small, new DeviceOptions { MemoryShare = share }));
}
