using System.Runtime.InteropServices;
using System.Text.Json;

namespace Pyner.Benchmarks.WholeProcess;

/// <summary>
/// Runs Pyner, and programs on other XML parsers that do the same counting, in turn with the limit program, and writes one table.
/// </summary>
internal static class PeerComparison
{
    /// <summary>Of a program whose figures are not the corpus's, so many differences are told.</summary>
    private const int DifferencesTold = 3;

    /// <param name="options">What is compared.</param>
    /// <param name="programs">The peers' programs, but for XmlReader, which is this one.</param>
    public static int Run(ComparisonOptions options, string[] programs)
    {
        string truth = options.Corpus + ".truth.json";
        string work = Path.Combine(Path.GetTempPath(), "pyner-peers-" + Environment.ProcessId);
        var report = new Report("The same counting on other XML parsers");
        report.Paragraph($"Corpus: {Report.Corpus(truth)}; warm page cache; whole programs, start-up included, in turn.");
        Directory.CreateDirectory(work);
        try
        {
            report.Table(
                "Pyner and its peers",
                [
                    "program", "version", "threads", "seconds (median)", "min to max", "runs", "x limit", "x Pyner", "processor seconds", "x Pyner",
                    "peak memory, MB", "figures right",
                ],
                new[] { 1, 2 }.SelectMany(threads => Compare(options, programs, threads, truth, work)));
        }
        finally
        {
            Directory.Delete(work, true);
        }
        report.Paragraph(
            $"""
            The limit program makes the system calls and does nothing with the bytes. Every other program counts by docs/counting-rules.md and joins organism
            and strategy; *figures right* says whether every figure is the one that the corpus's generator meant. How much they check differs: Pyner and
            XmlReader reject the same files; libxml2 and expat check that a document is well-formed by their own lights, expat without namespaces; pugixml checks
            little more than that tags match. Only Pyner keeps checkpoints and the submissions behind an organism. pugixml, libxml2 and expat are given each file
            whole, in memory. libxml2 is used by its SAX interface, which counted twice as fast as its xmlTextReader.
            """);
        report.Write(options.Report);
        return 0;
    }

    private static List<FormattableString[]> Compare(ComparisonOptions options, string[] programs, int threads, string truth, string work)
    {
        var limit = new Contestant("limit program", options.Measure, [options.Limit, options.Corpus, $"{threads}"]);
        string output = Path.Combine(work, "kb");
        var pyner = new Contestant("Pyner", options.Measure, options.Build(options.Corpus, output, threads), () => Remove(output));
        var all = new List<(Contestant Contestant, string Version, string? Figures)>
        {
            (limit, "C", null),
            (pyner, Version(options.Pyner), Path.Combine(output, "knowledge_base.json")),
        };
        foreach (string program in programs)
            Add(Path.GetFileName(program), Version(program), [program]);
        Add("XmlReader", RuntimeInformation.FrameworkDescription, [Environment.ProcessPath!, "xmlreader"]);

        Contestant.InTurn([.. all.Select(one => one.Contestant)], options.Rounds, options.SlowRounds);
        Truth.CheckLimit(limit.Output, truth);
        return [.. all.Select(one => Row(one.Contestant, one.Version, one.Figures is null ? "" : Verdict(one.Figures, truth)))];

        void Add(string name, string version, string[] command)
        {
            string figures = Path.Combine(work, name + ".json");
            all.Add((new Contestant(name, options.Measure, [.. command, options.Corpus, $"{threads}", figures]) { IsSlow = true }, version, figures));
        }

        FormattableString[] Row(Contestant c, string version, string verdict) =>
        [
            $"{c.Name}", $"{version}", $"{threads}", $"{c.Median:f3}", $"{c.Seconds.Min():f3} to {c.Seconds.Max():f3}",
            $"{c.Seconds.Count}", $"{c.Ratio(limit):f2}",
            $"{c.Ratio(pyner):f2}", $"{c.ProcessorMedian:f3}", $"{c.ProcessorMedian / pyner.ProcessorMedian:f2}", $"{c.PeakMemory / 1e6:f0}", $"{verdict}",
        ];
    }

    private static string Verdict(string figures, string truth)
    {
        IReadOnlyList<string> differences;
        try
        {
            differences = Truth.Differences(figures, truth);
        }
        catch (JsonException e)
        {
            return $"no: what it wrote is no JSON ({e.Message})";
        }
        if (differences.Count == 0)
            return "yes";
        string told = string.Join("; ", differences.Take(DifferencesTold)).Replace("|", "\\|", StringComparison.Ordinal);
        return $"no: {told}{(differences.Count > DifferencesTold ? $"; and {differences.Count - DifferencesTold} more" : "")}";
    }

    private static string Version(string program) => Machine.FirstLine(program, "--version");

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, true);
    }
}
