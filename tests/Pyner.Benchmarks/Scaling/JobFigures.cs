using System.Text.Json.Nodes;

namespace Pyner.Benchmarks.Scaling;

/// <summary>What a job says of itself in its <c>job.json</c>.</summary>
internal sealed class JobFigures(string outputFolder)
{
    private readonly JsonNode _job = JsonNode.Parse(File.ReadAllText(Path.Combine(outputFolder, "job.json")))!;

    public double Seconds => Timing("elapsed_seconds");

    /// <summary>How many checkpoints were recorded.</summary>
    public int Checkpoints => _job["checkpoints"]!.AsArray().Count;

    /// <summary>Seconds in which an earlier execution's checkpoints were read.</summary>
    public double Resuming => Timing("resuming_seconds");

    /// <summary>
    /// Part of the threads' time, while the job read and parsed, in which they did neither: they waited for the disk's list, or for each other.
    /// </summary>
    public double IdleShare => 1 - (Timing("parsing_thread_seconds") / (Timing("building_seconds") * Math.Max(1, (int)_job["options"]!["threads"]!)));

    private double Timing(string name) => (double)_job["timings"]![name]!;
}
