using System.Text.Json;
using Pyner.Pipeline.Ledgers;

namespace Pyner.Pipeline.Outputs;

/// <summary>What is left of the course of a job's earlier executions: their record, and of one that was killed, its checkpoints.</summary>
internal static class ThroughputHistory
{
    /// <summary>Collects it. It is for a plot: a record that can't be read is passed over, for a job must not fail for that.</summary>
    /// <param name="recordPath">The job's record, which may be absent or another job's; null where there is none before the end.</param>
    /// <param name="job">The job.</param>
    /// <param name="checkpoints">Its checkpoints, in order; the last one is what it goes on from.</param>
    public static IReadOnlyList<ThroughputPoint> Collect(string? recordPath, LedgerJob job, IReadOnlyList<Checkpoint> checkpoints)
    {
        if (checkpoints.Count == 0)
            return [];
        long merged = checkpoints[^1].Submissions;
        // An execution may have read more than it recorded: what it read beyond that is read again.
        List<ThroughputPoint> points = recordPath is null ? [] : [.. FromRecord(recordPath, job.Id).TakeWhile(point => point.Submissions <= merged)];
        int execution = points.Count == 0 ? 1 : points[^1].Execution + 1;
        if (points.Count == 0)
            points.Add(new ThroughputPoint(1, 0, 0, 0));
        foreach (Checkpoint checkpoint in checkpoints)
        {
            double seconds = (checkpoint.RecordedAt - job.StartedAt).TotalSeconds;
            if (seconds > points[^1].Seconds && checkpoint.Submissions > points[^1].Submissions)
                points.Add(new ThroughputPoint(execution, seconds, checkpoint.Submissions, null));
        }
        return points;
    }

    private static List<ThroughputPoint> FromRecord(string path, string jobId)
    {
        List<ThroughputPoint> points = [];
        try
        {
            using JsonDocument record = JsonDocument.Parse(File.ReadAllBytes(path));
            if (record.RootElement.GetProperty("job").GetString() != jobId)
                return points;
            foreach (JsonElement point in record.RootElement.GetProperty("throughput").EnumerateArray())
                points.Add(Read(point));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            points.Clear();
        }
        return points;
    }

    /// <summary>Reads a point as <see cref="JobRecordWriter"/> writes it.</summary>
    /// <exception cref="Exception">It is no such point: what <see cref="JsonElement"/> throws.</exception>
    internal static ThroughputPoint Read(JsonElement point) => new(
        point.GetProperty("execution").GetInt32(),
        point.GetProperty("seconds").GetDouble(),
        point.GetProperty("submissions").GetInt64(),
        point.GetProperty("bytes") is { ValueKind: not JsonValueKind.Null } bytes ? bytes.GetInt64() : null);
}
