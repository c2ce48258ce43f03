using ILGPU;

namespace Pyner.Xml.Gpu.Kernels;

/// <summary>
/// The kernels of an exclusive scan that keeps the order of its operands: an earlier value is always the left operand. ILGPU's own scans combine the lanes of
/// a warp in reverse on CUDA, which addition forgives and composition does not.
/// </summary>
internal static class ScanKernels
{
    /// <summary>Most threads in a group.</summary>
    public const int MaxGroup = 256;

    /// <summary>Neighbouring values that one thread takes.</summary>
    public const int PerThread = 8;

    /// <summary>
    /// Replaces each value of a tile by the combination of those before it in the tile, and gives each tile's total. One group to a tile, of
    /// <see cref="PerThread"/> values a thread; the number of threads is a power of two.
    /// </summary>
    public static void ScanTiles<T, TOperation>(ArrayView<T> values, ArrayView<T> totals)
        where T : unmanaged
        where TOperation : struct, IOrderedOperation<T>
    {
        ArrayView<T> shared = SharedMemory.Allocate<T>(MaxGroup);
        TOperation operation = default;
        int thread = Group.IdxX;
        int threads = Group.DimX;
        int length = (int)values.Length;
        int from = ((Grid.IdxX * threads) + thread) * PerThread;

        T total = operation.Identity;
        for (int i = 0; i < PerThread; i++)
        {
            if (from + i < length)
                total = operation.Combine(total, values[from + i]);
        }
        shared[thread] = total;
        Group.Barrier();
        // After each round an entry covers twice as many threads: itself and those before it.
        for (int distance = 1; distance < threads; distance *= 2)
        {
            T covered = shared[thread];
            if (thread >= distance)
                covered = operation.Combine(shared[thread - distance], covered);
            Group.Barrier();
            shared[thread] = covered;
            Group.Barrier();
        }
        if (thread == threads - 1)
            totals[Grid.IdxX] = shared[thread];
        T before = thread == 0 ? operation.Identity : shared[thread - 1];
        for (int i = 0; i < PerThread; i++)
        {
            if (from + i >= length)
                continue;
            T value = values[from + i];
            values[from + i] = before;
            before = operation.Combine(before, value);
        }
    }

    /// <summary>Puts before each value what comes before its tile.</summary>
    public static void AddBefore<T, TOperation>(Index1D index, ArrayView<T> values, ArrayView<T> before, int tile)
        where T : unmanaged
        where TOperation : struct, IOrderedOperation<T>
    {
        TOperation operation = default;
        values[index] = operation.Combine(before[index / tile], values[index]);
    }
}
