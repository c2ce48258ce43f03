using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using Pyner.Xml.Gpu.Kernels;

namespace Pyner.Xml.Gpu.Devices;

/// <summary>
/// One stream of a device with its memory: copies a batch in, runs the kernels, copies the indices out. While it waits for one of these, the device
/// works for the other streams. Used by one thread.
/// </summary>
internal sealed unsafe class DeviceLane : IDisposable
{
    private readonly Accelerator _accelerator;
    private readonly AcceleratorStream _stream;
    private readonly DeviceMemory _memory;
    private readonly int _wanted;
    private readonly Action<AcceleratorStream, Index1D, LaunchViews> _findVectors;
    private readonly Action<AcceleratorStream, Index1D, LaunchViews> _countTokens;
    private readonly Action<AcceleratorStream, Index1D, LaunchViews, int> _writeTokens;
    private readonly OrderedScan<ulong, Composition> _vectorScan;
    private readonly OrderedScan<int, Sum> _countScan;
    private readonly int[] _total = GC.AllocateArray<int>(1, pinned: true);
    private LaneBuffers? _buffers;
    private DocumentSpan[] _spans = [];
    private DocumentResult[] _results = [];

    /// <summary>Compiles the kernels. Memory is taken when the first batch comes.</summary>
    public DeviceLane(Accelerator accelerator, DeviceOptions options)
    {
        _accelerator = accelerator;
        _memory = new DeviceMemory(accelerator, options.PretendedMemory);
        _stream = accelerator.CreateStream();
        _findVectors = accelerator.LoadAutoGroupedKernel<Index1D, LaunchViews>(ChunkKernels.FindVectors);
        _countTokens = accelerator.LoadAutoGroupedKernel<Index1D, LaunchViews>(ChunkKernels.CountTokens);
        _writeTokens = accelerator.LoadAutoGroupedKernel<Index1D, LaunchViews, int>(ChunkKernels.WriteTokens);
        _vectorScan = new OrderedScan<ulong, Composition>(accelerator);
        _countScan = new OrderedScan<int, Sum>(accelerator);
        _wanted = WantedCapacity(options);
    }

    /// <summary>Bytes of documents that make the scans take more than one tile, so that a test of them tests something.</summary>
    public int BytesOfTwoTiles => 2 * Math.Max(_vectorScan.Tile, _countScan.Tile) * Chunk.Bytes;

    /// <summary>Pretends that so many bytes of memory are left for buffers, and gives back those that there are: for tests.</summary>
    public void PretendMemory(long bytes)
    {
        _accelerator.Bind();
        ReleaseBuffers();
        _memory.Limit = bytes;
    }

