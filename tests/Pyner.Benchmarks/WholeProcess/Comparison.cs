using System.Globalization;
using System.Text;
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
        var report = new StringBuilder();
        report.AppendLine(CultureInfo.InvariantCulture, $"# Whole programs in turn, {DateTime.UtcNow:yyyy-MM-dd}");
        report.AppendLine();
        report.AppendLine(Machine.Description);
        report.AppendLine();
        try
        {
            foreach (int threads in new[] { 1, 2 })
            {
                var limit = new Contestant("limit program", [options.Limit, tree, $"{threads}"]);
                var pyner = new Contestant("Pyner", Build(options, tree, output, threads), () => Remove(output));
                var xml = new Contestant("XmlReader", [Environment.ProcessPath!, "xmlreader", tree, $"{threads}", figures]);
                InTurn(options, [limit, pyner], xml);
                Truth.Check(Path.Combine(output, "knowledge_base.json"), truth);
                Truth.Check(figures, truth);
                Truth.CheckLimit(limit.Output, truth);
                if (threads == 1)
                    report.AppendLine(CultureInfo.InvariantCulture, $"Corpus: {Corpus(truth)}; warm page cache.").AppendLine();
                Table(report, $"Directory tree, {threads} thread{(threads == 1 ? "" : "s")}", limit, [limit, pyner, xml]);
                Details(report, limit, output);
            }
            if (File.Exists(archive))
            {
                var inflate = new Contestant("inflating alone (GZipStream)", [Environment.ProcessPath!, "inflate", archive]);
                var one = new Contestant("Pyner, 1 thread", Build(options, archive, output, 1), () => Remove(output));
                var two = new Contestant("Pyner, 2 threads", Build(options, archive, output, 2), () => Remove(output));
                InTurn(options, [inflate, one, two], null);
                Truth.Check(Path.Combine(output, "knowledge_base.json"), truth);
                Table(report, "tar.gz", inflate, [inflate, one, two]);
            }
        }
        finally
        {
            Remove(output);
            File.Delete(figures);
        }
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.Report))!);
        File.WriteAllText(options.Report, report.ToString());
        Console.Write(report);
        return 0;
    }

    private static string[] Build(ComparisonOptions options, string source, string output, int threads) =>
        [options.Pyner, "build", source, "--out", output, "--threads", $"{threads}", "--quiet"];

    private static void InTurn(ComparisonOptions options, Contestant[] contestants, Contestant? slow)
    {
        // The round before the first warms the page cache.
        for (int round = 0; round <= options.Rounds; round++)
        {
            foreach (Contestant contestant in contestants)
                contestant.Run(round > 0);
            if (round > 0 && round <= options.SlowRounds)
                slow?.Run(true);
        }
    }

    private static void Table(StringBuilder report, string title, Contestant measure, Contestant[] contestants)
    {
        report.AppendLine(CultureInfo.InvariantCulture, $"## {title}").AppendLine();
        report.AppendLine("| program | seconds (median) | min to max | runs | x the first (median of the rounds) |").AppendLine("|---|---|---|---|---|");
        foreach (Contestant c in contestants)
        {
            report.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {c.Name} | {c.Median:f3} | {c.Seconds.Min():f3} to {c.Seconds.Max():f3} | {c.Seconds.Count} | {c.Ratio(measure):f2} |");
        }
        report.AppendLine();
    }

    private static void Details(StringBuilder report, Contestant limit, string output)
    {
        string[] phases = limit.Output.Split(' ', StringSplitOptions.TrimEntries);
        JsonNode job = JsonNode.Parse(File.ReadAllText(Path.Combine(output, "job.json")))!;
        report.AppendLine(
            CultureInfo.InvariantCulture,
            $"""
            In the last round the limit program took {phases[2]} s to list the folders and {phases[3]} s to read the files; Pyner's peak memory was
            {(long)job["resources"]!["peak_memory_bytes"]! / 1e6:f0} MB, with the indexer {job["versions"]!["indexer"]}. Every figure of the knowledge base is the corpus's.
            """).AppendLine();
    }

    private static string Corpus(string truth)
    {
        JsonNode json = JsonNode.Parse(File.ReadAllText(truth))!;
        return string.Create(CultureInfo.InvariantCulture, $"{json["files_processed"]} submissions, {(long)json["bytes"]! / 1e9:f2} GB of sample, experiment and run XML");
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, true);
    }
}
