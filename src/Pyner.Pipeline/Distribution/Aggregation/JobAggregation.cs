using System.Diagnostics;
using Pyner.KnowledgeBase;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Pipeline.Distribution.Patience;
using Pyner.Pipeline.Distribution.Roles;
using Pyner.Pipeline.Ledgers;
using Pyner.Pipeline.Outputs;
using Pyner.Pipeline.Tables;

namespace Pyner.Pipeline.Distribution.Aggregation;

/// <summary>
/// The aggregator's work on one job: merges its batches in order, each once, keeps checkpoints in the ledger, and publishes at the end. Killed at any
/// moment, another one goes on from the last checkpoint, and the outputs are the same bytes.
/// </summary>
/// <param name="jobs">The job's status and role.</param>
/// <param name="batches">Its batches and checkpoints.</param>
/// <param name="role">The aggregator's role, held while this runs.</param>
/// <param name="tableFormat">Writes the files of tables; null where a job that wants tables fails.</param>
/// <param name="options">How it works.</param>
/// <param name="observer">Hears what happens.</param>
/// <param name="hint">Wakes it: a batch was finished, or the job is to be cancelled.</param>
public sealed class JobAggregation(
    IJobLedger jobs, IBatchLedger batches, HeldRole role, ITableFormat? tableFormat, AggregationOptions options, IAggregationObserver observer, Hint hint)
{
    private readonly string _jobId = role.Lease.JobId;
    private readonly DateTimeOffset _began = DateTimeOffset.UtcNow;
    private readonly DiskPatience _patience = new(options.PublishPatience, options.LongestPublishPause);
    private long _statusAt;

    /// <summary>Works until the job is at its end, or the token is cancelled.</summary>
    /// <exception cref="LeaseLostException">Another aggregator has the job.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (!await TryAsync(cancellation).ConfigureAwait(false))
            {
                // Again from what the ledger has.
            }
        }
        catch (LeaseLostException)
        {
            // The scanner may have ended the job, and can't remove what was written here afterwards.
            await RemoveRowsAsync(cancellation).ConfigureAwait(false);
            throw;
        }
        await RemoveRowsAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Works until the job is at its end, or has to be begun anew from the ledger.</summary>
    /// <returns>Whether it is at its end.</returns>
    private async Task<bool> TryAsync(CancellationToken cancellation)
    {
        try
        {
            await AggregateAsync(cancellation).ConfigureAwait(false);
        }
        catch (LedgerBehindException e)
        {
            observer.Reloads(_jobId, e.Message);
            return false;
        }
        catch (OutputException e) when (_patience.IsLeft)
        {
            // Of tables: what was merged since the last checkpoint has to be merged again.
            await WaitAsync(e, cancellation).ConfigureAwait(false);
            return false;
        }
        catch (Exception e) when (e is JobException or OutputException)
        {
            await EndAsync(DistributedJobState.Failed, e.Message, null, cancellation).ConfigureAwait(false);
        }
        return true;
    }

    private async Task AggregateAsync(CancellationToken cancellation)
    {
        JobStatus? status = await FindGoingAsync(cancellation).ConfigureAwait(false);
        for (; status is { Identity: null }; status = await FindGoingAsync(cancellation).ConfigureAwait(false))
            await hint.WaitAsync(options.PollInterval, cancellation).ConfigureAwait(false);
        if (status is null)
            return;
        PrepareFolder(status);
        using ILedger ledger = batches.OpenCheckpoints(role.Lease);
        var merge = new JobMerge(ledger, status, tableFormat, observer);
        try
        {
            await AggregateAsync(merge, cancellation).ConfigureAwait(false);
        }
        finally
        {
            // What is still being written must not be there after it was removed.
            merge.Tables?.Settle();
        }
    }

    private async Task AggregateAsync(JobMerge merge, CancellationToken cancellation)
    {
        var notes = new FindingsNotes(jobs, role.Lease, merge, options.FindingsInterval);
        observer.Began(_jobId, merge.ResumedFrom);
        long started = Stopwatch.GetTimestamp();
        long checkpointed = merge.CheckpointedBatches;
        while (!merge.IsComplete)
        {
            if (!await MergeSomeAsync(merge, notes, cancellation).ConfigureAwait(false))
                return;
            if (merge.CheckpointedBatches > checkpointed || merge.IsComplete)
                _patience.Renew();
            checkpointed = merge.CheckpointedBatches;
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
        while (true)
        {
            try
            {
                return await publish().ConfigureAwait(false);
            }
            catch (OutputException e) when (_patience.IsLeft)
            {
                await WaitAsync(e, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task WaitAsync(OutputException reason, CancellationToken cancellation)
    {
        TimeSpan pause = _patience.NextPause();
        observer.PublishingWaits(_jobId, reason.Message, pause);
        await Task.Delay(pause, cancellation).ConfigureAwait(false);
    }

    /// <summary>Removes what the tables were to be made of, once the job is at its end, whoever ended it.</summary>
    private async Task RemoveRowsAsync(CancellationToken cancellation)
    {
        if (await jobs.FindAsync(_jobId, cancellation).ConfigureAwait(false) is { Request: { Tables: true } request } status && status.State.IsEnd())
            new TableFolders(request.OutputFolder, _jobId).Remove();
    }

    /// <summary>The job's status while it is going on; null once it is at its end. One that is to be cancelled is ended here.</summary>
    private async Task<JobStatus?> FindGoingAsync(CancellationToken cancellation)
    {
        JobStatus? status = await jobs.FindAsync(_jobId, cancellation).ConfigureAwait(false);
        _statusAt = Stopwatch.GetTimestamp();
        if (status is null || status.State.IsEnd())
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
    private void PrepareFolder(JobStatus status)
    {
        JobRequest request = status.Request;
        string outputFolder = request.OutputFolder;
        OutputPlace.CheckForServices(outputFolder);
        try
        {
            Directory.CreateDirectory(outputFolder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && status.Checkpoints > 0)
        {
            // It had a place before the first of them: its volume is away.
            throw new OutputException(
                outputFolder, $"The output folder '{outputFolder}' can't be made: {e.Message} Mount its volume, or change the permissions above it.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JobException($"The output folder '{outputFolder}' can't be made: {e.Message} Choose another one, or change the permissions above it.", e);
        }
        if (request.Tables)
            TableFolders.CheckPlace(outputFolder);
        try
        {
            new TableFolders(outputFolder, _jobId).RemoveOthers();
        }
        catch (OutputException)
        {
            // A worker of an earlier job may be late and still write there. It only takes room, until the next try.
        }
    }
}