    /// <summary>Indexes a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="tally">Counts what is done, also where it fails on the way.</param>
    /// <exception cref="DeviceOutOfMemoryException">The device has not enough memory even for the smallest buffers.</exception>
    public void Index(DocumentBuffer batch, DeviceTally tally)
    {
        _accelerator.Bind();
        for (int capacity = _buffers?.Capacity ?? _wanted; ; capacity = Halved(capacity))
        {
            try
            {
                Index(batch, TakeBuffers(capacity), tally);
                return;
            }
            catch (Exception e) when (DeviceMemory.IsOutOfMemory(e))
            {
                ReleaseBuffers();
                if (capacity == LaneBuffers.Smallest)
                    throw new DeviceOutOfMemoryException("the device has no memory for the smallest buffers", e);
                tally.Add(counters => counters with { ShrunkBuffers = counters.ShrunkBuffers + 1 });
            }
            catch
            {
                ReleaseBuffers();
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _accelerator.TryBind();
        ReleaseBuffers();
        _vectorScan.Dispose();
        _countScan.Dispose();
        _stream.Release();
    }

    private static int Halved(int capacity) => Math.Max(LaneBuffers.Smallest, capacity / 2 / Chunk.Bytes * Chunk.Bytes);

    /// <summary>Buffers for a whole batch, or what the stream's share of the device's memory allows.</summary>
    private int WantedCapacity(DeviceOptions options)
    {
        // The gaps before and behind a batch, and up to a chunk at both ends.
        int wanted = (options.BatchBytes + (2 * DocumentBuffer.Gap) + (4 * Chunk.Bytes)) / Chunk.Bytes * Chunk.Bytes;
        double share = _accelerator.MemorySize * options.MemoryShare / options.Streams;
        while (wanted > LaneBuffers.Smallest && LaneBuffers.Size(wanted, _vectorScan, _countScan) > share)
            wanted = Halved(wanted);
        return wanted;
    }

    private LaneBuffers TakeBuffers(int capacity) => _buffers ??= new LaneBuffers(_memory, capacity, _vectorScan, _countScan);

    private void ReleaseBuffers()
    {
        if (_buffers is null)
            return;
        try
        {
            // Nothing may be written any more to memory that is about to be another's.
            _stream.Synchronize();
        }
        catch (AcceleratorException)
        {
            // A device that failed says so at every call; it writes nothing any more either.
        }
        _buffers.Dispose();
        _buffers = null;
        _memory.Reset();
    }

    private void Index(DocumentBuffer batch, LaneBuffers buffers, DeviceTally tally)
    {
        batch.Restart();
        var slice = new LaunchSlice(batch, buffers.Capacity, buffers.MostDocuments);
        int tokens = 0;
        long bytes = 0;
        int launches = 0;
        while (slice.MoveNext())
        {
            tokens += Launch(batch, slice, buffers, tokens, tally);
            launches++;
            bytes += slice.DocumentBytes;
        }
        tally.Add(counters => counters with
        {
            Batches = counters.Batches + 1,
            Documents = counters.Documents + batch.Documents.Count(document => document.Start < document.Length),
            Bytes = counters.Bytes + bytes,
            Launches = counters.Launches + launches,
        });
    }

    /// <summary>Indexes a slice. Gives the number of its tokens.</summary>
    private int Launch(DocumentBuffer batch, LaunchSlice slice, LaneBuffers buffers, int tokensBefore, DeviceTally tally)
    {
        int documents = slice.Spans.Count;
        int chunks = slice.Chunks;
        LaunchViews views = buffers.ViewsFor(chunks, documents);
        Reserve(documents);
        slice.CopySpans(_spans);
        using var clock = new StreamClock(_stream);
        clock.Begin();
        CopyIn(views.Words.SubView(0, slice.Bytes / sizeof(ulong)), batch.Bytes + slice.From);
        CopyIn(views.Documents, Address(_spans));
        clock.EndCopy();
        _findVectors(_stream, chunks, views);
        _vectorScan.Run(_stream, views.Vectors);
        _countTokens(_stream, chunks, views);
        _countScan.Run(_stream, views.Counts);
        _writeTokens(_stream, chunks, views, 0);
        clock.EndKernels();
        CopyOut(views.Results, Address(_results));
        CopyOut(views.Counts.SubView(chunks, 1), Address(_total));
        clock.EndCopy();
        _stream.Synchronize();
        int tokens = _total[0];
        batch.ReserveTokens(tokensBefore + tokens, tokensBefore);
        for (int first = 0; first < tokens; first += buffers.TokenCapacity)
        {
            clock.Begin();
            if (first > 0)
            {
                _writeTokens(_stream, chunks, views, first);
                clock.EndKernels();
            }
            int count = Math.Min(tokens - first, buffers.TokenCapacity);
            CopyOut(views.Tokens.SubView(0, count), batch.Tokens + tokensBefore + first);
            clock.EndCopy();
        }
        _stream.Synchronize();
        slice.Record(_results.AsSpan(0, documents), tokensBefore, tokens);
        (TimeSpan kernels, TimeSpan copies) = clock.Read();
        tally.Add(counters => counters with { KernelTime = counters.KernelTime + kernels, CopyTime = counters.CopyTime + copies });
        return tokens;
    }

    private void Reserve(int documents)
    {
        if (_spans.Length >= documents)
            return;
        int length = Math.Max(documents, _spans.Length * 2);
        _spans = GC.AllocateArray<DocumentSpan>(length, pinned: true);
        _results = GC.AllocateArray<DocumentResult>(length, pinned: true);
    }

    // Arrays that are pinned for good.
    private static void* Address<T>(T[] pinned)
        where T : unmanaged => System.Runtime.CompilerServices.Unsafe.AsPointer(ref pinned[0]);

    // A wrapper for each copy: for OpenCL, ILGPU copies as much as the host's buffer holds, whatever the view says.
    private void CopyIn<T>(ArrayView<T> target, void* source)
        where T : unmanaged
    {
        using CPUMemoryBuffer host = CPUMemoryBuffer.Create(_accelerator, (nint)source, target.LengthInBytes, 1);
        target.Cast<byte>().CopyFrom(_stream, host.AsRawArrayView());
    }

    private void CopyOut<T>(ArrayView<T> source, void* target)
        where T : unmanaged
    {
        using CPUMemoryBuffer host = CPUMemoryBuffer.Create(_accelerator, (nint)target, source.LengthInBytes, 1);
        source.Cast<byte>().CopyTo(_stream, host.AsRawArrayView());
    }
}
