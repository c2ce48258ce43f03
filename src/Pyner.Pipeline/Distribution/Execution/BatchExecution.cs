using System.Diagnostics;
using Pyner.KnowledgeBase;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Pipeline.Batches;
using Pyner.Pipeline.Ledgers;
using Pyner.Pipeline.Tables;
using Pyner.Pipeline.Telemetry;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline.Distribution.Execution;

/// <summary>
/// A worker's means to parse batches one at a time: a parser, and the source of the job that it worked on last, which stay open from batch to batch.
/// </summary>
/// <param name="jobs">What the jobs' sources are.</param>
/// <param name="batches">The batches.</param>
/// <param name="createParser">Makes a parser for the worker's device.</param>
/// <param name="options">How it works.</param>
public sealed class BatchExecution(IJobLedger jobs, IBatchLedger batches, Func<IBatchParser> createParser, ExecutionOptions options) : IDisposable
{
    private string? _jobId;
    private ReferencedSource? _source;
    private BatchWork? _work;

    /// <summary>Takes a batch, parses it and brings the result to the ledger, renewing the lease meanwhile.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="ordinal">The batch.</param>
    /// <param name="stop">The process is to end: the batch is given back.</param>
    /// <exception cref="OperationCanceledException">It was stopped, and the batch given back.</exception>
    public async Task<BatchResult> ExecuteAsync(string jobId, long ordinal, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        HeldBatch? held = await HeldBatch.TryTakeAsync(batches, jobId, ordinal, options.WorkerId, options.LeaseDuration).ConfigureAwait(false);
        if (held is null)
            return new BatchResult(BatchOutcome.NothingToDo);
        BatchResult result = await ExecuteAsync(held, stop).ConfigureAwait(false);
        if (result.Outcome == BatchOutcome.LeaseLost)
            await RemoveLateRowsAsync(jobId, stop).ConfigureAwait(false);
        return result;
    }

    /// <summary>Closes what it reads from, while it has no batch. The next one opens it again.</summary>
    public void CloseSource()
    {
        _work?.Dispose();
        _source?.Dispose();
        (_jobId, _source, _work) = (null, null, null);
    }

    /// <inheritdoc/>
    public void Dispose() => CloseSource();

    private static BatchResult Tell(Activity? activity, BatchResult result)
    {
        PipelineTracing.Outcome(activity, result);
        PipelineMetrics.Outcome(result.Outcome);
        return result;
    }

    private static BatchPosition Position(BatchLease lease) => new(lease.JobId, lease.Ordinal, lease.BatchId, lease.Trace);

