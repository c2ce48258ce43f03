using System.Diagnostics;
using Pyner.Corpus;
using Pyner.Xml.Devices;
using Pyner.Xml.Gpu.Checks.Differential;
using Pyner.Xml.Gpu.Devices;
using Pyner.Xml.Reading;

namespace Pyner.Xml.Gpu.Checks.Benchmark;

/// <summary>Measures stage 1 on a device and on the host, over batches of documents as the archive has them.</summary>
/// <param name="name">The device.</param>
/// <param name="isTiny">Whether one round of little is enough.</param>
internal sealed class IndexBenchmark(DeviceName name, bool isTiny)
{
    private const int Streams = 2;
    private static readonly TimeSpan s_overlapped = TimeSpan.FromSeconds(1);

    private readonly int _rounds = isTiny ? 1 : 7;
    private readonly List<(byte[] Bytes, int Start)> _documents = Documents(isTiny ? 60 : 4_000, isTiny ? 256 << 10 : 96 << 20);

    /// <summary>Measures with batches of a size.</summary>
    public BenchmarkRow Measure(int size)
    {
        // Gaps between documents take room too.
        var options = new DeviceOptions { BatchBytes = (int)Math.Min(1L << 30, size + (size / 8L) + 4096), Streams = Streams };
        using var device = DeviceIndexer.Open(name, options);
        var buffers = new List<IDocumentBuffer>();
        try
        {
            long bytes = 0;
            for (int i = 0; i < 2 * Streams; i++)
            {
                buffers.Add(device.CreateBuffer());
                bytes = Fill(buffers[i], size);
                Index(device, buffers[i]);
            }
            return Measure(device, buffers, bytes);
        }
        finally
        {
            foreach (IDocumentBuffer buffer in buffers)
                buffer.Dispose();
        }
    }

    private BenchmarkRow Measure(DeviceIndexer device, List<IDocumentBuffer> buffers, long bytes)
    {
        DeviceCounters warm = device.Counters;
        var kernels = new List<double>();
        var withCopies = new List<double>();
        for (int round = 0; round < _rounds; round++)
        {
            DeviceCounters before = device.Counters;
            long started = Stopwatch.GetTimestamp();
            Index(device, buffers[round % buffers.Count]);
            withCopies.Add(bytes / Stopwatch.GetElapsedTime(started).TotalSeconds);
            kernels.Add(bytes / (device.Counters.KernelTime - before.KernelTime).TotalSeconds);
        }
        DeviceCounters after = device.Counters;
        int cores = Environment.ProcessorCount;
        return new BenchmarkRow
        {
            Bytes = bytes,
            Documents = buffers[0].Count,
            Launches = (after.Launches - warm.Launches) / (after.Batches - warm.Batches),
            Kernels = Median(kernels),
            WithCopies = Median(withCopies),
            Overlapped = Overlap(device, buffers, bytes),
            HostCore = Median([.. Enumerable.Range(0, _rounds).Select(_ => HostStageOne.Measure(buffers[0], bytes, 1))]),
            HostCores = Median([.. Enumerable.Range(0, _rounds).Select(_ => HostStageOne.Measure(buffers[0], bytes, cores))]),
        };
    }

    /// <summary>Keeps all buffers at the device for a while.</summary>
    private double Overlap(DeviceIndexer device, List<IDocumentBuffer> buffers, long bytes)
    {
        long batches = 0;
        long started = Stopwatch.GetTimestamp();
        // One thread each: a buffer that comes back is handed in again at once.
        Parallel.ForEach(buffers, new ParallelOptions { MaxDegreeOfParallelism = buffers.Count }, buffer =>
        {
            do
            {
                Index(device, buffer);
                Interlocked.Increment(ref batches);
            }
            while (!isTiny && Stopwatch.GetElapsedTime(started) < s_overlapped);
        });
        return bytes * batches / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static void Index(DeviceIndexer device, IDocumentBuffer buffer)
    {
        if (!device.IndexAsync(buffer).GetAwaiter().GetResult())
            throw new CheckFailedException($"the device did not index a batch: {device.Counters}");
    }

    private long Fill(IDocumentBuffer buffer, long size)
    {
        long bytes = 0;
        for (int i = 0; bytes < size; i = (i + 1) % _documents.Count)
        {
            (byte[] document, int start) = _documents[i];
            if (document.Length > buffer.Free.Length)
                break;
            document.CopyTo(buffer.Free);
            buffer.Append(document.Length);
            buffer.Commit(start);
            bytes += document.Length;
        }
        return bytes;
    }

    private static List<(byte[] Bytes, int Start)> Documents(int submissions, long bytes)
    {
        var documents = new List<(byte[] Bytes, int Start)>();
        foreach (TestDocument document in GeneratedDocuments.Files(new CorpusOptions { Submissions = submissions, Seed = 1, MaxExperiments = 300 }))
        {
            if (DocumentBeginnings.Look(document.Bytes, out int start) == DocumentBeginning.Plain)
                documents.Add((document.Bytes, start));
            if ((bytes -= document.Bytes.Length) < 0)
                break;
        }
        return documents;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
