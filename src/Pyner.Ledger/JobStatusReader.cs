using System.Globalization;
using System.Text.Json;
using Pyner.Pipeline;
using Pyner.Pipeline.Batches;
using Pyner.Pipeline.Devices;
using Pyner.Pipeline.Distribution;
using StackExchange.Redis;

namespace Pyner.Ledger;

/// <summary>Makes a job's status of what is in its keys.</summary>
internal static class JobStatusReader
{
    /// <summary>Reads what the script for it returned.</summary>
    /// <returns>The status, or null where there is no such job.</returns>
    public static JobStatus? Read(string jobId, RedisResult result)
    {
        var parts = (RedisResult[])result!;
        Dictionary<string, string> job = Fields(parts[0]);
        if (!job.TryGetValue("state", out string? state))
            return null;
        return new JobStatus
        {
            Id = jobId,
            Request = JsonSerializer.Deserialize(job["request"], LedgerJson.Default.JobRequest)!,
            State = Enum.Parse<DistributedJobState>(state),
            Revision = Count(job, "revision"),
            CancelRequested = job.ContainsKey("cancel"),
            Reason = job.GetValueOrDefault("reason"),
            CreatedAt = LedgerTime.Read(job["created"]),
            StartedAt = Time(job, "started"),
            EndedAt = Time(job, "ended"),
            Identity = job.TryGetValue("identity", out string? identity) ? JsonSerializer.Deserialize(identity, LedgerJson.Default.JobIdentity) : null,
            SubmissionsTotal = OptionalCount(job, "submissions_total"),
            SourceBytes = Count(job, "source_bytes"),
            SourceBytesTotal = OptionalCount(job, "source_bytes_total"),
            FinishedSourceBytes = Count(job, "finished_source_bytes"),
            PlanEnded = job.ContainsKey("plan_ended"),
            PlannedBatches = Count(job, "planned"),
            PlannedSubmissions = Count(job, "planned_submissions"),
            LeasedBatches = (long)parts[3],
            ParsedBatches = Count(job, "parsed"),
            Parsed = Figures(name => Count(job, "parsed_" + name)),
            FailedBatches = Count(job, "failed"),
            Failures = [.. ((string[])parts[2]!).Select(Failure)],
            MergedBatches = Count(job, "merged"),
            MergedSubmissions = Count(job, "merged_submissions"),
            Checkpoints = (int)Count(job, "checkpoints"),
            Devices = Devices(Fields(parts[1])),
        };
    }

    private static DeviceShare[] Devices(Dictionary<string, string> fields)
    {
        const string Batches = "batches ";
        return
        [
            .. fields.Keys
                .Where(field => field.StartsWith(Batches, StringComparison.Ordinal))
                .Select(field => field[Batches.Length..])
                .Order(StringComparer.Ordinal)
                .Select(device => new DeviceShare(
                    device,
                    Count(fields, Batches + device),
                    Figures(name => Count(fields, $"{name} {device}")),
                    TimeSpan.FromMicroseconds(Count(fields, $"busy {device}")),
                    DeviceWorkFields.Read(name => fields.GetValueOrDefault($"{name} {device}")))),
        ];
    }

    private static BatchFigures Figures(Func<string, long> count) =>
        new(count("submissions"), count("bytes"), count("rejected"), count("experiments"), count("samples"), count("runs"));

    private static FailedBatch Failure(string line)
    {
        string[] parts = line.Split(' ', 3);
        return new FailedBatch(
            long.Parse(parts[0], CultureInfo.InvariantCulture),
            new BatchId(UInt128.Parse(parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
            parts[2]);
    }

    private static Dictionary<string, string> Fields(RedisResult result)
    {
        string[] flat = (string[])result!;
        var fields = new Dictionary<string, string>(flat.Length / 2);
        for (int i = 0; i < flat.Length; i += 2)
            fields[flat[i]] = flat[i + 1];
        return fields;
    }

    private static long Count(Dictionary<string, string> fields, string name) => OptionalCount(fields, name) ?? 0;

    private static long? OptionalCount(Dictionary<string, string> fields, string name) =>
        fields.TryGetValue(name, out string? value) ? long.Parse(value, CultureInfo.InvariantCulture) : null;

    private static DateTimeOffset? Time(Dictionary<string, string> fields, string name) =>
        fields.TryGetValue(name, out string? value) ? LedgerTime.Read(value) : null;
}
