using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Pyner.Pipeline.Distribution.Patience;
using Pyner.Pipeline.Distribution.Roles;
using Pyner.Pipeline.Ledgers;
using Pyner.Pipeline.Outputs;
using Pyner.Pipeline.Telemetry;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline.Distribution.Scanning;

/// <summary>
/// The scanner's work on one job: plans its batches in the ledger and announces them, and looks after them until the job is at its end. Killed at any
/// moment, another one goes on with the first batch that is not planned.
/// </summary>
/// <param name="jobs">The job's status and role.</param>
/// <param name="batches">Its batches.</param>
/// <param name="role">The scanner's role, held while this runs.</param>
/// <param name="openSource">Opens a source by its path.</param>
/// <param name="options">How it works.</param>
/// <param name="announcer">Tells the workers of batches.</param>
/// <param name="observer">Hears what happens.</param>
/// <param name="hint">Wakes it: there may be room for a batch, or the job is at its end.</param>
public sealed class JobScan(
    IJobLedger jobs, IBatchLedger batches, HeldRole role, Func<string, SubmissionSource> openSource, ScanOptions options, IBatchAnnouncer announcer,
    IScanObserver observer, Hint hint)
{
    private readonly string _jobId = role.Lease.JobId;
    private readonly DiskPatience _patience = new(options.Patience, options.LongestPause);
    private BatchSpool? _spool;
    private long? _unreadAt; // where the source could not be read the last time

    /// <summary>Works until the job is at its end, or the token is cancelled.</summary>
    /// <exception cref="LeaseLostException">Another scanner has the job.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (await jobs.FindAsync(_jobId, cancellation).ConfigureAwait(false) is JobStatus status && !status.State.IsEnd())
            {
                if (status.Identity is { SourceKind: SourceKind.TarGz })
                    _spool = Spool(status.Request);
                try
                {
                    if (!status.CancelRequested && (!status.PlanEnded || await LacksSegmentsAsync(cancellation).ConfigureAwait(false)))
                        await PlanAsync(status.Request, cancellation).ConfigureAwait(false);
                    await AttendAsync(status.Request, cancellation).ConfigureAwait(false);
                }
                // What can't be read at the same place again is damaged.
                catch (SourceException e) when (e.IsAway && _patience.IsLeft && (e.Offset is null || e.Offset != _unreadAt))
                {
                    await WaitForSourceAsync(e, cancellation).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is SourceException or JobException or SpoolException)
        {
            await jobs.EndAsync(role.Lease, DistributedJobState.Failed, e.Message, cancellation).ConfigureAwait(false);
            observer.Failed(_jobId, e.Message);
        }
        finally
        {
            await CleanUpAsync().ConfigureAwait(false);
        }
    }

    private BatchSpool Spool(JobRequest request) => new(options.SpoolFolder, _jobId, request.Tables);

    /// <summary>Where a batch is planned already, the source was good, and what was made of it would be lost.</summary>
    /// <exception cref="SourceException">None is.</exception>
    private async Task WaitForSourceAsync(SourceException reason, CancellationToken cancellation)
    {
        if (await jobs.FindAsync(_jobId, cancellation).ConfigureAwait(false) is { PlannedBatches: 0 })
            ExceptionDispatchInfo.Throw(reason);
        _unreadAt = reason.Offset;
        TimeSpan pause = _patience.NextPause();
        observer.SourceWaits(_jobId, reason.Message, pause);
        await Task.Delay(pause, cancellation).ConfigureAwait(false);
    }

    /// <summary>Plans all that is not planned yet.</summary>
    private async Task PlanAsync(JobRequest request, CancellationToken cancellation)
    {
        using SubmissionSource source = await Task.Run(() => openSource(request.SourcePath), cancellation).ConfigureAwait(false);
        if (source.Kind == SourceKind.DirectoryTree)
            OutputPlace.CheckApart(request.SourcePath, request.OutputFolder);
        var identity = new JobIdentity
        {
            SourcePath = source.Path,
            SourceKind = source.Kind,
            Fingerprint = source.Fingerprint,
            Stage = request.Stage,
            Limit = request.EffectiveLimit,
            BatchSize = request.BatchSize,
            Studies = request.Studies,
            Tables = request.Tables,
        };
        if (source.Kind == SourceKind.TarGz)
            _spool = Spool(request);
        while (true)
        {
            TimeSpan pause;
            try
            {
                _spool?.DeleteUnfinished();
                await PlanFromLedgerAsync(request, identity, source, cancellation).ConfigureAwait(false);
                return;
            }
            catch (LedgerBehindException e)
            {
                observer.Reloads(_jobId, e.Message);
                continue;
            }
            catch (SpoolException e) when (_patience.IsLeft)
            {
                pause = _patience.NextPause();
                observer.SpoolWaits(_jobId, e.Message, pause);
            }
            await Task.Delay(pause, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Plans on from where the ledger is.</summary>
    private async Task PlanFromLedgerAsync(JobRequest request, JobIdentity identity, SubmissionSource source, CancellationToken cancellation)
    {
        long planned = await batches.BeginPlanAsync(role.Lease, identity, cancellation).ConfigureAwait(false);
        observer.Began(_jobId, identity, planned);
        Backlog backlog = await batches.BacklogAsync(_jobId, cancellation).ConfigureAwait(false);
        JobStatus? status = await jobs.FindAsync(_jobId, cancellation).ConfigureAwait(false);
        if (status is null)
            return;
        var attendance = new ScanAttendance(batches, role.Lease, request, _spool, options, observer, announcer, hint);
        long submissions = status.PlannedSubmissions;
        var position = new PlanPosition(planned, backlog.FirstUnparsed, status.SourceBytes);
        using BatchPlanner planner = await Task
            .Run(() => new BatchPlanner(_jobId, request, source, _spool, position, options.Threads, cancellation), cancellation).ConfigureAwait(false);
        await Task.Run(planner.Restore, cancellation).ConfigureAwait(false);
        if (status.PlanEnded)
            return;
        bool isNoted = false;
        while (await attendance.WaitForRoomAsync(planned, cancellation).ConfigureAwait(false))
        {
            DateTimeOffset began = DateTimeOffset.UtcNow;
            if (await Task.Run(planner.Next, cancellation).ConfigureAwait(false) is not PlannedBatch batch)
            {
                await NoteSourceAsync(request, source, source.TotalBytes ?? 0, cancellation).ConfigureAwait(false);
                await batches.EndPlanAsync(role.Lease, planned, cancellation).ConfigureAwait(false);
                observer.Scanned(_jobId, planned, submissions);
                return;
            }
            using Activity? activity = PipelineTracing.Plan(_jobId, batch, request.Trace, began);
            // Before the batch, so that a scanner that is killed in between counts no byte of a stream twice.
            if (!isNoted || source.Kind == SourceKind.TarGz)
                await NoteSourceAsync(request, source, planner.Consumed, cancellation).ConfigureAwait(false);
            isNoted = true;
            await batches.PlanAsync(role.Lease, batch with { Trace = activity?.Id }, cancellation).ConfigureAwait(false);
            PipelineMetrics.Planned();
            _patience.Renew();
            await announcer.AnnounceAsync(new BatchPosition(_jobId, batch.Ordinal, batch.Id, activity?.Id), cancellation).ConfigureAwait(false);
            planned = batch.Ordinal + 1;
            submissions += batch.Submissions;
        }
    }

    private Task NoteSourceAsync(JobRequest request, SubmissionSource source, long consumed, CancellationToken cancellation)
    {
        long? limit = request.EffectiveLimit;
        long? total = source.SubmissionCount is long count ? Math.Min(count, limit ?? count) : limit;
        return batches.NoteSourceAsync(role.Lease, total, consumed, source.TotalBytes, cancellation);
    }

    /// <summary>
    /// Whether a batch that waits to be parsed has no segment in the spool: it was removed, or the ledger no longer knows that it was parsed.
    /// </summary>
    private async Task<bool> LacksSegmentsAsync(CancellationToken cancellation)
    {
        if (_spool is null)
            return false;
        Backlog backlog = await batches.BacklogAsync(_jobId, cancellation).ConfigureAwait(false);
        try
        {
            return _spool.List().Ordinals.Count(ordinal => ordinal >= backlog.FirstUnparsed && ordinal < backlog.Planned)
                < backlog.Planned - backlog.FirstUnparsed;
        }
        catch (SpoolException)
        {
            // While it can't be listed, workers can't read it either.
            return false;
        }
    }

    /// <summary>Looks after a job until it is at its end, or its ledger came back older than the scanner left it.</summary>
    /// <exception cref="SourceException">The source is away, or another one than was planned.</exception>
    private async Task AttendAsync(JobRequest request, CancellationToken cancellation)
    {
        var attendance = new ScanAttendance(batches, role.Lease, request, _spool, options, observer, announcer, hint);
        JobIdentity? identity = (await jobs.FindAsync(_jobId, cancellation).ConfigureAwait(false))?.Identity;
        long checkedAt = Stopwatch.GetTimestamp();
        while (true)
        {
            if (identity is not null && Stopwatch.GetElapsedTime(checkedAt) >= options.OverdueAge)
            {
                await CheckSourceAsync(identity, cancellation).ConfigureAwait(false);
                checkedAt = Stopwatch.GetTimestamp();
            }
            Backlog backlog;
            try
            {
                backlog = await attendance.LookAsync(cancellation).ConfigureAwait(false);
            }
            catch (LedgerBehindException e)
            {
                observer.Reloads(_jobId, e.Message);
                return;
            }
            if (backlog.CancelRequested)
            {
                // The aggregator ends it.
                if (await jobs.FindAsync(_jobId, cancellation).ConfigureAwait(false) is not JobStatus status || status.State.IsEnd())
                    return;
            }
            else if (!backlog.PlanEnded)
            {
                observer.Reloads(_jobId, "the ledger no longer has the end of the plan");
                return;
            }
            await hint.WaitAsync(options.LookInterval, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Makes sure that batches which wait to be parsed can be, as far as that is seen by opening the source: else each of them would be tried and given
    /// up for itself.
    /// </summary>
    /// <exception cref="SourceException">It is away, or another one than was planned.</exception>
    private async Task CheckSourceAsync(JobIdentity identity, CancellationToken cancellation)
    {
        // What is read of a tar.gz is the spool.
        if (identity.SourceKind == SourceKind.TarGz)
            return;
        Backlog backlog = await batches.BacklogAsync(_jobId, cancellation).ConfigureAwait(false);
        if (backlog.FirstUnparsed == backlog.Planned)
            return;
        await Task
            .Run(() => ReferencedSource.Open(identity.SourceKind, identity.SourcePath, identity.Fingerprint, null).Dispose(), cancellation)
            .ConfigureAwait(false);
        _patience.Renew();
    }

    /// <summary>Removes the spool of a job that is at its end, and leaves it to the next scanner of one that is not.</summary>
    private async Task CleanUpAsync()
    {
        if (_spool is null)
            return;
        try
        {
            if (await jobs.FindAsync(_jobId, CancellationToken.None).ConfigureAwait(false) is JobStatus status && status.State.IsEnd())
                _spool.DeleteAll();
        }
        catch (SpoolException e)
        {
            observer.SpoolRemains(_jobId, e.Message);
        }
        catch (Exception e) when (e is LedgerUnavailableException or OperationCanceledException)
        {
            // The process is to end while the ledger is away: the next scanner finds it.
        }
    }
}
