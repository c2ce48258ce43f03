using System.Diagnostics;
using Pyner.Pipeline;
using Pyner.Xml.Devices;
using Pyner.Xml.Gpu.Checks.Benchmark;
using Pyner.Xml.Gpu.Checks.Differential;
using Pyner.Xml.Gpu.Checks.Scan;
using Pyner.Xml.Gpu.Devices;

namespace Pyner.Xml.Gpu.Checks;

/// <summary>
/// Checks and measures a device, in one file that runs on a machine without .NET (tests/gpu/run.sh). Exit codes: 0 all is well, 1 a check failed, 2 it could
/// not be run.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        try
        {
            return Run(CheckOptions.Parse(arguments));
        }
        catch (ArgumentException e)
        {
            Console.Error.WriteLine(e.Message);
            Console.Error.WriteLine(CheckOptions.Usage);
            return 2;
        }
        catch (DeviceException e)
        {
            Console.Error.WriteLine("error: " + e.Message);
            return 2;
        }
        catch (CheckFailedException e)
        {
            Console.Error.WriteLine("FAILED: " + e.Message);
            return 1;
        }
    }

    private static int Run(CheckOptions options)
    {
        DeviceCatalog catalog = DeviceCatalog.Look(simulated: true);
        foreach (DeviceDescription found in catalog.Devices)
            Console.WriteLine(
                $"{found.Name}: {found.Model}, {found.Multiprocessors} multiprocessors, {found.Memory / 1_000_000:N0} MB, "
                + $"{found.Detail}{(found.Unusable is { } why ? $"; NOT USABLE: {why}" : "")}");
        foreach (string absence in catalog.Absences)
            Console.WriteLine(absence);
        DeviceName name = options.Device ?? catalog.UsableGpus.FirstOrDefault()?.Name ?? new DeviceName(DeviceKind.CpuAccelerator, 0);
        if (name.Kind == DeviceKind.CpuAccelerator)
            Console.WriteLine(
                $"NO GPU: what follows ran on ILGPU's simulation ({name}). It shows that results are right there; its times say nothing of a GPU.");
        Console.WriteLine();
        if (options.Parts.Checks)
            Check(options, name);
        if (options.Parts.Benchmark)
            Measure(options, name);
        return 0;
    }

    private static void Measure(CheckOptions options, DeviceName name)
    {
        var report = new BenchmarkReport(DeviceCatalog.Find(name));
        report.BeginStageOne();
        var stageOne = new IndexBenchmark(name, options.IsTiny);
        foreach (int size in options.BatchSizes)
        {
            Console.WriteLine($"measuring batches of {size:N0} bytes");
            report.Add(stageOne.Measure(size));
        }
        report.BeginBuilds();
        int processors = Environment.ProcessorCount;
        Console.WriteLine($"building from {options.Submissions:N0} generated submissions");
        using (var builds = new BuildBenchmark(name, options.Submissions, options.IsTiny))
        {
            foreach (int threads in options.IsTiny ? (int[])[2] : [1, Math.Max(2, processors / 2), processors])
            {
                for (int round = 1; round <= (options.IsTiny ? 1 : 3); round++)
                {
                    (BuildSummary onProcessor, BuildSummary onDevice) = builds.Run(threads);
                    report.Add(round, onProcessor, onDevice);
                }
            }
            report.Say($"`--device auto` said: {builds.Auto(processors)}.");
        }
        Console.WriteLine();
        Console.WriteLine(report);
        if (options.Report is { } file)
            File.WriteAllText(file, report.ToString());
    }

    private static void Check(CheckOptions options, DeviceName name)
    {
        using var device = DeviceIndexer.Open(name, new DeviceOptions { BatchBytes = options.IsTiny ? 1 << 20 : 32 << 20 });
        Console.WriteLine($"{name}: opened; it indexes what it was tested with as the scalar indexer does");
        int every = options.IsTiny ? 11 : 1;
        IEnumerable<TestDocument> Some(IEnumerable<TestDocument> documents) => documents.Where((_, number) => number % every == 0);
        // A chunk, and the chunks of a warp, a group, a tile and several tiles: of a GPU, or of the simulation.
        int[] boundaries = options.IsTiny ? [0, 64, 4 * 64, 16 * 64, 16 * 8 * 64] : [0, 64, 32 * 64, 256 * 64, 256 * 8 * 64, 5 * 256 * 8 * 64];
        Compare(device, "lengths about those of a chunk, a warp, a group and a tile", Some(TestDocuments.OfLengths(boundaries)));
        Compare(device, "every piece of markup and every damage at every offset", Some(TestDocuments.AtEveryOffset(options.IsTiny ? 66 : 200)));
        Compare(device, "declarations that end where a window or a chunk does", Some(TestDocuments.BehindDeclarations([64, 256, 4_096, 256 << 10])));
        Compare(device, "random mixtures", TestDocuments.Mixtures(20261123, options.IsTiny ? 200 : 50_000, options.IsTiny ? 120 : 400));
        TestDocument[] originals = [.. GeneratedDocuments.Small(options.IsTiny ? 20 : 1_000)];
        Compare(device, "generated documents", originals);
        Compare(device, "mutated documents", TestDocuments.Mutations(4711, originals, options.IsTiny ? 2 : 20));
        if (options.Documents is { } folder)
            Compare(device, "documents in " + folder, TestDocuments.Files(folder, 32 << 20));
        DeviceCounters counters = device.Counters;
        if (counters.Failures + counters.OutOfMemory > 0)
            throw new CheckFailedException(counters.ToString());
        Scan(options, name);
    }

    private static void Compare(DeviceIndexer device, string what, IEnumerable<TestDocument> documents)
    {
        long started = Stopwatch.GetTimestamp();
        int compared = IndexComparison.Run(device, documents);
        Console.WriteLine($"ok: {what}: {compared:N0} documents ({Stopwatch.GetElapsedTime(started).TotalSeconds:N1} s)");
    }

    private static void Scan(CheckOptions options, DeviceName name)
    {
        using var check = new OrderedScanCheck(name);
        for (int threads = 1; threads <= check.Threads; threads *= 2)
        {
            int tile = OrderedScanCheck.TileOf(threads);
            int[] lengths = [1, 2, 31, 32, 33, tile - 1, tile, tile + 1, (3 * tile) + 7];
            check.Run(threads, options.IsTiny ? lengths : [.. lengths, (tile * tile) - 1, (tile * tile) + 1]);
        }
        Console.WriteLine($"ok: ordered scans in groups of 1 to {check.Threads} threads, with operations that do not commute");
    }
}
