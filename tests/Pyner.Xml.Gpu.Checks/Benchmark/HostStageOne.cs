using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pyner.Xml.Devices;
using Pyner.Xml.Indexing;

namespace Pyner.Xml.Gpu.Checks.Benchmark;

/// <summary>The host's indexer over the documents of a buffer, where they lie.</summary>
internal static class HostStageOne
{
    /// <summary>Bytes a second.</summary>
    /// <param name="buffer">The documents.</param>
    /// <param name="bytes">Their bytes.</param>
    /// <param name="threads">Threads to share them.</param>
    public static double Measure(IDocumentBuffer buffer, long bytes, int threads)
    {
        StructuralIndexer indexer = StructuralIndexers.Choose();
        // Long enough for the threads' start not to count.
        int repeats = (int)Math.Clamp((64L << 20) * threads / Math.Max(1, bytes), 1, 1_000);
        long started = 0;
        using var ready = new Barrier(threads, _ => started = Stopwatch.GetTimestamp());
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(worker => new Thread(() => Work(worker)))];
        foreach (Thread thread in workers)
            thread.Start();
        foreach (Thread thread in workers)
            thread.Join();
        return bytes * repeats / Stopwatch.GetElapsedTime(started).TotalSeconds;

        void Work(int worker)
        {
            var index = new StructuralIndex();
            ready.SignalAndWait();
            for (int repeat = 0; repeat < repeats; repeat++)
            {
                for (int number = worker; number < buffer.Count; number += threads)
                    Index(indexer, buffer.Document(number), index);
            }
        }
    }

    // The buffer does not move, and zeros follow each document.
    private static unsafe void Index(StructuralIndexer indexer, ReadOnlySpan<byte> document, StructuralIndex index) =>
        indexer.Index((byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(document)), document.Length, true, IndexerState.Content, index);
}
