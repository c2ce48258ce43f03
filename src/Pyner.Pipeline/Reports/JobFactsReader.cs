using System.Globalization;
using System.Text.Json;
using Pyner.Pipeline.Outputs;

namespace Pyner.Pipeline.Reports;

/// <summary>Reads a job.json. It may have been edited, or come from an earlier Pyner: what a report can do without may be missing.</summary>
internal static class JobFactsReader
{
    private static readonly (string Title, string Name)[] s_environment =
        [("Source", "source"), ("Options", "options"), ("Versions", "versions"), ("Machine", "machine"), ("Timings", "timings")];

    /// <summary>Reads it.</summary>
    /// <exception cref="ReportException">It is missing, can't be read, or is no record of a job.</exception>
    public static JobFacts Read(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > JobRecordFile.MostBytes })
                throw new JsonException($"it has more than {JobRecordFile.MostBytes} bytes");
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ReportException($"'{path}' does not exist. Build the knowledge base again with 'pyner build', or name another folder.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ReportException($"'{path}' can't be read: {e.Message}", e);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new ReportException($"'{path}' is no record of a job: {e.Message} Build the knowledge base again with 'pyner build'.", e);
        }
    }

    private static JobFacts Read(JsonElement record)
    {
        JsonElement timings = Member(record, "timings");
        JsonElement resources = Member(record, "resources");
        return new JobFacts
        {
            Job = Text(record, "job"),
            State = Text(record, "state"),
            Message = OptionalText(record, "message"),
            Started = Member(timings, "started").GetDateTimeOffset(),
            Ended = Member(timings, "ended").GetDateTimeOffset(),
            ElapsedSeconds = Member(timings, "elapsed_seconds").GetDouble(),
            Submissions = Count(record, "submissions"),
            Stage = Optional(Member(record, "options"), "stage")?.GetInt32(),
            RejectedFiles = Count(Member(record, "rejected"), "files"),
            RejectedByCode = Optional(Member(record, "rejected"), "by_code") is JsonElement codes ? Counts(codes) : null,
            Bytes = Count(resources, "bytes"),
            SubmissionsPerSecond = Member(resources, "submissions_per_second").GetDouble(),
            BytesPerSecond = Member(resources, "bytes_per_second").GetDouble(),
            CpuSeconds = Optional(resources, "cpu_seconds")?.GetDouble(),
            PeakMemory = Optional(resources, "peak_memory_bytes")?.GetInt64(),
            IgnoredFiles = Count(record, "ignored_files"),
            Files = [.. Member(record, "files").EnumerateObject().Select(kind => KeyValuePair.Create(kind.Name, kind.Value.GetInt64()))],
            SourcePath = Text(Member(record, "source"), "path"),
            ResumedFrom = Optional(record, "resumed_from") is JsonElement from ? Count(from, "submissions") : null,
            Checkpoints = [.. Member(record, "checkpoints").EnumerateArray().Select(checkpoint =>
                new CheckpointFact(Count(checkpoint, "batches"), Count(checkpoint, "submissions"), Member(checkpoint, "recorded").GetDateTimeOffset()))],
            Throughput = Throughput(record),
            Devices = [.. Member(record, "devices").EnumerateArray().Select(Device)],
            FailedBatches = Optional(record, "failed_batches")?.GetInt64() ?? 0,
            Failures = Optional(record, "failures") is JsonElement failures ? [.. failures.EnumerateArray().Select(failure => Text(failure, "reason"))] : [],
            Environment = [.. s_environment.Select(part => KeyValuePair.Create(part.Title, Values(Member(record, part.Name))))],
        };
    }

    private static DeviceFact Device(JsonElement device) => new(
        Text(device, "device"), OptionalText(device, "model"), Count(device, "batches"), Count(device, "submissions"), Count(device, "bytes"),
        Member(device, "busy_seconds").GetDouble());

    private static ThroughputPoint[] Throughput(JsonElement record)
    {
        if (Optional(record, "throughput") is not JsonElement series)
            return [];
        ThroughputPoint[] points = [.. series.EnumerateArray().Select(ThroughputHistory.Read)];
        for (int i = 1; i < points.Length; i++)
        {
            if (points[i].Seconds < points[i - 1].Seconds || points[i].Execution < points[i - 1].Execution || points[i].Submissions < points[i - 1].Submissions)
                throw new JsonException($"point {i} of 'throughput' lies before the one before it.");
        }
        return points;
    }

    private static Dictionary<string, long> Counts(JsonElement parent)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (JsonProperty property in parent.EnumerateObject())
            counts[property.Name] = property.Value.GetInt64();
        return counts;
    }

    private static IReadOnlyList<KeyValuePair<string, string>> Values(JsonElement part) =>
        [.. part.EnumerateObject().Select(value => KeyValuePair.Create(value.Name, Shown(value)))];

    private static string Shown(JsonProperty value) => value.Value.ValueKind switch
    {
        JsonValueKind.Null => "-",
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.String => value.Value.GetString()!,
        JsonValueKind.Number when value.Name.EndsWith("_seconds", StringComparison.Ordinal) => Figure.Duration(value.Value.GetDouble()),
        JsonValueKind.Number when value.Name.EndsWith("_bytes", StringComparison.Ordinal) => Figure.Bytes(value.Value.GetDouble()),
        JsonValueKind.Number when value.Value.TryGetInt64(out long count) => Figure.Count(count),
        JsonValueKind.Number => value.Value.GetDouble().ToString(CultureInfo.InvariantCulture),
        _ => value.Value.GetRawText(),
    };

    private static JsonElement Member(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) ? value : throw new JsonException($"'{name}' is missing.");

    private static JsonElement? Optional(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string Text(JsonElement parent, string name) =>
        Member(parent, name).GetString() ?? throw new JsonException($"'{name}' is null.");

    private static string? OptionalText(JsonElement parent, string name) => Optional(parent, name)?.GetString();

    private static long Count(JsonElement parent, string name) =>
        Member(parent, name).GetInt64() is >= 0 and long count ? count : throw new JsonException($"'{name}' is less than 0.");
}
