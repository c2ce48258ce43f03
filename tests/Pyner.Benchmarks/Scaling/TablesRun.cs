using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Pyner.Benchmarks.WholeProcess;

namespace Pyner.Benchmarks.Scaling;

/// <summary>Runs the same jobs with and without tables, and exports what they wrote. Figures and row counts are checked against the corpus's truth.</summary>
internal static class TablesRun
{
    public static int Run(ComparisonOptions options)
    {
        string truth = options.Corpus + ".truth.json";
        var report = new Report("Tables");
        report.Paragraph($"{Report.Corpus(truth)}, warm page cache; with tables the submission and study files are read too.");
        string folder = Path.Combine(Path.GetTempPath(), "pyner-tables-" + Environment.ProcessId);
        try
        {
            var rows = new List<FormattableString[]>();
            foreach ((string name, string source) in new[] { ("tree", options.Corpus), ("tar.gz", options.Corpus + ".tar.gz") })
            {
                foreach (int threads in new[] { 1, 2, 4 })
                    rows.Add(Measure(options, name, source, threads, folder, truth));
            }
            report.Table(
                "Jobs with and without tables, medians of runs in turn",
                ["source", "threads", "seconds without", "with tables", "**ratio**",
                    "processor seconds without", "with tables", "peak memory without, MB", "with tables"],
                rows);
            report.Table("Memory, with tables, 2 threads", ["submissions", "peak memory, MB"], Memory(options, folder));
            string kb = Path.Combine(folder, "with");
            report.Table("On the disk", ["table", "rows", "MB"], Sizes(options, kb));
            Export(options, report, kb, Path.Combine(folder, "sra.sqlite"));
        }
        finally
        {
            Remove(folder);
        }
        report.Write(options.Report);
        return 0;
    }

    private static FormattableString[] Measure(ComparisonOptions options, string name, string source, int threads, string folder, string truth)
    {
        string plainFolder = Path.Combine(folder, "without"), tablesFolder = Path.Combine(folder, "with");
        var plain = new Contestant("without tables", options.Measure, options.Build(source, plainFolder, threads), () => Remove(plainFolder));
        var tables = new Contestant("with tables", options.Measure, [.. options.Build(source, tablesFolder, threads), "--tables"], () => Remove(tablesFolder));
        Contestant.InTurn([plain, tables], options.Rounds, options.Rounds);
        Truth.Check(Path.Combine(tablesFolder, "knowledge_base.json"), truth);
        CheckRows(options, tablesFolder, truth);
        Console.Error.WriteLine($"{name}, {threads} threads: {plain.Median:f2} s, with tables {tables.Median:f2} s");
        return
        [
            $"{name}", $"{threads}", $"{plain.Median:f2}", $"{tables.Median:f2}", $"**{tables.Ratio(plain):f2}**",
            $"{plain.ProcessorMedian:f2}", $"{tables.ProcessorMedian:f2}",
            $"{plain.PeakMemory / 1e6:f0}", $"{tables.PeakMemory / 1e6:f0}",
        ];
    }

    private static IEnumerable<FormattableString[]> Memory(ComparisonOptions options, string folder)
    {
        string output = Path.Combine(folder, "part");
        foreach (int submissions in new[] { 5_000, 20_000, 50_000 })
        {
            var part = new Contestant(
                "part", options.Measure, [.. options.Build(options.Corpus, output, 2), "--tables", "--limit", $"{submissions}"], () => Remove(output));
            part.Run(true);
            yield return [$"{submissions:n0}", $"{part.PeakMemory / 1e6:f0}"];
        }
    }

    private static void CheckRows(ComparisonOptions options, string kb, string truth)
    {
        JsonNode statistics = JsonNode.Parse(File.ReadAllText(truth))!["statistics"]!;
        foreach ((string sql, string figure) in new[]
        {
            ("SELECT count(*) FROM experiments WHERE counted", "total_experiments"),
            ("SELECT count(*) FROM samples WHERE counted", "total_samples"),
            ("SELECT count(*) FROM runs", "total_runs"),
        })
        {
            long rows = long.Parse(Query(options, kb, sql)[1], CultureInfo.InvariantCulture);
            if (rows != (long)statistics[figure]!)
                throw new InvalidOperationException($"{kb}: '{sql}' gives {rows}, {truth} has {figure} {statistics[figure]}");
        }
    }

    private static IEnumerable<FormattableString[]> Sizes(ComparisonOptions options, string kb)
    {
        foreach (string table in Directory.EnumerateDirectories(Path.Combine(kb, "tables")).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(table);
            long rows = long.Parse(Query(options, kb, $"SELECT count(*) FROM {name}")[1], CultureInfo.InvariantCulture);
            yield return [$"{name}", $"{rows:n0}", $"{new DirectoryInfo(table).EnumerateFiles().Sum(file => file.Length) / 1e6:f1}"];
        }
    }

    private static void Export(ComparisonOptions options, Report report, string kb, string file)
    {
        var export = new Contestant("export", options.Measure, [options.Pyner, "export", kb, "--sqlite", file], () => File.Delete(file));
        export.Run(true);
        report.Paragraph(
            $"`pyner export --sqlite` of these tables: {export.Median:f1} s (one run), peak memory {export.PeakMemory / 1e6:f0} MB, {new FileInfo(file).Length / 1e6:f0} MB with its full-text index.");
    }

    private static string[] Query(ComparisonOptions options, string kb, string sql)
    {
        using Process process = Process.Start(new ProcessStartInfo(options.Pyner, ["query", kb, sql]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Split('\n') : throw new InvalidOperationException($"pyner query {kb} \"{sql}\" ended with {process.ExitCode}");
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, true);
    }
}
