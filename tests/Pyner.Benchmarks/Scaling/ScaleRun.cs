using Pyner.Benchmarks.WholeProcess;
using Pyner.Corpus;

namespace Pyner.Benchmarks.Scaling;

/// <summary>
/// Builds from archives of more and more small submissions, and tells what one submission costs in each; then kills the largest job half-way and resumes
/// it.
/// </summary>
internal static class ScaleRun
{
    public static int Run(ComparisonOptions options, Arguments arguments)
    {
        string folder = options.Corpus;
        long[] sizes = arguments.Numbers("--sizes");
        int experiments = arguments.Number("--max-experiments", 3);
        var report = new Report("The cost of a submission, from few to many");
        report.Paragraph($"Generated archives of small submissions (at most {experiments} experiments each), a larger one beginning with the smaller; warm page cache where it fits.");
        string output = Path.Combine(Path.GetTempPath(), "pyner-scale-" + Environment.ProcessId);
        // Equal knowledge bases are then equal bytes.
        Environment.SetEnvironmentVariable("SOURCE_DATE_EPOCH", "0");
        try
        {
            foreach (string format in arguments.Required("--formats").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var archives = new List<(long Submissions, string Path)>();
                foreach (long size in sizes)
                    archives.Add((size, Archive(folder, format, size, experiments)));
                foreach (int threads in new[] { 1, 2 })
                    Measure(options, report, format, threads, archives, output);
                Resume(options, report, format, archives[^1], output);
            }
        }
        finally
        {
            Remove(output);
        }
        report.Paragraph(
            $"""
            Start-up is part of every figure, which makes a submission of the smallest archive dearer. Every figure of every knowledge base is its corpus's. Memory
            grows with the knowledge base: its names, and the submissions behind each organism. *From the ledger* is the peak where the finished job publishes it
            once more and reads no archive; *beyond it* is what reading takes. What checkpoints *cost* is the difference to the same job with one checkpoint at its
            end, the medians of runs in turn. *Goes on* is when the first batch after the checkpoint is merged;
            a tar.gz is gone on with at a place that was kept, a tar's headers have to be read.
            """);
        report.Write(options.Report);
        return 0;
    }

    private static string Archive(string folder, string format, long submissions, int experiments)
    {
        string path = Path.Combine(folder, $"small-{submissions}-{experiments}.{format}");
        if (File.Exists(path))
            return path;
        Console.Error.WriteLine($"generating {path}");
        var options = new CorpusOptions { Submissions = submissions, MaxExperiments = experiments };
        if (format == "tar")
            CorpusGenerator.WriteTar(path, options);
        else
            CorpusGenerator.WriteTarGz(path, options);
        return path;
    }

    private static void Measure(
        ComparisonOptions options, Report report, string format, int threads, List<(long Submissions, string Path)> archives, string output)
    {
        var jobs = new List<(long Submissions, Contestant Pyner, Contestant Unchecked, Contestant Published, string Output)>();
        foreach ((long submissions, string path) in archives)
        {
            string own = Path.Combine(output, $"{submissions}");
            string other = own + "-unchecked";
            string knowledgeBase = Path.Combine(own, "knowledge_base.json");
            string[] build = options.Build(path, own, threads);
            jobs.Add((
                submissions,
                new Contestant($"{submissions}", options.Measure, build, () => Remove(own)),
                new Contestant($"{submissions} without checkpoints", options.Measure, [.. options.Build(path, other, threads), "--checkpoint-every", "1000000"], () => Remove(other)),
                // With an output gone, the finished job reads nothing but its ledger: what it takes is the knowledge base and the program.
                new Contestant($"{submissions} from its ledger", options.Measure, [.. build, "--resume"], () => File.Delete(knowledgeBase)),
                own));
        }
        Contestant.InTurn([.. jobs.SelectMany(job => new[] { job.Pyner, job.Published, job.Unchecked })], options.Rounds, options.Rounds);
        foreach ((long submissions, string path) in archives)
            Truth.Check(Path.Combine(output, $"{submissions}", "knowledge_base.json"), CorpusGenerator.TruthPath(path));
        (long fewest, Contestant first, _, _, _) = jobs[0];
        report.Table(
            $"{format}, {Report.Threads(threads)}",
            [
                "submissions", "seconds (median)", "min to max", "runs", "µs a submission", "x the first", "processor µs a submission", "x the first",
                "peak memory, MB", "from the ledger, MB", "beyond it, MB", "knowledge base, MB", "checkpoints", "cost of wall time", "cost of processor time",
            ],
            jobs.Select(job => (FormattableString[])
            [
                $"{job.Submissions}", $"{job.Pyner.Median:f3}", $"{job.Pyner.Seconds.Min():f3} to {job.Pyner.Seconds.Max():f3}", $"{job.Pyner.Seconds.Count}",
                $"{1e6 * job.Pyner.Median / job.Submissions:f1}", $"{job.Pyner.Median / job.Submissions / (first.Median / fewest):f2}",
                $"{1e6 * job.Pyner.ProcessorMedian / job.Submissions:f1}",
                $"{job.Pyner.ProcessorMedian / job.Submissions / (first.ProcessorMedian / fewest):f2}",
                $"{job.Pyner.PeakMemory / 1e6:f0}", $"{job.Published.PeakMemory / 1e6:f0}", $"{(job.Pyner.PeakMemory - job.Published.PeakMemory) / 1e6:f0}",
                $"{new FileInfo(Path.Combine(job.Output, "knowledge_base.json")).Length / 1e6:f1}",
                $"{new JobFigures(job.Output).Checkpoints}", $"{job.Pyner.Ratio(job.Unchecked) - 1:p1}",
                $"{(job.Pyner.ProcessorMedian / job.Unchecked.ProcessorMedian) - 1:p1}",
            ]));
    }

    private static void Resume(ComparisonOptions options, Report report, string format, (long Submissions, string Path) archive, string output)
    {
        byte[] undisturbed = File.ReadAllBytes(Path.Combine(output, $"{archive.Submissions}", "knowledge_base.json"));
        string own = Path.Combine(output, "killed");
        Remove(own);
        ResumedJob job = ResumedJob.Run(options.Pyner, archive.Path, own, archive.Submissions / 2);
        if (!File.ReadAllBytes(Path.Combine(own, "knowledge_base.json")).AsSpan().SequenceEqual(undisturbed))
            throw new InvalidOperationException($"the knowledge base of {archive.Path} is another one when the job is killed and resumed");
        report.Paragraph(
            $"""
            Killed (`kill -9`) after {job.Killed} of {archive.Submissions} submissions and resumed, on 2 threads: the checkpoints are read {job.Opened:f2} s after the start of
            the process, it goes on after {job.WentOn:f2} s, and ends with the same bytes.
            """);
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, true);
    }
}