    private async Task<BatchResult> ExecuteAsync(HeldBatch held, CancellationToken stop)
    {
        await using (held.ConfigureAwait(false))
        {
            PipelineMetrics.Leased(held.Lease);
            using Activity? activity = PipelineTracing.Parse(held.Lease, options.WorkerId);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, held.Lost);
            try
            {
                return Tell(activity, await ParseAsync(held, end.Token).ConfigureAwait(false));
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                CloseSource();
                await ReturnAsync(held.Lease).ConfigureAwait(false);
                throw;
            }
            catch (OperationCanceledException) when (held.Lost.IsCancellationRequested)
            {
                CloseSource();
                return Tell(activity, new BatchResult(BatchOutcome.LeaseLost, Position(held.Lease)));
            }
            catch (Exception e) when (e is not LedgerUnavailableException)
            {
                // Opened anew for the next try: what it read from may have gone and come back.
                CloseSource();
                return Tell(activity, await GiveAwayAsync(held.Lease, e, stop).ConfigureAwait(false));
            }
        }
    }

    private async Task<BatchResult> ParseAsync(HeldBatch held, CancellationToken stop)
    {
        BatchLease lease = held.Lease;
        await OpenAsync(lease.JobId, stop).ConfigureAwait(false);
        // A thread of the pool is fine for the seconds that a batch takes, and the heartbeat must go on meanwhile.
        (ParsedBatch parsed, IReadOnlyList<RejectedFile> rejected) = await Task.Run(() => Parse(lease, stop), stop).ConfigureAwait(false);
        // What is wrong may be this worker. Files that none can read are rejected, as whoever reads them alone does.
        if (rejected.FirstOrDefault(file => file.Code is RejectionCodes.UnreadableFile or RejectionCodes.UnreadableFolder) is RejectedFile unreadable
            && await batches.LeaveToOthersAsync(lease, stop).ConfigureAwait(false))
        {
            CloseSource();
            return new BatchResult(
                BatchOutcome.Unreadable, Position(lease), Failure: new FileUnreadableException($"'{unreadable.Path}': {unreadable.Message}"));
        }
        if (!await batches.CompleteAsync(lease, parsed, stop).ConfigureAwait(false))
            return new BatchResult(BatchOutcome.LeaseLost, Position(lease));
        PipelineMetrics.Parsed(parsed, rejected.Select(file => file.Code));
        return new BatchResult(BatchOutcome.Parsed, Position(lease), parsed);
    }

    private (ParsedBatch Parsed, IReadOnlyList<RejectedFile> Rejected) Parse(BatchLease lease, CancellationToken stop)
    {
        CompletedBatch done = _work!.Parse(_source!.Open(lease.Batch, lease.Ordinal), lease.JobId, stop);
        if (done.Id != lease.BatchId)
        {
            throw new SourceException(
                $"Batch {lease.Ordinal} does not hold the submissions that it held when it was planned: the source changed since. Start the job again.");
        }
        Partial partial = done.Partial!;
        using var stream = new MemoryStream();
        partial.WriteTo(stream);
        var parsed = new ParsedBatch
        {
            Partial = stream.GetBuffer().AsMemory(0, (int)stream.Length),
            Part = done.Part?.Digest,
            Groups = done.Groups,
            Figures = BatchFigures.Of(partial),
            Device = done.Device,
            Work = done.Work,
            Busy = done.Busy,
        };
        return (parsed, partial.Rejected);
    }

    private async Task OpenAsync(string jobId, CancellationToken stop)
    {
        if (_jobId == jobId)
            return;
        CloseSource();
        JobStatus? status = await jobs.FindAsync(jobId, stop).ConfigureAwait(false);
        if (status is not { Request: JobRequest request, Identity: JobIdentity identity })
            throw new LedgerBehindException($"the ledger does not know what the source of job {jobId} is");
        BatchSpool? spool = identity.SourceKind == SourceKind.TarGz ? new BatchSpool(options.SpoolFolder, jobId, identity.Tables) : null;
        string? parts = identity.Tables ? new TableFolders(request.OutputFolder, jobId).Parts : null;
        _source = ReferencedSource.Open(identity.SourceKind, identity.SourcePath, identity.Fingerprint, spool);
        SubmissionBatchReader reader = _source.CreateReader();
        try
        {
            // A part is on the disk before the ledger hears of it: nobody makes it again once a checkpoint has the batch.
            _work = new BatchWork(reader, createParser(), parts, partsAreDurable: true);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
        _jobId = jobId;
    }

    private async Task<BatchResult> GiveAwayAsync(BatchLease lease, Exception failure, CancellationToken stop)
    {
        BatchOutcome outcome;
        if (failure is OutputException)
        {
            await batches.ReturnAsync(lease, stop).ConfigureAwait(false);
            outcome = BatchOutcome.Unwritable;
        }
        else
        {
            outcome = await batches.RefuseAsync(lease, failure.Message, options.UnreadablePatience, stop).ConfigureAwait(false) switch
            {
                BatchRefusal.GivenUp => BatchOutcome.GivenUp,
                BatchRefusal.GivenBack => BatchOutcome.Unreadable,
                _ => BatchOutcome.LeaseLost,
            };
        }
        return new BatchResult(outcome, Position(lease), Failure: failure);
    }

    /// <summary>Where the job ended meanwhile, nobody else removes what was written after its aggregator had.</summary>
    private async Task RemoveLateRowsAsync(string jobId, CancellationToken stop)
    {
        if (await jobs.FindAsync(jobId, stop).ConfigureAwait(false) is { Request: { Tables: true } request } status && status.State.IsEnd())
            new TableFolders(request.OutputFolder, jobId).Remove();
    }

    private async Task ReturnAsync(BatchLease lease)
    {
        // The process is to end: it must not wait for a ledger that is away. The lease then expires by itself.
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await batches.ReturnAsync(lease, timeout.Token).WaitAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or LedgerUnavailableException)
        {
            // As above.
        }
    }
}
