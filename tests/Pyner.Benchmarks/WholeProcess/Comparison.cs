using System.Text.Json.Nodes;

namespace Pyner.Benchmarks.WholeProcess;

/// <summary>Runs the limit program, Pyner and XmlReader in turn on a corpus, checks the figures, and writes a table.</summary>
internal static class Comparison
{
    public static int Run(ComparisonOptions options)
    {
        string tree = options.Corpus;
        string archive = tree + ".tar.gz";
        string truth = tree + ".truth.json";
        string output = Path.Combine(Path.GetTempPath(), "pyner-benchmark-" + Environment.ProcessId);
        string figures = output + "-xmlreader.json";
        var report = new Report("Whole programs in turn");
        report.Paragraph($"Corpus: {Report.Corpus(truth)}; warm page cache.");
        try
        {
            foreach (int threads in new[] { 1, 2 })
            {
                var limit = new Contestant("limit program", options.Measure, [options.Limit, tree, $"{threads}"]);
                var pyner = new Contestant("Pyner", options.Measure, options.Build(tree, output, threads), () => Remove(output));
                var xml = new Contestant("XmlReader", options.Measure, [Environment.ProcessPath!, "xmlreader", tree, $"{threads}", figures]) { IsSlow = true };
                Contestant.InTurn([limit, pyner, xml], options.Rounds, options.SlowRounds);
                Truth.Check(Path.Combine(output, "knowledge_base.json"), truth);
                Truth.Check(figures, truth);
                Truth.CheckLimit(limit.Output, truth);
                Table(report, $"Directory tree, {Report.Threads(threads)}", [limit, pyner, xml]);
                Details(report, limit, output);
            }
            if (File.Exists(archive))
            {
                var inflate = new Contestant("inflating alone (GZipStream)", options.Measure, [Environment.ProcessPath!, "inflate", archive]);
                var one = new Contestant("Pyner, 1 thread", options.Measure, options.Build(archive, output, 1), () => Remove(output));
                var two = new Contestant("Pyner, 2 threads", options.Measure, options.Build(archive, output, 2), () => Remove(output));
                Contestant.InTurn([inflate, one, two], options.Rounds, options.SlowRounds);
                Truth.Check(Path.Combine(output, "knowledge_base.json"), truth);
                Table(report, "tar.gz", [inflate, one, two]);
            }
        }
        finally
        {
            Remove(output);
            File.Delete(figures);
        }
        report.Write(options.Report);
        return 0;
    }

    private static void Table(Report report, string title, Contestant[] contestants) => report.Table(
        title,
        ["program", "seconds (median)", "min to max", "processor seconds", "peak memory, MB", "runs", "x the first (median of the rounds)"],
        contestants.Select(c => (FormattableString[])
        [
            $"{c.Name}", $"{c.Median:f3}", $"{c.Seconds.Min():f3} to {c.Seconds.Max():f3}", $"{c.ProcessorMedian:f3}", $"{c.PeakMemory / 1e6:f0}",
            $"{c.Seconds.Count}", $"{c.Ratio(contestants[0]):f2}",
        ]));

    private static void Details(Report report, Contestant limit, string output)
    {
        string[] phases = limit.Output.Split(' ', StringSplitOptions.TrimEntries);
        JsonNode job = JsonNode.Parse(File.ReadAllText(Path.Combine(output, "job.json")))!;
        report.Paragraph(
            $"""
            In the last round the limit program took {phases[2]} s to list the folders and {phases[3]} s to read the files; Pyner's indexer was
            {job["versions"]!["indexer"]}. Every figure of the knowledge base is the corpus's.
            """);
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, true);
    }
}
