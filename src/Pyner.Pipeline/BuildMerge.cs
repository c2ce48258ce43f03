using System.Diagnostics;
using Pyner.KnowledgeBase;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Pipeline.Batches;
using Pyner.Pipeline.Devices;
using Pyner.Pipeline.Ledgers;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline;

/// <summary>
/// Has a source's batches read and parsed, merges them in their order, and records checkpoints: all of a job between its opening and its publication.
/// </summary>
/// <param name="options">What to do.</param>
/// <param name="ports">What the job works with.</param>
/// <param name="observer">Hears what happens, or null.</param>
/// <param name="board">Is told how far it is.</param>
/// <param name="source">The source.</param>
/// <param name="job">The job.</param>
/// <param name="timings">Is told where the time went.</param>
internal sealed class BuildMerge(
    BuildOptions options, JobPorts ports, IBuildObserver? observer, ProgressBoard board, SubmissionSource source, OpenedJob job, JobTimings timings)
{
    // Those that the ledger had at the beginning are only proven, where they are read at all.
    private readonly long _parseFrom = job.Checkpoints.EndBatch;
    private readonly PrefixMerger _merger = new(
        job.Whole, job.Proves ? 0 : job.Checkpoints.EndBatch, job.Checkpoints.EndBatch, job.Proves ? BatchChain.Start(job.Job.Id) : job.Checkpoints.Chain);

    private readonly DeviceShares _devices = new();

    /// <summary>What the devices did.</summary>
    public IReadOnlyList<DeviceShare> Devices => _devices.Now;

    /// <summary>What ended it early; null where nothing did.</summary>
    public BuildFault? Fault { get; private set; }

    /// <summary>Works until the source is merged, the token is cancelled, or something fails.</summary>
    /// <exception cref="JobException">The source does not begin as it did.</exception>
    public void Run(CancellationToken cancellation)
    {
        board.Enter(job.Proves ? BuildPhase.Proving : BuildPhase.Building);
        long started = Stopwatch.GetTimestamp();
        var plan = new BatchPlan
        {
            JobId = job.Job.Id,
            BatchSize = options.BatchSize,
            Limit = options.EffectiveLimit,
            FirstBatch = job.Proves ? 0 : _parseFrom,
            ParseFrom = _parseFrom,
            Threads = options.EffectiveThreads,
            PartsFolder = job.TableFolders?.Parts,
        };
        source.StartsWithHuge = plan.Threads > 1;
        source.Start = plan.FirstBatch > 0 ? job.Places.Find(plan.FirstBatch) : null;
        using (IBatchCrew crew = plan.Threads == 1
            ? new SingleThreadCrew(source, ports.CreateParser, plan, cancellation)
            : new ThreadedCrew(source, ports.CreateParser, plan, cancellation))
        {
            Merge(crew, plan);
            EndOfBatches(crew);
        }
        TellOfDevices();
        timings.Building = Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Passes on what the devices have to say.</summary>
    public void TellOfDevices()
    {
        foreach (string notice in ports.Devices?.TakeNotices() ?? [])
            observer?.Noted(notice);
    }

    private void Merge(IBatchCrew crew, BatchPlan plan)
    {
        while (Fault is null && crew.Next() is CompletedBatch batch)
        {
            if (batch.Partial is not null)
            {
                board.Add(batch.Partial);
                BuildProgress now = board.Now;
                job.Throughput.Note(now.Submissions, now.Bytes);
            }
            _merger.Take(batch);
            while (Fault is null && Merging(_merger.MergeNext) is CompletedBatch next)
            {
                if (!next.IsCondensed)
                    crew.Release();
                if (TakeRows(next))
                    AfterMerge(next);
            }
            // Makes room where threads would soon have to wait for the one that is busy with a huge file.
            for (int freed = Merging(() => _merger.Condense(plan.Threads * ThreadedCrew.LookAheadPerThread / 2)); freed > 0; freed--)
                crew.Release();
        }
    }

    /// <summary>Notes how long merging takes.</summary>
    private T Merging<T>(Func<T> merge)
    {
        long started = Stopwatch.GetTimestamp();
        T merged = merge();
        timings.Merging += Stopwatch.GetElapsedTime(started);
        return merged;
    }

    /// <summary>Takes a merged batch's rows.</summary>
    /// <returns>False where the tables can't be written.</returns>
    private bool TakeRows(CompletedBatch batch) => job.Tables is null || batch.Partial is null || Attempt(() => job.Tables.Add(batch.Part!.Value));

    /// <summary>Writes something that the job can't go on without.</summary>
    /// <returns>False where it can't be written, which ends the job.</returns>
    private bool Attempt(Action write)
    {
        try
        {
            write();
            return true;
        }
        catch (Exception e) when (e is JobException or OutputException)
        {
            Fault = BuildFault.Unwritten(e);
            return false;
        }
    }

    private void AfterMerge(CompletedBatch batch)
    {
        if (batch.Place is not null)
            job.Places.Add(batch.Place);
        timings.Busy += batch.Busy;
        if (batch.Partial is null)
        {
            if (batch.Ordinal == _parseFrom - 1)
            {
                if (_merger.Chain != job.Checkpoints.Chain)
                    throw JobOpening.NotTheSameBeginning(job.Checkpoints.Last!, options);
                board.Enter(BuildPhase.Building);
            }
            return;
        }
        _devices.Add(batch);
        TellOfDevices();
        if (observer is not null)
        {
            foreach (RejectedFile file in batch.Partial.Rejected)
                observer.FileRejected(file);
        }
        if (_merger.DeltaGroups >= options.CheckpointEvery && _merger.IsSettled)
            Record(false);
    }

    private void EndOfBatches(IBatchCrew crew)
    {
        if (Fault is not null)
            return;
        Exception? fault = crew.Failure;
        long recorded = job.Checkpoints.EndBatch;
        bool isEnd = fault is null && crew.ReachedEnd;
        if (_merger.EndBatch < recorded)
        {
            // Still proving: nothing new was merged, and an archive that ends here holds less than was merged from it.
            if (isEnd)
                throw JobOpening.NotTheSameBeginning(job.Checkpoints.Last!, options);
        }
        else if (_merger.EndBatch > recorded || isEnd)
        {
            Record(isEnd);
        }
        if (fault is not null && Fault is null)
            Fault = BuildFault.Unread(fault, source, isEmpty: job.Checkpoints.EndBatch == 0);
    }

    private void Record(bool endsSource)
    {
        long started = Stopwatch.GetTimestamp();
        Checkpoint checkpoint = null!;
        if (!Attempt(() =>
        {
            job.Tables?.PrepareCheckpoint(endsSource);
            checkpoint = job.Checkpoints.Record(_merger, source.Fingerprint, endsSource);
            job.Tables?.CheckpointRecorded();
        }))
            return;
        job.Places.Write();
        timings.Checkpoints += Stopwatch.GetElapsedTime(started);
        board.Checkpoint();
        observer?.CheckpointRecorded(checkpoint);
    }
}
