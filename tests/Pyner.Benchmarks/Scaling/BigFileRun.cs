using System.Diagnostics;
using Pyner.Benchmarks.WholeProcess;
using Pyner.Corpus;

namespace Pyner.Benchmarks.Scaling;

/// <summary>
/// Puts a submission with a file of gigabytes among ordinary ones, before or behind all of them, and tells how long the job takes, what memory, and whether
/// threads waited for the one that reads the file.
/// </summary>
internal static class BigFileRun
{
    private const string First = "DRA000000";
    private const string Last = "SRA9999999999";

    public static int Run(ComparisonOptions options, Arguments arguments)
    {
        string tree = options.Corpus;
        var report = new Report("Files of gigabytes among ordinary ones");
        report.Paragraph($"Ordinary submissions: {arguments.Required("--ordinary")} of a generated corpus, hard-linked into {Path.GetFileName(tree)}; warm page cache where it fits.");
        string output = Path.Combine(Path.GetTempPath(), "pyner-big-files-" + Environment.ProcessId);
        // Equal knowledge bases are then equal bytes.
        Environment.SetEnvironmentVariable("SOURCE_DATE_EPOCH", "0");
        try
        {
            var rows = new List<FormattableString[]>();
            foreach (int threads in new[] { 1, 2 })
                rows.Add(Measure(options, tree, output, threads, "none", "", 0, null));
            foreach (string wanted in arguments.Required("--files").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                AddFile(options, tree, output, wanted, rows, arguments.Number("--verify", 1) == 1);
            report.Table(
                "Directory tree",
                ["big file", "its place", "threads", "seconds (median)", "min to max", "x limit program", "threads idle", "peak memory, MB"],
                rows);
        }
        finally
        {
            Remove(output);
        }
        report.Paragraph(
            $"""
            *Threads idle* is the share of the threads' time in which none of them read or parsed: listing the folders is part of it, and waiting for the thread that reads the
            big file. Every knowledge base with a big file was the same bytes at both places and numbers of threads, and (unless VERIFY=0) agreed with `pyner verify`.
            """);
        report.Write(options.Report);
        return 0;
    }

    private static void AddFile(ComparisonOptions options, string tree, string output, string wanted, List<FormattableString[]> rows, bool verifies)
    {
        string[] parts = wanted.Split(':');
        CorpusFileKind kind = Enum.Parse<CorpusFileKind>(parts[0], ignoreCase: true);
        double gigabytes = double.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture);
        Console.Error.WriteLine($"writing a {kind} file of {gigabytes} GB");
        BigSubmission.Write(tree, First, kind, (long)(gigabytes * 1e9));
        string place = First;
        byte[]? expected = null;
        try
        {
            foreach (string next in new[] { First, Last })
            {
                BigSubmission.Move(tree, kind, place, next);
                place = next;
                foreach (int threads in new[] { 1, 2 })
                {
                    rows.Add(Measure(options, tree, output, threads, $"{kind} {gigabytes} GB", place == First ? "first" : "last", gigabytes, expected));
                    expected ??= File.ReadAllBytes(Path.Combine(output, "knowledge_base.json"));
                }
            }
            if (verifies)
                Verify(options, output, tree);
        }
        finally
        {
            Directory.Delete(Path.Combine(tree, place), true);
        }
    }

    private static FormattableString[] Measure(
        ComparisonOptions options, string tree, string output, int threads, string file, string place, double gigabytes, byte[]? expected)
    {
        var limit = new Contestant("limit program", options.Measure, [options.Limit, tree, $"{threads}"]);
        var pyner = new Contestant("Pyner", options.Measure, options.Build(tree, output, threads), () => Remove(output));
        Contestant.InTurn([limit, pyner], options.Rounds, options.Rounds);
        if (expected is not null && !File.ReadAllBytes(Path.Combine(output, "knowledge_base.json")).AsSpan().SequenceEqual(expected))
            throw new InvalidOperationException($"the knowledge base with {file} {place} on {threads} threads is not the one that it was on others");
        Console.Error.WriteLine($"{file} {place}, {threads} threads: {pyner.Median:f2} s, limit program {limit.Median:f2} s");
        return
        [
            $"{file}", $"{place}", $"{threads}", $"{pyner.Median:f2}", $"{pyner.Seconds.Min():f2} to {pyner.Seconds.Max():f2}", $"{pyner.Ratio(limit):f2}",
            $"{new JobFigures(output).IdleShare:p0}", $"{pyner.PeakMemory / 1e6:f0}",
        ];
    }

    private static void Verify(ComparisonOptions options, string output, string tree)
    {
        using Process process = Process.Start(options.Pyner, ["verify", output, tree, "--quiet"]);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"pyner verify {output} {tree} ended with {process.ExitCode}: figures do not agree");
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, true);
    }
}
