using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Pyner.Contracts.V1;

namespace Pyner.Cli.Jobs;

/// <summary>A job's properties as JSON, named as those of <c>pyner build --json</c> are.</summary>
internal static class JobJson
{
    /// <summary>Writes them.</summary>
    public static void Write(Utf8JsonWriter json, Job job)
    {
        Progress progress = job.Progress;
        json.WriteString("job", job.Id);
        json.WriteString("state", job.State.Word());
        json.WriteNumber("revision", job.Revision);
        json.WriteBoolean("cancel_requested", job.CancelRequested);
        json.WriteString("reason", job.Reason.Length > 0 ? job.Reason : null);
        json.WriteString("source", job.Options.Source);
        json.WriteString("source_kind", job.Source?.Kind.Word());
        json.WriteString("output", job.Options.Output);
        WriteTime(json, "created_at", job.CreatedAt);
        WriteTime(json, "started_at", job.StartedAt);
        WriteTime(json, "ended_at", job.EndedAt);
        WriteNumber(json, "percent", progress.HasPercent ? Math.Round(progress.Percent, 3) : null);
        json.WriteNumber("submissions", progress.Parsed.Submissions);
        WriteNumber(json, "submissions_total", progress.HasSubmissionsTotal ? progress.SubmissionsTotal : null);
        json.WriteNumber("bytes", progress.XmlBytes);
        json.WriteNumber("experiments", progress.Experiments);
        json.WriteNumber("samples", progress.Samples);
        json.WriteNumber("runs", progress.Runs);
        json.WriteNumber("rejected", progress.FilesRejected);
        json.WriteNumber("checkpoints", progress.Checkpoints);
        json.WriteNumber("source_bytes", progress.SourceBytesRead);
        WriteNumber(json, "source_bytes_total", progress.HasSourceBytesTotal ? progress.SourceBytesTotal : null);
        WriteBatches(json, progress);
        WriteNumber(json, "submissions_per_second", progress.HasSubmissionsPerSecond ? Math.Round(progress.SubmissionsPerSecond, 3) : null);
        WriteNumber(json, "bytes_per_second", progress.HasXmlBytesPerSecond ? Math.Round(progress.XmlBytesPerSecond) : null);
        json.WriteNumber("elapsed_seconds", Math.Round(JobFigures.Elapsed(job).TotalSeconds, 3));
        WriteNumber(json, "remaining_seconds", progress.Remaining is { } left ? Math.Round(left.ToTimeSpan().TotalSeconds, 3) : null);
        WriteDevices(json, job);
        WriteWorkers(json, job);
        WriteFailures(json, job);
    }

    private static void WriteBatches(Utf8JsonWriter json, Progress progress)
    {
        json.WriteStartObject("batches");
        json.WriteNumber("planned", progress.Planned.Batches);
        json.WriteBoolean("plan_ended", progress.PlanEnded);
        json.WriteNumber("leased", progress.BatchesLeased);
        json.WriteNumber("parsed", progress.Parsed.Batches);
        json.WriteNumber("merged", progress.Merged.Batches);
        json.WriteNumber("failed", progress.BatchesFailed);
        json.WriteEndObject();
    }

    private static void WriteDevices(Utf8JsonWriter json, Job job)
    {
        json.WriteStartArray("devices");
        foreach (DeviceProgress device in job.Devices)
        {
            json.WriteStartObject();
            json.WriteString("device", device.Device);
            json.WriteNumber("batches", device.Batches);
            json.WriteNumber("submissions", device.Submissions);
            json.WriteNumber("bytes", device.XmlBytes);
            json.WriteNumber("rejected", device.FilesRejected);
            json.WriteNumber("busy_seconds", Math.Round(device.Busy.ToTimeSpan().TotalSeconds, 3));
            WriteNumber(json, "submissions_per_second", device.HasSubmissionsPerSecond ? Math.Round(device.SubmissionsPerSecond, 3) : null);
            WriteNumber(json, "bytes_per_second", device.HasXmlBytesPerSecond ? Math.Round(device.XmlBytesPerSecond) : null);
            if (device.Work is { } work)
                WriteWork(json, work);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteWork(Utf8JsonWriter json, DeviceWork work)
    {
        DeviceFallbacks fallbacks = work.Fallbacks;
        json.WriteNumber("indexed_files", work.Files);
        json.WriteNumber("indexed_bytes", work.XmlBytes);
        json.WriteNumber("launches", work.Launches);
        json.WriteNumber("kernel_seconds", Math.Round(work.KernelTime.ToTimeSpan().TotalSeconds, 3));
        json.WriteNumber("copy_seconds", Math.Round(work.CopyTime.ToTimeSpan().TotalSeconds, 3));
        json.WriteStartObject("fallbacks");
        json.WriteNumber("doctype_files", fallbacks.DoctypeFiles);
        json.WriteNumber("other_encoding_files", fallbacks.OtherEncodingFiles);
        json.WriteNumber("long_files", fallbacks.LongFiles);
        json.WriteNumber("smaller_buffers", fallbacks.SmallerBuffers);
        json.WriteNumber("out_of_memory", fallbacks.OutOfMemory);
        json.WriteNumber("failures", fallbacks.Failures);
        json.WriteString("first_failure", fallbacks.FirstFailure.Length > 0 ? fallbacks.FirstFailure : null);
        json.WriteEndObject();
    }

    private static void WriteWorkers(Utf8JsonWriter json, Job job)
    {
        json.WriteStartArray("workers");
        foreach (Worker worker in job.Workers)
        {
            json.WriteStartObject();
            json.WriteString("worker", worker.Id);
            json.WriteString("device", worker.Device);
            json.WriteString("device_asked", worker.DeviceAsked);
            json.WriteString("indexer", worker.Indexer);
            json.WriteString("host", worker.Host);
            WriteTime(json, "started_at", worker.StartedAt);
            WriteTime(json, "last_heartbeat", worker.LastHeartbeat);
            json.WriteNumber("batches", worker.Batches);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteFailures(Utf8JsonWriter json, Job job)
    {
        json.WriteStartArray("failed_batches");
        foreach (FailedBatch failed in job.Failures)
        {
            json.WriteStartObject();
            json.WriteNumber("batch", failed.Ordinal);
            json.WriteString("id", failed.BatchId);
            json.WriteString("reason", failed.Reason);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, Timestamp? time)
    {
        if (time is null)
            json.WriteNull(name);
        else
            json.WriteString(name, time.ToDateTime());
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? number)
    {
        if (number is double value)
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}
