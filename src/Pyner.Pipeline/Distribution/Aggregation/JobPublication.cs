using System.Diagnostics;
using Pyner.KnowledgeBase;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Pipeline.Distribution.Roles;
using Pyner.Pipeline.Ledgers;
using Pyner.Pipeline.Outputs;
using Pyner.Pipeline.Reports;
using Pyner.Pipeline.Tables;
using Pyner.Pipeline.Telemetry;

namespace Pyner.Pipeline.Distribution.Aggregation;

/// <summary>
/// Writes a job's outputs beside their places, and then gives them their names one after the other, each while the aggregator's lease was just confirmed.
/// A file system knows no fencing tokens: between the confirmation and the renaming, a few microseconds, a process may be frozen, its lease expire, and
/// the name be given late. Of this job that is harmless, since every aggregator writes the same bytes.
/// </summary>
internal sealed class JobPublication(HeldRole role, JobRequest request, JobMerge merge, Partial whole)
{
    private readonly TableFolders _tables = new(request.OutputFolder, role.Lease.JobId);

    /// <summary>Writes and publishes everything; the tables come first, the knowledge base last.</summary>
    /// <param name="began">When this aggregator began.</param>
    /// <param name="status">The job's status, for its record.</param>
    /// <param name="indexer">What read the XML, or null.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="OutputException">One can't be written.</exception>
    /// <exception cref="JobException">A part of the tables is damaged.</exception>
    /// <exception cref="LeaseLostException">Another aggregator has the job.</exception>
    public async Task<BuildSummary> PublishAsync(DateTimeOffset began, JobStatus status, string? indexer, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        using Activity? activity = PipelineTracing.OfJob(PipelineTracing.PublishName, status.Id, request.Trace);
        var staging = new OutputStaging(request.OutputFolder, role.Lease);
        staging.Prepare();
        var output = new OutputFolder(staging.Folder, request.Timestamp);
        List<string> names = [.. output.Publish(whole, merge.Job.Identity).Select(path => Path.GetFileName(path))];
        merge.Timings.Publishing = Stopwatch.GetElapsedTime(started);
        JobRecord record = Record(began, status, indexer);
        output.WriteRecord(record);
        output.WriteReport(whole);
        names.InsertRange(0, [JobRecordFile.Name, ReportFile.Name]);

        if (merge.Tables is TableAssembly tables)
            await PublishTablesAsync(tables, cancellation).ConfigureAwait(false);
        else
            await RemoveTablesAsync(cancellation).ConfigureAwait(false);
        foreach (string name in names)
        {
            await role.ConfirmAsync(cancellation).ConfigureAwait(false);
            staging.Release(name);
        }
        if (!request.Studies)
        {
            await role.ConfirmAsync(cancellation).ConfigureAwait(false);
            staging.Remove(IndicesFile.Name);
        }
        staging.Discard();
        FolderSync.Flush(request.OutputFolder);
        PipelineMetrics.Published(Stopwatch.GetElapsedTime(started));
        return record.Summary;
    }

    private async Task PublishTablesAsync(TableAssembly tables, CancellationToken cancellation)
    {
        tables.WriteCatalogs(whole, request.Timestamp);
        await role.ConfirmAsync(cancellation).ConfigureAwait(false);
        _tables.Publish();
        await role.ConfirmAsync(cancellation).ConfigureAwait(false);
        _tables.Remove();
    }

    /// <summary>Removes the tables of an earlier job, which would not be those of the knowledge base that comes.</summary>
    private async Task RemoveTablesAsync(CancellationToken cancellation)
    {
        await role.ConfirmAsync(cancellation).ConfigureAwait(false);
        TableFolders.RemovePublished(request.OutputFolder);
        _tables.RemoveOthers();
    }

    private JobRecord Record(DateTimeOffset began, JobStatus status, string? indexer)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        IReadOnlyList<Checkpoint> checkpoints = merge.ReadCheckpoints();
        merge.Timings.Busy = new TimeSpan(status.Devices.Sum(device => device.Busy.Ticks));
        return new JobRecord
        {
            JobId = status.Id,
            Started = merge.Job.StartedAt,
            Identity = merge.Job.Identity,
            CheckpointEvery = request.CheckpointEvery,
            Outcome = whole.Rejected.Count > 0 ? BuildOutcome.DoneWithRejected : BuildOutcome.Done,
            Message = status.FailedBatches == 0
                ? null
                : $"{status.FailedBatches} of {merge.EndBatch} batches could not be read and were given up: what is in them is missing.",
            Summary = BuildSummary.Of(whole) with
            {
                Batches = merge.EndBatch,
                Checkpoints = status.Checkpoints,
                Elapsed = now - merge.Job.StartedAt,
            },
            Began = began,
            Ended = now,
            Timings = merge.Timings,
            Indexer = indexer,
            ResumedFrom = merge.ResumedFrom,
            Checkpoints = checkpoints,
            Throughput = merge.Throughput.Points,
            Services = new ServicesRecord(status.Devices, status.FailedBatches, status.Failures),
        };
    }
}
