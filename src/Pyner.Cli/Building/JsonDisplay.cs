using System.Runtime.ExceptionServices;
using System.Text.Json;
using Pyner.Cli.Terminal;
using Pyner.KnowledgeBase;
using Pyner.Pipeline;
using Pyner.Pipeline.Devices;
using Pyner.Pipeline.Ledgers;
using Pyner.Sra;

namespace Pyner.Cli.Building;

/// <summary>JSON lines on stdout, as docs/json-lines.md describes them.</summary>
internal sealed class JsonDisplay : BuildDisplay
{
    private readonly JsonLines _lines = new();
    private volatile Exception? _failure;
    private volatile bool _began;

    /// <inheritdoc/>
    protected override TimeSpan Interval { get; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override void Began(BuildBeginning beginning)
    {
        Write(json => Write(json, beginning));
        _began = true;
    }

    /// <inheritdoc/>
    public override void CheckpointRecorded(Checkpoint checkpoint) => Write(json =>
    {
        json.WriteString("type", "checkpoint");
        json.WriteNumber("checkpoint", checkpoint.Sequence + 1);
        json.WriteNumber("submissions", checkpoint.Submissions);
        json.WriteNumber("batches", checkpoint.EndBatch);
    });

    /// <inheritdoc/>
    public override void FileRejected(RejectedFile file) => Write(json =>
    {
        json.WriteString("type", "rejected");
        json.WriteString("accession", file.Accession.ToString());
        json.WriteString("kind", Name(file.Kind));
        json.WriteString("file", file.Path);
        json.WriteString("code", file.Code);
        json.WriteString("message", file.Message);
        WriteNumber(json, "offset", file.Offset);
        WriteNumber(json, "line", file.Line);
        WriteNumber(json, "column", file.Column);
    });

    /// <inheritdoc/>
    public override void Noted(string notice) => Write(json =>
    {
        json.WriteString("type", "notice");
        json.WriteString("message", notice);
    });

    /// <inheritdoc/>
    public override void Published(string path) => Write(json =>
    {
        json.WriteString("type", "published");
        json.WriteString("file", path);
    });

    /// <inheritdoc/>
    public override void Ended(BuildResult result, string outputFolder)
    {
        Write(json => Write(json, result));
        if (_failure is not null)
            ExceptionDispatchInfo.Throw(_failure);
    }

    /// <inheritdoc/>
    protected override void Loop(Func<BuildProgress> progress, Func<bool> wait)
    {
        bool isOver;
        do
        {
            isOver = wait();
            // Once at the end too, so that a short job has one; not of a job that was refused.
            if (_began || !isOver)
                Write(progress());
        }
        while (!isOver);
    }

    /// <summary>Writes a line. Where stdout can't be written any more, nothing else is, and the job goes on: it is told at its end.</summary>
    private void Write(Action<Utf8JsonWriter> write)
    {
        if (_failure is not null)
            return;
        try
        {
            _lines.Write(write);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _failure = e;
        }
    }

    private static void Write(Utf8JsonWriter json, BuildResult result)
    {
        BuildSummary summary = result.Summary;
        json.WriteString("type", "summary");
        json.WriteString("outcome", Name(result.Outcome));
        json.WriteNumber("exit_code", result.ExitCode);
        json.WriteString("message", result.Message);
        json.WriteNumber("submissions", summary.Submissions);
        json.WriteNumber("resumed_submissions", summary.ResumedSubmissions);
        json.WriteStartObject("files");
        foreach (SubmissionFileKind kind in Enum.GetValues<SubmissionFileKind>())
            json.WriteNumber(Name(kind), summary.Files.TryGetValue(kind, out long count) ? count : 0);
        json.WriteEndObject();
        json.WriteNumber("ignored_files", summary.IgnoredFiles);
        json.WriteNumber("bytes", summary.Bytes);
        json.WriteNumber("experiments", summary.Experiments);
        json.WriteNumber("experiments_missing_fields", summary.ExperimentsMissingFields);
        json.WriteNumber("samples", summary.Samples);
        json.WriteNumber("samples_missing_fields", summary.SamplesMissingFields);
        json.WriteNumber("runs", summary.Runs);
        json.WriteNumber("unique_organisms", summary.UniqueOrganisms);
        json.WriteNumber("unique_strategies", summary.UniqueStrategies);
        json.WriteNumber("unique_attributes", summary.UniqueAttributes);
        json.WriteNumber("rejected", summary.Rejected);
        json.WriteStartObject("rejected_by_code");
        foreach ((string code, long count) in summary.RejectedByCode)
            json.WriteNumber(code, count);
        json.WriteEndObject();
        json.WriteNumber("batches", summary.Batches);
        json.WriteNumber("checkpoints", summary.Checkpoints);
        json.WriteNumber("threads", summary.Threads);
        json.WriteStartArray("devices");
        foreach (DeviceShare share in summary.Devices)
        {
            json.WriteStartObject();
            json.WriteString("device", share.Device);
            json.WriteNumber("batches", share.Batches);
            json.WriteNumber("bytes", share.Figures.Bytes);
            json.WriteNumber("busy_seconds", Seconds(share.Busy));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("elapsed_seconds", Seconds(summary.Elapsed));
        json.WriteNumber("cpu_seconds", Seconds(summary.CpuTime));
        json.WriteNumber("peak_memory_bytes", summary.PeakMemory);
        json.WriteNumber("submissions_per_second", Math.Round(summary.SubmissionsPerSecond, 3));
        json.WriteNumber("bytes_per_second", Math.Round(summary.BytesPerSecond));
    }

    private static void Write(Utf8JsonWriter json, BuildBeginning beginning)
    {
        json.WriteString("type", "started");
        json.WriteString("job", beginning.JobId);
        json.WriteString("source", beginning.Identity.SourcePath);
        json.WriteString("source_kind", BuildNotices.Kind(beginning.Identity.SourceKind));
        json.WriteString("fingerprint", beginning.Identity.Fingerprint);
        WriteNumber(json, "submissions_total", beginning.Submissions);
        json.WriteNumber("threads", beginning.Threads);
        json.WriteNumber("resumed_submissions", beginning.ResumedFrom?.Submissions ?? 0);
    }

    private void Write(BuildProgress progress) => Write(json =>
    {
        json.WriteString("type", "progress");
        json.WriteString("phase", Name(progress.Phase));
        json.WriteNumber("submissions", progress.Submissions);
        WriteNumber(json, "submissions_total", progress.SubmissionsTotal);
        json.WriteNumber("resumed_submissions", progress.ResumedSubmissions);
        json.WriteNumber("bytes", progress.Bytes);
        json.WriteNumber("experiments", progress.Experiments);
        json.WriteNumber("samples", progress.Samples);
        json.WriteNumber("runs", progress.Runs);
        json.WriteNumber("rejected", progress.Rejected);
        json.WriteNumber("checkpoints", progress.Checkpoints);
        json.WriteNumber("source_bytes", progress.SourceBytes);
        WriteNumber(json, "source_bytes_total", progress.SourceBytesTotal);
        json.WriteNumber("elapsed_seconds", Seconds(progress.Elapsed));
        if (new ProgressView(progress).Remaining is TimeSpan left)
            json.WriteNumber("remaining_seconds", Seconds(left));
        else
            json.WriteNull("remaining_seconds");
    });

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);

    private static void WriteNumber(Utf8JsonWriter json, string name, long? number)
    {
        if (number is long value)
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }

    // As the fields are named: DoneWithRejected is done_with_rejected.
    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
