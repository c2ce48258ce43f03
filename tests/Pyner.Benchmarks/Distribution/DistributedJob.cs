using System.Diagnostics;
using Pyner.Benchmarks.WholeProcess;

namespace Pyner.Benchmarks.Distribution;

/// <summary>A job that the services do, several times over.</summary>
/// <param name="options">Where the tool is.</param>
/// <param name="services">The services.</param>
/// <param name="source">What they read.</param>
/// <param name="output">Where they write; removed before each run.</param>
/// <param name="arguments">More arguments of <c>pyner job start</c>.</param>
internal sealed class DistributedJob(ComparisonOptions options, RunningServices services, string source, string output, params string[] arguments)
{
    // The services look after a job for a moment once its client is told that it is done.
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(1);

    /// <summary>Seconds of each run.</summary>
    public List<double> Seconds { get; } = [];

    /// <summary>Processor seconds of each run, by program.</summary>
    public List<Dictionary<string, double>> Taken { get; } = [];

    /// <summary>The median of the runs' processor time.</summary>
    public double ProcessorMedian => Contestant.MedianOf([.. Taken.Select(taken => taken.Values.Sum())]);

    /// <summary>The median of one program's processor time.</summary>
    public double MedianFor(string program) => Contestant.MedianOf([.. Taken.Select(taken => taken.GetValueOrDefault(program))]);

    public void Run(bool counts)
    {
        if (Directory.Exists(output))
            Directory.Delete(output, true);
        Dictionary<string, double> before = services.ProcessorSeconds();
        long started = Stopwatch.GetTimestamp();
        using (Process client = Process.Start(
            options.Pyner, ["job", "start", source, "--out", output, "--watch", "--quiet", "--gateway", services.Gateway, .. arguments]))
        {
            client.WaitForExit();
            // 1: done, with files rejected.
            if (client.ExitCode is not (0 or 1))
                throw new InvalidOperationException($"the job ended with {client.ExitCode}: see above");
        }
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Thread.Sleep(s_rest);
        if (!counts)
            return;
        Seconds.Add(seconds);
        Taken.Add(services.ProcessorSeconds().ToDictionary(program => program.Key, program => program.Value - before.GetValueOrDefault(program.Key)));
    }

    /// <summary>Forgets the runs so far.</summary>
    public void Forget()
    {
        Seconds.Clear();
        Taken.Clear();
    }
}
