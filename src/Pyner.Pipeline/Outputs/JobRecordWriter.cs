using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pyner.Pipeline.Devices;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Ledgers;
using Pyner.Sra;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline.Outputs;

/// <summary>Writes <c>job.json</c>. Counts are the whole job's; timings and resources those of the execution that ended last.</summary>
internal sealed class JobRecordWriter : IDisposable
{
    private readonly Utf8JsonWriter _json;

    public JobRecordWriter(Stream stream) => _json = new Utf8JsonWriter(
        stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public void Write(JobRecord record)
    {
        BuildSummary summary = record.Summary;
        _json.WriteStartObject();
        _json.WriteString("job", record.JobId);
        _json.WriteString("state", State(record.Outcome));
        WriteText("message", record.Message);
        WriteSource(record.Identity);
        WriteOptions(record);
        WriteVersions(record);
        WriteMachine();
        WriteTimings(record);
        WriteResources(record);
        _json.WriteNumber("submissions", summary.Submissions);
        _json.WriteStartObject("files");
        foreach ((SubmissionFileKind kind, long count) in summary.Files)
            _json.WriteNumber(kind.ToString().ToLowerInvariant(), count);
        _json.WriteEndObject();
        _json.WriteNumber("ignored_files", summary.IgnoredFiles);
        _json.WriteNumber("batches", summary.Batches);
        WriteCheckpoints(record);
        WriteThroughput(record.Throughput);
        _json.WriteStartObject("rejected");
        _json.WriteNumber("files", summary.Rejected);
        _json.WriteStartObject("by_code");
        foreach ((string code, long count) in summary.RejectedByCode)
            _json.WriteNumber(code, count);
        _json.WriteEndObject();
        _json.WriteEndObject();
        WriteDevices(record.Services?.Devices ?? summary.Devices, record.Devices);
        if (record.Services is ServicesRecord services)
            WriteServices(services);
        _json.WriteEndObject();
    }

    public void Dispose() => _json.Dispose();

    internal static string State(BuildOutcome outcome) => outcome switch
    {
        BuildOutcome.Done => "done",
        BuildOutcome.DoneWithRejected => "done_with_rejected",
        BuildOutcome.Interrupted => "interrupted",
        _ => "failed",
    };

    private static string Time(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private void WriteSource(JobIdentity identity)
    {
        _json.WriteStartObject("source");
        _json.WriteString("path", identity.SourcePath);
        _json.WriteString("kind", identity.SourceKind switch
        {
            SourceKind.DirectoryTree => "tree",
            SourceKind.Tar => "tar",
            _ => "tar.gz",
        });
        _json.WriteString("fingerprint", identity.Fingerprint);
        _json.WriteEndObject();
    }

    private void WriteOptions(JobRecord record)
    {
        _json.WriteStartObject("options");
        WriteNumber("stage", record.Identity.Stage);
        WriteNumber("limit", record.Identity.Limit);
        // Services come and go while a job runs.
        WriteNumber("threads", record.Services is null ? record.Summary.Threads : null);
        _json.WriteNumber("batch_size", record.Identity.BatchSize);
        _json.WriteNumber("checkpoint_every", record.CheckpointEvery);
        _json.WriteBoolean("studies", record.Identity.Studies);
        _json.WriteBoolean("tables", record.Identity.Tables);
        _json.WriteEndObject();
    }

    private void WriteVersions(JobRecord record)
    {
        _json.WriteStartObject("versions");
        _json.WriteString("pyner", Machine.PynerVersion);
        _json.WriteString("runtime", RuntimeInformation.FrameworkDescription);
        _json.WriteString("os", RuntimeInformation.OSDescription);
        WriteText("indexer", record.Indexer);
        _json.WriteEndObject();
    }

    private void WriteMachine()
    {
        _json.WriteStartObject("machine");
        WriteText("processor", Machine.Processor);
        _json.WriteNumber("processors", Environment.ProcessorCount);
        _json.WriteString("architecture", Machine.Architecture);
        _json.WriteNumber("memory_bytes", Machine.Memory);
        _json.WriteEndObject();
    }

    private void WriteTimings(JobRecord record)
    {
        JobTimings timings = record.Timings;
        _json.WriteStartObject("timings");
        _json.WriteString("started", Time(record.Started));
        _json.WriteString("execution_started", Time(record.Began));
        _json.WriteString("ended", Time(record.Ended));
        WriteSeconds("elapsed_seconds", record.Summary.Elapsed);
        WriteSeconds("opening_seconds", timings.Opening);
        WriteSeconds("resuming_seconds", timings.Resuming);
        WriteSeconds("building_seconds", timings.Building);
        WriteSeconds("merging_seconds", timings.Merging);
        WriteSeconds("checkpoints_seconds", timings.Checkpoints);
        WriteSeconds("publishing_seconds", timings.Publishing);
        WriteSeconds("parsing_thread_seconds", timings.Busy);
        _json.WriteEndObject();
    }

    private void WriteResources(JobRecord record)
    {
        BuildSummary summary = record.Summary;
        bool oneProcess = record.Services is null;
        _json.WriteStartObject("resources");
        WriteSeconds("cpu_seconds", oneProcess ? summary.CpuTime : null);
        WriteNumber("peak_memory_bytes", oneProcess ? summary.PeakMemory : null);
        _json.WriteNumber("bytes", summary.Bytes);
        _json.WriteNumber("bytes_per_second", Math.Round(summary.BytesPerSecond));
        _json.WriteNumber("submissions_per_second", Math.Round(summary.SubmissionsPerSecond, 1));
        _json.WriteEndObject();
    }

    private void WriteCheckpoints(JobRecord record)
    {
        if (record.ResumedFrom is Checkpoint from)
        {
            _json.WriteStartObject("resumed_from");
            _json.WriteNumber("batches", from.EndBatch);
            _json.WriteNumber("submissions", from.Submissions);
            _json.WriteEndObject();
        }
        else
        {
            _json.WriteNull("resumed_from");
        }
        _json.WriteStartArray("checkpoints");
        foreach (Checkpoint checkpoint in record.Checkpoints)
        {
            _json.WriteStartObject();
            _json.WriteNumber("batches", checkpoint.EndBatch);
            _json.WriteNumber("submissions", checkpoint.Submissions);
            _json.WriteString("recorded", Time(checkpoint.RecordedAt));
            _json.WriteEndObject();
        }
        _json.WriteEndArray();
    }

    // A line to a point: they are many.
    private void WriteThroughput(IReadOnlyList<ThroughputPoint> points)
    {
        _json.WriteStartArray("throughput");
        foreach ((int execution, double seconds, long submissions, long? bytes) in points)
        {
            string read = bytes?.ToString(CultureInfo.InvariantCulture) ?? "null";
            _json.WriteRawValue(string.Create(
                CultureInfo.InvariantCulture,
                $"\n    {{ \"execution\": {execution}, \"seconds\": {seconds:0.###}, \"submissions\": {submissions}, \"bytes\": {read} }}"));
        }
        _json.WriteEndArray();
    }

    private void WriteDevices(IReadOnlyList<DeviceShare> shares, IReadOnlyList<DeviceReport> reports)
    {
        _json.WriteStartArray("devices");
        foreach (DeviceShare share in shares)
        {
            _json.WriteStartObject();
            _json.WriteString("device", share.Device);
            _json.WriteNumber("batches", share.Batches);
            _json.WriteNumber("submissions", share.Figures.Submissions);
            _json.WriteNumber("bytes", share.Figures.Bytes);
            WriteSeconds("busy_seconds", share.Busy);
            if (reports.FirstOrDefault(report => report.Device.Name.ToString() == share.Device) is { } report)
                WriteReport(report);
            else if (share.Work is { } work)
                WriteWork(work);
            _json.WriteEndObject();
        }
        // One that was asked for and had no batch, for want of batches.
        foreach (DeviceReport report in reports.Where(report => shares.All(share => share.Device != report.Device.Name.ToString())))
        {
            _json.WriteStartObject();
            _json.WriteString("device", report.Device.Name.ToString());
            _json.WriteNumber("batches", 0);
            _json.WriteNumber("submissions", 0);
            _json.WriteNumber("bytes", 0);
            WriteSeconds("busy_seconds", TimeSpan.Zero);
            WriteReport(report);
            _json.WriteEndObject();
        }
        _json.WriteEndArray();
    }

    private void WriteReport(DeviceReport report)
    {
        _json.WriteString("model", report.Device.Model);
        WriteNumber("memory_bytes", report.Device.Memory);
        _json.WriteNumber("multiprocessors", report.Device.Multiprocessors);
        WriteWork(report.Work);
    }

    private void WriteWork(DeviceWork work)
    {
        _json.WriteNumber("indexed_files", work.Counters.Documents);
        _json.WriteNumber("indexed_bytes", work.Counters.Bytes);
        _json.WriteNumber("launches", work.Counters.Launches);
        WriteSeconds("kernel_seconds", work.Counters.KernelTime);
        WriteSeconds("copy_seconds", work.Counters.CopyTime);
        _json.WriteStartObject("fallbacks");
        _json.WriteNumber("doctype_files", work.DoctypeFiles);
        _json.WriteNumber("other_encoding_files", work.ForeignFiles);
        _json.WriteNumber("long_files", work.LongFiles);
        _json.WriteNumber("smaller_buffers", work.Counters.ShrunkBuffers);
        _json.WriteNumber("out_of_memory", work.Counters.OutOfMemory);
        _json.WriteNumber("failures", work.Counters.Failures);
        WriteText("first_failure", work.Counters.FirstFailure);
        _json.WriteEndObject();
    }

    private void WriteServices(ServicesRecord services)
    {
        _json.WriteNumber("failed_batches", services.FailedBatches);
        _json.WriteStartArray("failures");
        foreach (FailedBatch failed in services.Failures)
        {
            _json.WriteStartObject();
            _json.WriteNumber("batch", failed.Ordinal);
            _json.WriteString("id", failed.Id.ToString());
            _json.WriteString("reason", failed.Reason);
            _json.WriteEndObject();
        }
        _json.WriteEndArray();
    }

    private void WriteText(string name, string? value)
    {
        if (value is null)
            _json.WriteNull(name);
        else
            _json.WriteString(name, value);
    }

    private void WriteNumber(string name, long? value)
    {
        if (value is long number)
            _json.WriteNumber(name, number);
        else
            _json.WriteNull(name);
    }

    private void WriteSeconds(string name, TimeSpan? value)
    {
        if (value is TimeSpan time)
            _json.WriteNumber(name, Math.Round(time.TotalSeconds, 3));
        else
            _json.WriteNull(name);
    }
}
