using System.Collections.Concurrent;
using ILGPU.Runtime;
using Pyner.Xml.Devices;

namespace Pyner.Xml.Gpu.Devices;

/// <summary>Makes structural indices on a device that ILGPU knows.</summary>
public sealed class DeviceIndexer : IDocumentIndexer
{
    /// <summary>Failures one after the other after which a device is not tried any more.</summary>
    private const int MostFailures = 3;

    private static readonly DeviceCounters s_nothing = new();

    private readonly DeviceOptions _options;
    private readonly DeviceContext _context;
    private readonly Accelerator _accelerator;
    private readonly DeviceTally _tally = new();
    private readonly BlockingCollection<(DocumentBuffer Batch, TaskCompletionSource<bool> Done)> _work = [];
    private readonly List<Thread> _threads = [];
    private readonly List<DeviceLane> _lanes = [];
    private DeviceCounters _beforehand = s_nothing;
    private int _failuresInARow;
    private volatile bool _isGivenUp;

    private DeviceIndexer(DeviceDescription device, DeviceOptions options)
    {
        Device = device;
        _options = options;
        _context = new DeviceContext(device.Name.Kind);
        try
        {
            _accelerator = _context.Open(device.Name.Index);
        }
        catch
        {
            _context.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public DeviceDescription Device { get; }

    /// <inheritdoc/>
    public DeviceCounters Counters => _tally.Now;

    /// <summary>Opens a device, compiles the kernels for it, and has it index a document whose index is known.</summary>
    /// <exception cref="DeviceException">There is no such device, or it can't be used.</exception>
    public static DeviceIndexer Open(DeviceName name, DeviceOptions? options = null)
    {
        if (name.Kind == DeviceKind.Cpu)
            throw new DeviceException("the processor indexes XML by itself: there is nothing to open");
        options = (options ?? new DeviceOptions()).Validate();
        DeviceDescription device = DeviceCatalog.Find(name);
        DeviceIndexer? indexer = null;
        try
        {
            indexer = new DeviceIndexer(device, options);
            indexer.Start();
            if (DeviceSelfTest.Run(indexer, indexer._lanes[0].BytesOfTwoTiles) is { } difference)
                throw new DeviceException($"the device {name} ({device.Model}) can't be used: {difference}");
            // What the test cost is nobody's work. The buffers that it made smaller are those of the first batch.
            indexer._beforehand = new DeviceCounters { ShrunkBuffers = indexer.Counters.ShrunkBuffers };
            indexer._tally.Add(_ => new DeviceCounters());
            return indexer;
        }
        catch (Exception e) when (e is not DeviceException)
        {
            indexer?.Dispose();
            throw new DeviceException($"the device {name} ({device.Model}) can't be used: {e.Message}", e);
        }
        catch
        {
            indexer?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public bool IsGivenUp => _isGivenUp;

    /// <inheritdoc/>
    public IDocumentBuffer CreateBuffer() => new DocumentBuffer(_accelerator, _options.BatchBytes);

    /// <inheritdoc/>
    public Task<bool> IndexAsync(IDocumentBuffer batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add((batch as DocumentBuffer ?? throw new ArgumentException("the buffer is not the device's", nameof(batch)), done));
        return done.Task;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _work.CompleteAdding();
        foreach (Thread thread in _threads)
            thread.Join();
        foreach (DeviceLane lane in _lanes)
            lane.Dispose();
        _work.Dispose();
        _accelerator.Release();
        _context.Release();
    }

    /// <summary>Pretends that each stream has so many bytes of memory left: for tests, while nothing is under way.</summary>
    internal void PretendMemory(long bytes)
    {
        foreach (DeviceLane lane in _lanes)
            lane.PretendMemory(bytes);
    }

    private void Start()
    {
        for (int i = 0; i < _options.Streams; i++)
            _lanes.Add(new DeviceLane(_accelerator, _options));
        foreach (DeviceLane lane in _lanes)
            _threads.Add(new Thread(() => Work(lane)) { IsBackground = true, Name = $"pyner {Device.Name}" });
        foreach (Thread thread in _threads)
            thread.Start();
    }

    private void Work(DeviceLane lane)
    {
        foreach ((DocumentBuffer batch, TaskCompletionSource<bool> done) in _work.GetConsumingEnumerable())
        {
            var tally = new DeviceTally();
            bool succeeds = TryIndex(lane, batch, tally);
            batch.Counters = Interlocked.Exchange(ref _beforehand, s_nothing).Plus(tally.Now);
            _tally.Add(counters => counters.Plus(batch.Counters));
            done.SetResult(succeeds);
        }
    }

    private bool TryIndex(DeviceLane lane, DocumentBuffer batch, DeviceTally tally)
    {
        if (IsGivenUp)
        {
            tally.Add(counters => counters with { Failures = counters.Failures + 1 });
            return false;
        }
        try
        {
            lane.Index(batch, tally);
            Volatile.Write(ref _failuresInARow, 0);
            return true;
        }
        catch (DeviceOutOfMemoryException)
        {
            tally.Add(counters => counters with { OutOfMemory = counters.OutOfMemory + 1 });
            return false;
        }
#pragma warning disable CA1031 // Whatever a driver comes up with: the processor does the batch, and the figures say so.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _isGivenUp |= Interlocked.Increment(ref _failuresInARow) >= MostFailures;
            tally.Add(counters => counters with { Failures = counters.Failures + 1, FirstFailure = $"{e.GetType().Name}: {e.Message}" });
            return false;
        }
    }
}
