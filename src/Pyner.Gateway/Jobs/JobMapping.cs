using Google.Protobuf.WellKnownTypes;
using Pyner.Contracts.V1;
using Pyner.Pipeline.Distribution;

namespace Pyner.Gateway.Jobs;

/// <summary>Writes what the ledger has as callers see it.</summary>
internal static class JobMapping
{
    /// <summary>A job.</summary>
    public static Job ToContract(this JobSnapshot snapshot)
    {
        JobStatus status = snapshot.Status;
        return new Job
        {
            Id = status.Id,
            Options = Options(status.Request),
            State = status.State.ToContract(),
            Revision = status.Revision,
            CancelRequested = status.CancelRequested,
            Reason = status.Reason ?? "",
            CreatedAt = status.CreatedAt.ToTimestamp(),
            StartedAt = status.StartedAt?.ToTimestamp(),
            EndedAt = status.EndedAt?.ToTimestamp(),
            Source = status.Identity is { } identity ? new Source { Kind = Kind(identity.SourceKind), Fingerprint = identity.Fingerprint } : null,
            Progress = Progress(status, snapshot.Speed),
            Devices = { status.Devices.OrderBy(share => share.Device, StringComparer.Ordinal).Select(share => Device(share, snapshot.Speed)) },
            Failures = { status.Failures.Select(Failure) },
            Workers = { snapshot.Workers.Select(Worker) },
            ReadAt = snapshot.ReadAt.ToTimestamp(),
        };
    }

    private static JobOptions Options(JobRequest request)
    {
        var options = new JobOptions
        {
            Source = request.SourcePath,
            Output = request.OutputFolder,
            BatchSize = request.BatchSize,
            CheckpointEvery = request.CheckpointEvery,
            Studies = request.Studies,
            Tables = request.Tables,
            Timestamp = request.Timestamp.ToTimestamp(),
        };
        if (request.Stage is int stage)
            options.Stage = stage;
        if (request.Limit is long limit)
            options.Limit = limit;
        return options;
    }

    private static Progress Progress(JobStatus status, JobSpeed speed)
    {
        var progress = new Progress
        {
            SourceBytesRead = status.SourceBytes,
            Planned = new StageProgress { Batches = status.PlannedBatches, Submissions = status.PlannedSubmissions },
            Parsed = new StageProgress { Batches = status.ParsedBatches, Submissions = status.Parsed.Submissions },
            Merged = new StageProgress { Batches = status.MergedBatches, Submissions = status.MergedSubmissions },
            PlanEnded = status.PlanEnded,
            BatchesLeased = status.LeasedBatches,
            BatchesFailed = status.FailedBatches,
            Checkpoints = status.Checkpoints,
            FilesRejected = status.Parsed.Rejected,
            XmlBytes = status.Parsed.Bytes,
            Experiments = status.Parsed.Experiments,
            Samples = status.Parsed.Samples,
            Runs = status.Parsed.Runs,
            Remaining = speed.Remaining?.ToDuration(),
        };
        if (JobShare.Of(status) is double share)
            progress.Percent = share * 100;
        if (status.SubmissionsTotal is long submissions)
            progress.SubmissionsTotal = submissions;
        if (status.SourceBytesTotal is long bytes)
            progress.SourceBytesTotal = bytes;
        if (speed.Whole is Speed whole)
            (progress.SubmissionsPerSecond, progress.XmlBytesPerSecond) = (whole.Submissions, whole.Bytes);
        return progress;
    }

    private static DeviceProgress Device(Pipeline.Devices.DeviceShare share, JobSpeed speed)
    {
        var device = new DeviceProgress
        {
            Device = share.Device,
            Batches = share.Batches,
            Submissions = share.Figures.Submissions,
            XmlBytes = share.Figures.Bytes,
            FilesRejected = share.Figures.Rejected,
            Busy = share.Busy.ToDuration(),
            Work = share.Work is { } work ? Work(work) : null,
        };
        if (speed.Devices.TryGetValue(share.Device, out Speed own))
            (device.SubmissionsPerSecond, device.XmlBytesPerSecond) = (own.Submissions, own.Bytes);
        return device;
    }

    private static DeviceWork Work(Pipeline.Devices.DeviceWork work) => new()
    {
        Files = work.Counters.Documents,
        XmlBytes = work.Counters.Bytes,
        Launches = work.Counters.Launches,
        KernelTime = work.Counters.KernelTime.ToDuration(),
        CopyTime = work.Counters.CopyTime.ToDuration(),
        Fallbacks = new DeviceFallbacks
        {
            DoctypeFiles = work.DoctypeFiles,
            OtherEncodingFiles = work.ForeignFiles,
            LongFiles = work.LongFiles,
            SmallerBuffers = work.Counters.ShrunkBuffers,
            OutOfMemory = work.Counters.OutOfMemory,
            Failures = work.Counters.Failures,
            FirstFailure = work.Counters.FirstFailure ?? "",
        },
    };

    private static Contracts.V1.FailedBatch Failure(Pipeline.Distribution.FailedBatch failed) =>
        new() { Ordinal = failed.Ordinal, BatchId = failed.Id.ToString(), Reason = failed.Reason };

    private static Worker Worker(WorkerStatus worker) => new()
    {
        Id = worker.Report.Id,
        Device = worker.Report.Device,
        DeviceAsked = worker.Report.DeviceAsked,
        Indexer = worker.Report.Indexer,
        Host = worker.Report.Host,
        StartedAt = worker.Report.StartedAt.ToTimestamp(),
        LastHeartbeat = worker.LastHeartbeat.ToTimestamp(),
        Batches = worker.Report.Batches,
    };

    private static SourceKind Kind(Sra.Sources.SourceKind kind) => kind switch
    {
        Sra.Sources.SourceKind.DirectoryTree => SourceKind.Tree,
        Sra.Sources.SourceKind.Tar => SourceKind.Tar,
        Sra.Sources.SourceKind.TarGz => SourceKind.TarGz,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown kind of source"),
    };
}
