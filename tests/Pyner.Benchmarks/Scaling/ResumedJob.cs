using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Pyner.Benchmarks.Scaling;

/// <summary>A job that is killed at a checkpoint, and how soon it goes on when it is resumed.</summary>
/// <param name="Killed">Submissions that the last checkpoint had.</param>
/// <param name="Opened">Seconds from the start of the process until the checkpoints were read.</param>
/// <param name="WentOn">Seconds until another batch was merged.</param>
internal sealed record ResumedJob(long Killed, double Opened, double WentOn)
{
    /// <summary>Runs a job in an output folder, kills it, resumes it twice: once to see when it goes on, once to its end.</summary>
    /// <param name="pyner">The tool.</param>
    /// <param name="source">The source.</param>
    /// <param name="output">A new folder.</param>
    /// <param name="submissions">After the checkpoint that has so many, the job is killed.</param>
    public static ResumedJob Run(string pyner, string source, string output, long submissions)
    {
        string[] command = ["build", source, "--out", output, "--threads", "2", "--json"];
        long killed = 0;
        Until(pyner, command, line =>
        {
            if ((string)line["type"]! == "checkpoint")
                killed = (long)line["submissions"]!;
            return killed >= submissions;
        });
        double opened = 0;
        // A checkpoint after every batch tells when the first one is merged.
        double wentOn = Until(pyner, [.. command, "--resume", "--checkpoint-every", "1"], line =>
        {
            if ((string)line["type"]! == "started")
                opened = (double)line["seconds"]!;
            return (string)line["type"]! == "checkpoint";
        });
        Until(pyner, [.. command, "--resume"], _ => false);
        return new ResumedJob(killed, opened, wentOn);
    }

    /// <summary>Runs the tool until it has written a line, then kills it as <c>kill -9</c> does; or to its end.</summary>
    /// <returns>Seconds from its start.</returns>
    private static double Until(string pyner, string[] command, Func<JsonNode, bool> isLast)
    {
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo(pyner, command) { RedirectStandardOutput = true })!;
        while (process.StandardOutput.ReadLine() is string text)
        {
            JsonNode line = JsonNode.Parse(text)!;
            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            line["seconds"] = seconds;
            if (isLast(line))
            {
                process.Kill();
                process.WaitForExit();
                return seconds;
            }
        }
        process.WaitForExit();
        if (process.ExitCode is not (0 or 1))
            throw new InvalidOperationException($"{pyner} {string.Join(' ', command)} ended with {process.ExitCode}");
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
