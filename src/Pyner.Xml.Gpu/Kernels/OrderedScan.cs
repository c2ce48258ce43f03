using ILGPU;
using ILGPU.Runtime;
using Pyner.Xml.Gpu.Devices;

namespace Pyner.Xml.Gpu.Kernels;

/// <summary>
/// An exclusive scan over any number of values, in place, for an operation that need not be commutative. Tiles are scanned on their own, then their
/// totals in the same way, and so on up; on the way back each tile gets what comes before it.
/// </summary>
/// <typeparam name="T">What is scanned.</typeparam>
/// <typeparam name="TOperation">The operation.</typeparam>
internal sealed class OrderedScan<T, TOperation> : IDisposable
    where T : unmanaged
    where TOperation : struct, IOrderedOperation<T>
{
    private readonly Action<AcceleratorStream, KernelConfig, ArrayView<T>, ArrayView<T>> _scanTiles;
    private readonly Action<AcceleratorStream, Index1D, ArrayView<T>, ArrayView<T>, int> _addBefore;
    private readonly int _threads;
    private readonly List<MemoryBuffer1D<T, Stride1D.Dense>> _totals = [];

    /// <summary>Compiles the kernels.</summary>
    /// <param name="accelerator">The device.</param>
    /// <param name="threads">Threads in a group, a power of two; by default as many as are useful.</param>
    public OrderedScan(Accelerator accelerator, int? threads = null)
    {
        _threads = threads ?? UsefulThreads(accelerator);
        _scanTiles = accelerator.LoadKernel<ArrayView<T>, ArrayView<T>>(ScanKernels.ScanTiles<T, TOperation>);
        _addBefore = accelerator.LoadAutoGroupedKernel<Index1D, ArrayView<T>, ArrayView<T>, int>(ScanKernels.AddBefore<T, TOperation>);
    }

    /// <summary>Values in a tile.</summary>
    public int Tile => _threads * ScanKernels.PerThread;

    /// <summary>Bytes of device memory that <see cref="Reserve"/> takes.</summary>
    public long Size(long capacity)
    {
        long size = 0;
        for (long values = capacity; ; values = TilesFor(values))
        {
            size += TilesFor(values) * Interop.SizeOf<T>();
            if (TilesFor(values) == 1)
                return size;
        }
    }

    /// <summary>Takes the memory that scans of up to so many values need.</summary>
    public void Reserve(DeviceMemory memory, long capacity)
    {
        Release();
        for (long values = capacity; ; values = TilesFor(values))
        {
            _totals.Add(memory.Allocate<T>(TilesFor(values)));
            if (TilesFor(values) == 1)
                return;
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        foreach (MemoryBuffer1D<T, Stride1D.Dense> totals in _totals)
            totals.Release();
        _totals.Clear();
    }

    /// <summary>Replaces each value by the combination of all before it.</summary>
    public void Run(AcceleratorStream stream, ArrayView<T> values)
    {
        var levels = new List<ArrayView<T>> { values };
        for (int level = 0; level == 0 || levels[level].Length > 1; level++)
        {
            int tiles = (int)TilesFor(levels[level].Length);
            ArrayView<T> totals = _totals[level].View.SubView(0, tiles);
            _scanTiles(stream, new KernelConfig(tiles, _threads), levels[level], totals);
            levels.Add(totals);
        }
        for (int level = levels.Count - 3; level >= 0; level--)
            _addBefore(stream, (int)levels[level].Length, levels[level], levels[level + 1], Tile);
    }

    /// <inheritdoc/>
    public void Dispose() => Release();

    private static int UsefulThreads(Accelerator accelerator)
    {
        int threads = ScanKernels.MaxGroup;
        while (threads > accelerator.MaxNumThreadsPerGroup)
            threads /= 2;
        return threads;
    }

    private long TilesFor(long values) => Math.Max(1, (values + Tile - 1) / Tile);
}
