using System.Diagnostics;
using System.Globalization;

namespace Pyner.Benchmarks.WholeProcess;

/// <summary>A program that is run whole, start-up included, several times in turn with others.</summary>
/// <param name="name">What the report calls it.</param>
/// <param name="measure">The program that says what another one took.</param>
/// <param name="command">The program and its arguments.</param>
/// <param name="prepare">What is done before each run and not timed.</param>
internal sealed class Contestant(string name, string measure, string[] command, Action? prepare = null)
{
    public string Name => name;

    /// <summary>Seconds of each run, in order.</summary>
    public List<double> Seconds { get; } = [];

    /// <summary>Processor seconds of each run, in order.</summary>
    public List<double> ProcessorSeconds { get; } = [];

    /// <summary>The largest peak of any run, in bytes.</summary>
    public long PeakMemory { get; private set; }

    /// <summary>What the last run printed.</summary>
    public string Output { get; private set; } = "";

    /// <summary>Whether it takes long, and so may run in fewer rounds.</summary>
    public bool IsSlow { get; init; }

    /// <summary>The median of the runs, in seconds.</summary>
    public double Median => MedianOf(Seconds);

    /// <summary>The median of the runs' processor time, in seconds.</summary>
    public double ProcessorMedian => MedianOf(ProcessorSeconds);

    /// <summary>The median of the quotients of this one's and the other's runs in the same round.</summary>
    public double Ratio(Contestant other) => MedianOf([.. Seconds.Zip(other.Seconds, (ours, theirs) => ours / theirs)]);

    /// <summary>Runs contestants in turn, round after round. The round before the first warms the page cache and does not count.</summary>
    public static void InTurn(IReadOnlyList<Contestant> contestants, int rounds, int slowRounds)
    {
        for (int round = 0; round <= rounds; round++)
        {
            foreach (Contestant contestant in contestants)
            {
                if (!contestant.IsSlow || round <= slowRounds)
                    contestant.Run(round > 0);
            }
        }
    }

    public void Run(bool counts)
    {
        prepare?.Invoke();
        string result = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo(measure, [result, .. command]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            Output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            // 1 is Pyner's exit code for a job that is done but for files that are not well-formed.
            if (process.ExitCode is not (0 or 1))
                throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}: {errors.Result}");
            if (counts)
                Add(File.ReadAllText(result));
        }
        finally
        {
            File.Delete(result);
        }
    }

    /// <summary>The median of some figures.</summary>
    public static double MedianOf(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    // Wall, user and system seconds, peak memory in kibibytes.
    private void Add(string result)
    {
        double[] figures = [.. result.Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture))];
        Seconds.Add(figures[0]);
        ProcessorSeconds.Add(figures[1] + figures[2]);
        PeakMemory = Math.Max(PeakMemory, (long)figures[3] * 1024);
    }
}
