using Pyner.Xml.Devices;
using Pyner.Xml.Gpu.Checks.Differential;
using Pyner.Xml.Gpu.Devices;

namespace Pyner.Xml.Gpu.Tests.Devices;

/// <summary>How a device is used: by many threads, batch after batch, and a GPU where there is one.</summary>
public sealed class DeviceIndexerTests
{
    [Fact]
    public void Many_threads_share_a_device()
    {
        using var device = DeviceIndexer.Open(SimulatedDevice.Small, new DeviceOptions { BatchBytes = 64 << 10, Streams = 3 });
        int compared = 0;
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, seed =>
            Interlocked.Add(ref compared, IndexComparison.Run(device, TestDocuments.Mixtures(seed, 60, 120))));
        Assert.Equal(480, compared);
        // Some are empty.
        Assert.InRange(device.Counters.Documents, 440, 480);
        Assert.True(device.Counters.KernelTime > TimeSpan.Zero);
    }

    [Fact]
    public async Task The_figures_are_those_of_the_batches()
    {
        using var device = DeviceIndexer.Open(SimulatedDevice.Small, new DeviceOptions { BatchBytes = 64 << 10 });
        Assert.Equal(new DeviceCounters(), device.Counters);
        using IDocumentBuffer buffer = device.CreateBuffer();
        foreach (int length in new[] { 5, 0, 7 })
        {
            buffer.Free[..length].Fill((byte)'<');
            buffer.Append(length);
            buffer.Commit(length == 5 ? 1 : 0);
        }
        Assert.True(await device.IndexAsync(buffer));
        Assert.Equal([1u, 2, 3, 4], buffer.Index(0).Tokens.ToArray());
        Assert.Equal(0, buffer.Index(1).Count);
        Assert.Equal(7, buffer.Index(2).Count);
        DeviceCounters counters = device.Counters;
        Assert.Equal((1, 2, 4 + 7, 1), (counters.Batches, counters.Documents, counters.Bytes, counters.Launches));
    }

    [Fact]
    public async Task A_batch_without_documents_is_done_at_once()
    {
        using var device = DeviceIndexer.Open(SimulatedDevice.Small, new DeviceOptions { BatchBytes = 64 << 10 });
        using IDocumentBuffer buffer = device.CreateBuffer();
        Assert.True(await device.IndexAsync(buffer));
        Assert.Equal(0, device.Counters.Launches);
    }

    [Fact]
    public async Task A_buffer_takes_what_it_says_it_has_room_for()
    {
        using var device = DeviceIndexer.Open(SimulatedDevice.Small, new DeviceOptions { BatchBytes = 8 << 10 });
        using IDocumentBuffer buffer = device.CreateBuffer();
        int documents = 0;
        for (; buffer.Free.Length > 0; documents++)
        {
            buffer.Free[0] = (byte)'&';
            buffer.Append(1);
            buffer.Commit(0);
        }
        Assert.True(documents > 30);
        Assert.True(await device.IndexAsync(buffer));
        for (int i = 0; i < documents; i++)
            Assert.Equal([0u], buffer.Index(i).Tokens.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Append(1));
        buffer.Clear();
        int most = buffer.Free.Length;
        Assert.True(most >= 8 << 10);
        buffer.Free.Fill((byte)'x');
        buffer.Append(most);
        buffer.Commit(0);
        Assert.True(await device.IndexAsync(buffer));
        Assert.Equal((most, 0), (buffer.Index(0).End, buffer.Index(0).Count));
    }

    [Fact]
    public void On_an_NVIDIA_GPU_the_whole_suite_passes()
    {
        DeviceDescription? gpu = DeviceCatalog.Look(simulated: false).UsableGpus.FirstOrDefault(device => device.Name.Kind == DeviceKind.Cuda);
        Assert.SkipWhen(gpu is null, "no usable CUDA device on this machine: " + string.Join("; ", DeviceCatalog.Look(simulated: false).Absences));
        using var device = DeviceIndexer.Open(gpu!.Name);
        IndexComparison.Run(device, TestDocuments.OfLengths([0, 64, 32 * 64, 256 * 64, 256 * 8 * 64, 3 * 256 * 8 * 64]));
        IndexComparison.Run(device, TestDocuments.AtEveryOffset(130));
        IndexComparison.Run(device, TestDocuments.Mixtures(1, 20_000, 400));
    }
}
