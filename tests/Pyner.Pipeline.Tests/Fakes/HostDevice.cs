using Xunit;
using Pyner.Xml.Devices;

namespace Pyner.Pipeline.Tests.Fakes;

/// <summary>A device that is the processor, a thread away. Fails on demand.</summary>
internal sealed class HostDevice(int capacity, Func<int, bool>? fails = null, int index = 0, int mostFailures = int.MaxValue) : IDocumentIndexer
{
    private readonly List<HostBuffer> _buffers = [];
    private int _batches;

    public bool IsDisposed { get; private set; }

    public DeviceDescription Device { get; } = new()
    {
        Name = new DeviceName(DeviceKind.Cuda, index),
        Model = "pretence",
        Memory = 1 << 30,
        Multiprocessors = 3,
        Detail = "none",
        Unusable = null,
    };

    public DeviceCounters Counters { get; private set; } = new();

    public bool IsGivenUp => Counters.Failures >= mostFailures;

    public IDocumentBuffer CreateBuffer()
    {
        var buffer = new HostBuffer(capacity);
        lock (_buffers)
            _buffers.Add(buffer);
        return buffer;
    }

    public async Task<bool> IndexAsync(IDocumentBuffer batch)
    {
        var buffer = (HostBuffer)batch;
        int number = Interlocked.Increment(ref _batches);
        int documents = buffer.Count;
        buffer.IsAway = true;
        await Task.Yield();
        if (number % 5 == 0)
            await Task.Delay(2);
        bool succeeds = fails is null || !fails(number);
        if (succeeds)
            buffer.MakeIndices();
        buffer.Counters = succeeds
            ? new DeviceCounters { Batches = 1, Documents = documents }
            : new DeviceCounters { Failures = 1, FirstFailure = "Pretended: it fails" };
        lock (_buffers)
            Counters = Counters.Plus(buffer.Counters);
        buffer.IsAway = false;
        return succeeds;
    }

    public void Dispose()
    {
        // Whoever took a buffer gave it back before.
        Assert.All(_buffers, buffer => Assert.True(buffer.IsDisposed));
        IsDisposed = true;
    }
}
