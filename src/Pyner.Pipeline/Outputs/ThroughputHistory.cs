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
        (List<ThroughputPoint> recorded, int recordedCheckpoints) = recordPath is null ? ([], 0) : FromRecord(recordPath, job.Id);
        int lastRecorded = recorded.Count == 0 ? 0 : recorded[^1].Execution;
        // An execution may have read more than it merged: what it read beyond that is read again.
        List<ThroughputPoint> points = [.. recorded.TakeWhile(point => point.Submissions <= merged)];
        if (points.Count == 0)
            points.Add(new ThroughputPoint(1, 0, 0, 0));
        for (int i = 0; i < checkpoints.Count; i++)
        {
            Checkpoint checkpoint = checkpoints[i];
            double seconds = (checkpoint.RecordedAt - job.StartedAt).TotalSeconds;
            if (seconds <= points[^1].Seconds || checkpoint.Submissions <= points[^1].Submissions)
                continue;
            // A checkpoint that the record does not know is of an execution that left none.
            int execution = i < recordedCheckpoints ? lastRecorded : lastRecorded + 1;
            points.Add(new ThroughputPoint(execution, seconds, checkpoint.Submissions, null));
        }
        return points;
    }

    /// <summary>The points of a job's record, and how many checkpoints it knows.</summary>
    private static (List<ThroughputPoint> Points, int Checkpoints) FromRecord(string path, string jobId)
    {
        try
        {
            using JsonDocument record = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = record.RootElement;
            return root.GetProperty("job").GetString() == jobId
                ? ([.. root.GetProperty("throughput").EnumerateArray().Select(Read)], root.GetProperty("checkpoints").GetArrayLength())
                : ([], 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException
            or KeyNotFoundException or FormatException)
        {
            return ([], 0);
        }
    }

    /// <summary>Reads a point as <see cref="JobRecordWriter"/> writes it.</summary>
    /// <exception cref="Exception">It is no such point: what <see cref="JsonElement"/> throws.</exception>
    internal static ThroughputPoint Read(JsonElement point) => new(
        point.GetProperty("execution").GetInt32(),
        point.GetProperty("seconds").GetDouble(),
        point.GetProperty("submissions").GetInt64(),
        point.GetProperty("bytes") is { ValueKind: not JsonValueKind.Null } bytes ? bytes.GetInt64() : null);
}
