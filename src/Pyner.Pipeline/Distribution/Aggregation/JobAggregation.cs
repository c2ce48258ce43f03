using System.Diagnostics;
using Pyner.KnowledgeBase;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Pipeline.Distribution.Roles;
using Pyner.Pipeline.Ledgers;

namespace Pyner.Pipeline.Distribution.Aggregation;

/// <summary>
/// The aggregator's work on one job: merges its batches in order, each once, keeps checkpoints in the ledger, and publishes at the end. Killed at any
/// moment, another one goes on from the last checkpoint, and the outputs are the same bytes.
/// </summary>
/// <param name="jobs">The job's status and role.</param>
/// <param name="batches">Its batches and checkpoints.</param>
/// <param name="role">The aggregator's role, held while this runs.</param>
/// <param name="options">How it works.</param>
/// <param name="observer">Hears what happens.</param>
/// <param name="hint">Wakes it: a batch was finished, or the job is to be cancelled.</param>
public sealed class JobAggregation(
    IJobLedger jobs, IBatchLedger batches, HeldRole role, AggregationOptions options, IAggregationObserver observer, Hint hint)
{
    private static readonly TimeSpan s_firstPublishPause = TimeSpan.FromSeconds(1);

    private readonly string _jobId = role.Lease.JobId;
    private readonly DateTimeOffset _began = DateTimeOffset.UtcNow;
    private long _statusAt;

    /// <summary>Works until the job is at its end, or the token is cancelled.</summary>
    /// <exception cref="LeaseLostException">Another aggregator has the job.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await AggregateAsync(cancellation).ConfigureAwait(false);
                return;
            }
            catch (LedgerBehindException e)
            {
                observer.Reloads(_jobId, e.Message);
            }
            catch (Exception e) when (e is JobException or OutputException)
            {
                await EndAsync(DistributedJobState.Failed, e.Message, null, cancellation).ConfigureAwait(false);
                return;
            }
        }
    }

    private async Task AggregateAsync(CancellationToken cancellation)
    {
        JobStatus? status = await FindGoingAsync(cancellation).ConfigureAwait(false);
        for (; status is { Identity: null }; status = await FindGoingAsync(cancellation).ConfigureAwait(false))
            await hint.WaitAsync(options.PollInterval, cancellation).ConfigureAwait(false);
        if (status is null)
            return;
        PrepareFolder(status.Request.OutputFolder);
        using ILedger ledger = batches.OpenCheckpoints(role.Lease);
        var merge = new JobMerge(ledger, status, observer);
        var notes = new FindingsNotes(jobs, role.Lease, merge, options.FindingsInterval);
        observer.Began(_jobId, merge.ResumedFrom);
        long started = Stopwatch.GetTimestamp();
        while (!merge.IsComplete)
        {
            if (!await MergeSomeAsync(merge, notes, cancellation).ConfigureAwait(false))
                return;
        }
        merge.Timings.Building = Stopwatch.GetElapsedTime(started);
        await notes.WriteAsync(cancellation).ConfigureAwait(false);
        await PublishAsync(merge, cancellation).ConfigureAwait(false);
    }

    /// <summary>Merges what is finished, or waits a little where nothing is.</summary>
    /// <returns>False where the job is at its end.</returns>
    private async Task<bool> MergeSomeAsync(JobMerge merge, FindingsNotes notes, CancellationToken cancellation)
    {
        IReadOnlyList<FinishedBatch> finished =
            await batches.ReadFinishedAsync(_jobId, merge.EndBatch, options.ReadAhead, cancellation).ConfigureAwait(false);
        foreach (FinishedBatch batch in finished)
        {
            cancellation.ThrowIfCancellationRequested();
            merge.Add(batch);
        }
        await notes.WriteWhereDueAsync(cancellation).ConfigureAwait(false);
        if (finished.Count > 0 && Stopwatch.GetElapsedTime(_statusAt) < options.StatusInterval)
            return true;
        if (await FindGoingAsync(cancellation).ConfigureAwait(false) is not JobStatus status)
            return false;
        if (finished.Count > 0)
            return true;
        if (status.PlanEnded && status.PlannedBatches == merge.EndBatch)
            merge.Complete();
        else
            await hint.WaitAsync(options.PollInterval, cancellation).ConfigureAwait(false);
        return true;
    }

    private async Task PublishAsync(JobMerge merge, CancellationToken cancellation)
    {
        await jobs.BeginPublishingAsync(role.Lease, cancellation).ConfigureAwait(false);
        JobStatus? status = await jobs.FindAsync(_jobId, cancellation).ConfigureAwait(false);
        if (status is not { State: DistributedJobState.Publishing })
            return;
        IReadOnlyList<WorkerStatus> workers = await jobs.ListWorkersAsync(cancellation).ConfigureAwait(false);
        string indexers = string.Join(", ", workers.Select(worker => worker.Report.Indexer).Distinct().Order(StringComparer.Ordinal));
        var publication = new JobPublication(role, status.Request, merge, merge.TakeWhole());
        BuildSummary summary = await PersistAsync(
            () => publication.PublishAsync(_began, status, indexers.Length > 0 ? indexers : null, cancellation), cancellation).ConfigureAwait(false);
        observer.Published(_jobId, summary);
        await EndAsync(DistributedJobState.Completed, null, summary, cancellation).ConfigureAwait(false);
    }

    /// <summary>Tries again for a while: everything is merged, and it would be a pity to lose that to a disk that is full for a minute.</summary>
    private async Task<BuildSummary> PersistAsync(Func<Task<BuildSummary>> publish, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        for (TimeSpan pause = s_firstPublishPause; ; pause *= 2)
        {
            try
            {
                return await publish().ConfigureAwait(false);
            }
            catch (OutputException e) when (Stopwatch.GetElapsedTime(started) < options.PublishPatience)
            {
                if (pause > options.LongestPublishPause)
                    pause = options.LongestPublishPause;
                observer.PublishingWaits(_jobId, e.Message, pause);
            }
            await Task.Delay(pause, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The job's status while it is going on; null once it is at its end. One that is to be cancelled is ended here.</summary>
    private async Task<JobStatus?> FindGoingAsync(CancellationToken cancellation)
    {
        JobStatus? status = await jobs.FindAsync(_jobId, cancellation).ConfigureAwait(false);
        _statusAt = Stopwatch.GetTimestamp();
        if (status is null or { State: > DistributedJobState.Publishing })
            return null;
        // Only the aggregator ends a cancelled job, so that nothing is cancelled whose outputs are being put in place.
        if (!status.CancelRequested || status.State == DistributedJobState.Publishing)
            return status;
        await EndAsync(DistributedJobState.Cancelled, status.Reason, null, cancellation).ConfigureAwait(false);
        return null;
    }

    private async Task EndAsync(DistributedJobState state, string? reason, BuildSummary? summary, CancellationToken cancellation)
    {
        await jobs.EndAsync(role.Lease, state, reason, cancellation).ConfigureAwait(false);
        JobStatus? status = await jobs.FindAsync(_jobId, cancellation).ConfigureAwait(false);
        observer.Ended(_jobId, state, reason, status?.FailedBatches ?? 0, summary?.Rejected ?? 0);
    }

    /// <summary>Finds out before hours of work whether the outputs will have a place.</summary>
    private static void PrepareFolder(string outputFolder)
    {
        if (SqliteLedger.Exists(outputFolder))
        {
            throw new JobException(
                $"'{outputFolder}' belongs to a job of pyner build, whose ledger is in it. Choose another output folder, or remove that one's {SqliteLedger.RelativePath}.");
        }
        try
        {
            Directory.CreateDirectory(outputFolder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JobException($"The output folder '{outputFolder}' can't be made: {e.Message} Choose another one, or change the permissions above it.", e);
        }
    }
}
