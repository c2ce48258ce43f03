using System.Diagnostics;

namespace Pyner.Benchmarks.WholeProcess;

/// <summary>A program that is run whole, start-up included, several times in turn with others.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Command">The program and its arguments.</param>
/// <param name="Prepare">What is done before each run and not timed.</param>
internal sealed record Contestant(string Name, string[] Command, Action? Prepare = null)
{
    /// <summary>Seconds of each run, in order.</summary>
    public List<double> Seconds { get; } = [];

    /// <summary>What the last run printed.</summary>
    public string Output { get; private set; } = "";

    /// <summary>The median of the runs, in seconds.</summary>
    public double Median => MedianOf(Seconds);

    /// <summary>The median of the quotients of this one's and the other's runs in the same round.</summary>
    public double Ratio(Contestant other) => MedianOf([.. Seconds.Zip(other.Seconds, (ours, theirs) => ours / theirs)]);

    public void Run(bool counts)
    {
        Prepare?.Invoke();
        var start = new ProcessStartInfo(Command[0], Command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        // 1 is Pyner's exit code for a job that is done but for files that are not well-formed.
        if (process.ExitCode is not (0 or 1))
            throw new InvalidOperationException($"{string.Join(' ', Command)} ended with {process.ExitCode}: {errors.Result}");
        if (counts)
            Seconds.Add(seconds);
    }

    private static double MedianOf(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
