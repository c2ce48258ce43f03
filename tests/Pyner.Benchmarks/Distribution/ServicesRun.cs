using System.Globalization;
using Pyner.Benchmarks.WholeProcess;

namespace Pyner.Benchmarks.Distribution;

/// <summary>Runs a job with the services and in one process, in turn, and a job of many small batches.</summary>
internal static class ServicesRun
{
    private const int Workers = 3;

    // Services run for weeks. What they call often is compiled anew, and better, once they have called it often enough.
    private const int UncountedJobs = 10;

    // Small batches, in which next to nothing is parsed: what is left is the way of a batch through ledger, bus and back.
    private const int SmallBatches = 5_000;

    public static int Run(ComparisonOptions options)
    {
        string folder = Path.Combine(Path.GetTempPath(), "pyner-services-" + Environment.ProcessId);
        string output = Path.Combine(folder, "kb");
        Environment.SetEnvironmentVariable("SOURCE_DATE_EPOCH", "0");
        var report = new Report("The services against one process");
        report.Paragraph(
            $"{Report.Corpus(options.Corpus + ".truth.json")}, in a tree, warm page cache. {Workers} workers, RabbitMQ and Redis (`appendfsync always`) on the same machine. The services had done {UncountedJobs} such jobs before.");
        try
        {
            Directory.CreateDirectory(folder);
            using RunningServices services = RunningServices.Start(options.Pyner, Path.Combine(folder, "state"));
            Contestant alone = new("`pyner build`", options.Measure, options.Build(options.Corpus, output, Workers), () => Remove(output));
            DistributedJob together = new(options, services, options.Corpus, output);
            alone.Run(false);
            together.Run(true);
            Dictionary<string, double> first = together.Taken[0];
            together.Forget();
            for (int job = 1; job < UncountedJobs; job++)
                together.Run(false);
            for (int round = 0; round < options.Rounds; round++)
            {
                alone.Run(true);
                byte[] built = File.ReadAllBytes(Path.Combine(output, "knowledge_base.json"));
                together.Run(true);
                if (!File.ReadAllBytes(Path.Combine(output, "knowledge_base.json")).AsSpan().SequenceEqual(built))
                    throw new InvalidOperationException("the services' knowledge base is another one than that of pyner build");
            }
            Tell(report, alone, together, first);
            DistributedJob small = new(options, services, options.Corpus, output, "--batch-size", "1", "--limit", $"{SmallBatches}");
            small.Run(false);
            for (int round = 0; round < options.Rounds; round++)
                small.Run(true);
            double seconds = Contestant.MedianOf(small.Seconds);
            double processor = Contestant.MedianOf([.. small.Taken.Select(taken => taken.Values.Sum())]);
            report.Paragraph(
                $"""
                Batches of one submission: {SmallBatches} in {seconds:f2} s (median of {small.Seconds.Count}), which is **{SmallBatches / seconds:f0} batches a second** from plan to merge,
                each {1e3 * processor / SmallBatches:f2} ms of processor time in all processes together
                ({string.Join(", ", small.Taken[^1].Keys.Order(StringComparer.Ordinal).Select(program => Share(program, small.MedianFor(program))))}).
                """);
        }
        finally
        {
            Remove(folder);
        }
        report.Write(options.Report);
        return 0;
    }

    private static void Tell(Report report, Contestant alone, DistributedJob together, Dictionary<string, double> first)
    {
        string[] programs = [.. together.Taken[^1].Keys.Order(StringComparer.Ordinal)];
        var rows = new List<FormattableString[]>();
        foreach (string program in programs)
            rows.Add([$"{program}", $"{together.MedianFor(program):f2}", $"{first.GetValueOrDefault(program):f2}"]);
        rows.Add([$"**together**", $"**{together.ProcessorMedian:f2}**", $"**{first.Values.Sum():f2}**"]);
        rows.Add([$"`pyner build --threads {Workers}`", $"{alone.ProcessorMedian:f2}", $""]);
        rows.Add([$"**ratio**", $"**{together.ProcessorMedian / alone.ProcessorMedian:f2}**", $""]);
        rows.Add([$"elapsed, services", $"{Contestant.MedianOf(together.Seconds):f2}", $""]);
        rows.Add([$"elapsed, `pyner build`", $"{alone.Median:f2}", $""]);
        report.Table(
            string.Create(CultureInfo.InvariantCulture, $"Processor seconds, medians of {together.Seconds.Count} runs in turn"),
            ["", "median", "first job after the start"],
            rows);
    }

    private static string Share(string program, double seconds) => string.Create(CultureInfo.InvariantCulture, $"{program} {1e3 * seconds / SmallBatches:f2}");

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, true);
    }
}
