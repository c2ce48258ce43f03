using ILGPU;
using ILGPU.Runtime;
using Pyner.Xml.Devices;
using Pyner.Xml.Gpu.Devices;
using Pyner.Xml.Gpu.Kernels;

namespace Pyner.Xml.Gpu.Checks.Scan;

/// <summary>Scans on a device against a loop, for operations that are not commutative.</summary>
public sealed class OrderedScanCheck : IDisposable
{
    private readonly DeviceContext _context;
    private readonly Accelerator _accelerator;

    /// <summary>Opens a device.</summary>
    public OrderedScanCheck(DeviceName device)
    {
        _context = new DeviceContext(device.Kind);
        _accelerator = _context.Open(device.Index);
    }

    /// <summary>Values in a tile with so many threads to a group.</summary>
    public static int TileOf(int threads) => threads * ScanKernels.PerThread;

    /// <summary>Most threads that the device has in a group and the scan uses.</summary>
    public int Threads => Math.Min(ScanKernels.MaxGroup, _accelerator.MaxNumThreadsPerGroup);

    /// <summary>Scans random values with every operation.</summary>
    /// <param name="threads">Threads in a group.</param>
    /// <param name="lengths">Numbers of values.</param>
    /// <exception cref="CheckFailedException">A scan is wrong.</exception>
    public void Run(int threads, IReadOnlyList<int> lengths)
    {
        var random = new Random(20261123);
        Run<ulong, Composition>(threads, lengths, () => (ulong)random.NextInt64(long.MinValue, long.MaxValue));
        Run<ulong, AffineMap>(threads, lengths, () => ((ulong)random.NextInt64(long.MinValue, long.MaxValue)) | (1UL << 32));
        Run<int, LastOne>(threads, lengths, () => random.Next(8) == 0 ? random.Next() : 0);
        Run<int, Sum>(threads, lengths, () => random.Next(64));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _accelerator.Dispose();
        _context.Dispose();
    }

    private void Run<T, TOperation>(int threads, IReadOnlyList<int> lengths, Func<T> draw)
        where T : unmanaged, IEquatable<T>
        where TOperation : struct, IOrderedOperation<T>
    {
        int longest = lengths.Max();
        using AcceleratorStream stream = _accelerator.CreateStream();
        using var scan = new OrderedScan<T, TOperation>(_accelerator, threads);
        using MemoryBuffer1D<T, Stride1D.Dense> memory = _accelerator.Allocate1D<T>(longest);
        scan.Reserve(new DeviceMemory(_accelerator, null), longest);
        foreach (int length in lengths)
        {
            var values = new T[length];
            for (int i = 0; i < length; i++)
                values[i] = draw();
            memory.View.SubView(0, length).CopyFromCPU(stream, values);
            scan.Run(stream, memory.View.SubView(0, length));
            T[] scanned = memory.View.SubView(0, length).GetAsArray1D(stream);
            stream.Synchronize();
            Compare<T, TOperation>(values, scanned, threads);
        }
    }

    private static void Compare<T, TOperation>(T[] values, T[] scanned, int threads)
        where T : unmanaged, IEquatable<T>
        where TOperation : struct, IOrderedOperation<T>
    {
        TOperation operation = default;
        T before = operation.Identity;
        for (int i = 0; i < values.Length; i++)
        {
            if (!scanned[i].Equals(before))
                throw new CheckFailedException(
                    $"{typeof(TOperation).Name} over {values.Length} values, {threads} threads a group: at {i} it is {scanned[i]:X}, not {before:X}");
            before = operation.Combine(before, values[i]);
        }
    }
}
