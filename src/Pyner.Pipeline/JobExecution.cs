using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Pyner.KnowledgeBase;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Pipeline.Batches;
using Pyner.Pipeline.Devices;
using Pyner.Pipeline.Ledgers;
using Pyner.Pipeline.Outputs;
using Pyner.Pipeline.Tables;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline;

/// <summary>What <see cref="BuildJob"/> does once its ledger and its source are open.</summary>
internal sealed class JobExecution(
    BuildOptions options, JobPorts ports, IBuildObserver? observer, ProgressBoard board, ILedger ledger, SubmissionSource source,
    string indexer, DateTimeOffset timestamp)
{
    private const string GoOn = " Then go on with the same command and --resume.";
    private const string DamagedBefore = " Should a sound copy fail like this too, what the checkpoints have is from a damaged one: begin anew with --restart.";
    private const string AllIsMerged = " All is merged and safe in the ledger: go on with --resume.";

    private readonly DateTimeOffset _began = DateTimeOffset.UtcNow;
    private readonly TimeSpan _cpuBefore = Environment.CpuUsage.TotalTime;
    private readonly JobTimings _timings = new() { Opening = board.Elapsed };
    private readonly OutputFolder _output = new(options.OutputFolder, timestamp);
    private readonly Partial _whole = new();
    private readonly DeviceShares _devices = new();
    private LedgerJob _job = null!;
    private CheckpointLog _checkpoints = null!;
    private PlaceLog _places = null!;
    private ThroughputLog _throughput = null!;
    private TableFolders? _tableFolders;
    private TableAssembly? _tables;
    private Checkpoint? _resumedFrom;
    private string? _failure;
    private string? _advice;
    private Exception? _bug;

    public BuildResult Run(CancellationToken cancellation)
    {
        var identity = new JobIdentity
        {
            SourcePath = source.Path,
            SourceKind = source.Kind,
            Fingerprint = source.Fingerprint,
            Stage = options.Stage,
            Limit = options.EffectiveLimit,
            BatchSize = options.BatchSize,
            Studies = options.Studies,
            Tables = options.Tables,
        };
        bool proves = Open(identity);
        if (_job.State == JobState.Finished && _output.IsComplete(identity))
            return Result(BuildOutcome.Done, $"The job in '{options.OutputFolder}' is done already; nothing was changed. Leave out --resume to build anew.");
        observer?.Began(new BuildBeginning
        {
            JobId = _job.Id,
            Identity = identity,
            Submissions = board.Now.SubmissionsTotal,
            Threads = options.EffectiveThreads,
            ResumedFrom = _resumedFrom,
            Proves = proves,
        });
        TellOfDevices();
        if (!_checkpoints.EndsSource)
            Build(proves, cancellation);
        if (_bug is null && _failure is null && _checkpoints.EndsSource)
            Publish(identity);
        return End(identity);
    }

    /// <summary>Finds the job to go on with, or plans one.</summary>
    /// <returns>Whether the source has to be proven to begin as it did.</returns>
    private bool Open(JobIdentity identity)
    {
        LedgerJob? found = ledger.Find();
        JobOpening.Check(found, options);
        if (found is null || !options.Resume)
        {
            // Outputs first: killed in between, the folder has a job without outputs, which it can write again; the other way round it would have
            // outputs of another job, which would be taken for this one's.
            _output.Clear();
            _job = ledger.Plan(Guid.CreateVersion7(_began).ToString("N"), identity, _began);
            _checkpoints = Checkpoints();
            _places = Places();
            _places.Remove();
            _throughput = new ThroughputLog([], TimeSpan.Zero, 0, 0);
            OpenTables();
            return false;
        }
        bool proves = JobOpening.CheckSame(found, identity, options);
        board.Enter(BuildPhase.Resuming);
        _job = found;
        _checkpoints = Checkpoints();
        _places = Places();
        long started = Stopwatch.GetTimestamp();
        _checkpoints.Load(_whole);
        _resumedFrom = _checkpoints.Last;
        board.Resume(_whole, _checkpoints.Count);
        _timings.Resuming = Stopwatch.GetElapsedTime(started);
        IReadOnlyList<ThroughputPoint> earlier = ThroughputHistory.Collect(_output.RecordPath, found, ledger.ReadCheckpoints(found.Id));
        _throughput = new ThroughputLog(earlier, _began - found.StartedAt, board.Now.Submissions, board.Now.Bytes);
        OpenTables();
        if (found.State != JobState.Finished)
            ledger.Note(found.Id, JobState.Running, null, _began);
        return proves && _resumedFrom is not null;
    }

    private void OpenTables()
    {
        if (!options.Tables)
            return;
        _tableFolders = new TableFolders(options.OutputFolder, _job.Id);
        _tables = new TableAssembly(_tableFolders, ports.TableFormat!, options.BatchSize, options.EffectiveThreads, partsAreDurable: false);
        _tables.Resume(_checkpoints.EndBatch, _checkpoints.EndsSource);
    }

    private PlaceLog Places() => new(options.OutputFolder, _job.Id, source.Fingerprint);

    private CheckpointLog Checkpoints() => new(ledger, _job.Id, CheckpointAdvice.ForFolder(options.OutputFolder));

    private void Build(bool proves, CancellationToken cancellation)
    {
        board.Enter(proves ? BuildPhase.Proving : BuildPhase.Building);
        long started = Stopwatch.GetTimestamp();
        long parseFrom = _checkpoints.EndBatch;
        var plan = new BatchPlan
        {
            JobId = _job.Id,
            BatchSize = options.BatchSize,
            Limit = options.EffectiveLimit,
            FirstBatch = proves ? 0 : parseFrom,
            ParseFrom = parseFrom,
            Threads = options.EffectiveThreads,
            PartsFolder = _tableFolders?.Parts,
        };
        BatchChain chain = proves ? BatchChain.Start(_job.Id) : _checkpoints.Chain;
        var merger = new PrefixMerger(_whole, plan.FirstBatch, parseFrom, chain);
        source.StartsWithHuge = plan.Threads > 1;
        source.Start = plan.FirstBatch > 0 ? _places.Find(plan.FirstBatch) : null;
        using (IBatchCrew crew = plan.Threads == 1
            ? new SingleThreadCrew(source, ports.CreateParser, plan, cancellation)
            : new ThreadedCrew(source, ports.CreateParser, plan, cancellation))
        {
            while (_failure is null && crew.Next() is CompletedBatch batch)
            {
                if (batch.Partial is not null)
                {
                    board.Add(batch.Partial);
                    BuildProgress now = board.Now;
                    _throughput.Note(now.Submissions, now.Bytes);
                }
                merger.Take(batch);
                while (_failure is null && Merging(merger.MergeNext) is CompletedBatch next)
                {
                    if (!next.IsCondensed)
                        crew.Merged();
                    if (TakeRows(next))
                        AfterMerge(next, merger);
                }
                // Makes room where threads would soon have to wait for the one that is busy with a huge file.
                for (int freed = Merging(() => merger.Condense(plan.Threads * ThreadedCrew.LookAheadPerThread / 2)); freed > 0; freed--)
                    crew.Merged();
            }
            EndOfBatches(crew, merger);
        }
        TellOfDevices();
        _timings.Building = Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Notes how long merging takes.</summary>
    private T Merging<T>(Func<T> merge)
    {
        long started = Stopwatch.GetTimestamp();
        T merged = merge();
        _timings.Merging += Stopwatch.GetElapsedTime(started);
        return merged;
    }

    /// <summary>Takes a merged batch's rows.</summary>
    /// <returns>False where the tables can't be written.</returns>
    private bool TakeRows(CompletedBatch batch) => _tables is null || batch.Partial is null || Attempt(() => _tables.Add(batch.Part!.Value));

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
            _failure = e is OutputException ? $"{e.Message} What the last checkpoint has is safe: go on with --resume." : e.Message;
            return false;
        }
    }

    private void AfterMerge(CompletedBatch batch, PrefixMerger merger)
    {
        if (batch.Place is not null)
            _places.Add(batch.Place);
        _timings.Busy += TimeSpan.FromSeconds((double)batch.BusyTicks / Stopwatch.Frequency);
        if (batch.Partial is null)
        {
            if (batch.Ordinal == _checkpoints.EndBatch - 1)
            {
                if (merger.Chain != _checkpoints.Chain)
                    throw JobOpening.NotTheSameBeginning(_checkpoints.Last!, options);
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
        if (merger.DeltaGroups >= options.CheckpointEvery && merger.IsSettled)
            Record(merger, false);
    }

    private void TellOfDevices()
    {
        foreach (string notice in ports.Devices?.TakeNotices() ?? [])
            observer?.Noted(notice);
    }

    private void EndOfBatches(IBatchCrew crew, PrefixMerger merger)
    {
        if (_failure is not null)
            return;
        Exception? fault = crew.Failure;
        long recorded = _checkpoints.EndBatch;
        if (merger.EndBatch < recorded)
        {
            // Still proving: nothing new was merged, and an archive that ends here holds less than was merged from it.
            if (fault is null && crew.ReachedEnd)
                throw JobOpening.NotTheSameBeginning(_checkpoints.Last!, options);
        }
        else if (merger.EndBatch > recorded || (fault is null && crew.ReachedEnd))
        {
            Record(merger, fault is null && crew.ReachedEnd);
        }
        if (fault is null || _failure is not null)
            return;
        _failure = fault.Message;
        if (fault is SourceException)
            _advice = fault.InnerException is InvalidDataException && source.SkippedBytes > 0 ? GoOn + DamagedBefore : GoOn;
        if (fault is not (SourceException or JobException or OutputException or IOException or UnauthorizedAccessException))
            _bug = fault;
    }

    private void Record(PrefixMerger merger, bool endsSource)
    {
        long started = Stopwatch.GetTimestamp();
        Checkpoint checkpoint = null!;
        if (!Attempt(() =>
        {
            _tables?.PrepareCheckpoint(endsSource);
            checkpoint = _checkpoints.Record(merger, source.Fingerprint, endsSource);
            _tables?.CheckpointRecorded();
        }))
            return;
        _places.Write();
        _timings.Checkpoints += Stopwatch.GetElapsedTime(started);
        board.Checkpoint();
        observer?.CheckpointRecorded(checkpoint);
    }

    private void Publish(JobIdentity identity)
    {
        board.Enter(BuildPhase.Publishing);
        long started = Stopwatch.GetTimestamp();
        _whole.OpenJoins.Resolve();
        try
        {
            if (_tables is not null)
            {
                _tables.WriteCatalogs(_whole, timestamp);
                _tableFolders!.Publish();
                observer?.Published(Path.GetFullPath(_tableFolders.Target));
                _tableFolders.Remove();
            }
            foreach (string path in _output.Publish(_whole, identity))
                observer?.Published(path);
        }
        catch (OutputException e)
        {
            _failure = e.Message + AllIsMerged;
        }
        _timings.Publishing = Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Says how it ended, to the ledger and in job.json. A disk that is full must not hide what went wrong first.</summary>
    private BuildResult End(JobIdentity identity)
    {
        bool done = _failure is null && _checkpoints.EndsSource;
        BuildResult result = _failure is not null
            ? Result(BuildOutcome.Failed, _failure + _advice)
            : done
                ? Result(BuildOutcome.Done, null)
                : Result(BuildOutcome.Interrupted, "Interrupted at a checkpoint. Go on with the same command and --resume.");
        result = done ? Finish(identity, result) : Leave(identity, result);
        if (_bug is not null)
            ExceptionDispatchInfo.Throw(_bug);
        return result;
    }

    private BuildResult Finish(JobIdentity identity, BuildResult result)
    {
        try
        {
            WriteRecord(identity, result);
            // Made of the outputs before it. Where it fails, the job is not finished, and resuming it writes all of them again.
            _output.WriteReport(_whole);
            _output.Flush();
            ledger.Finish(_job.Id, DateTimeOffset.UtcNow);
            _places.Remove();
            return result;
        }
        catch (Exception e) when (e is JobException or OutputException)
        {
            // A job that failed leaves no knowledge base: whoever looks for the file only would take the job for done.
            _output.Withdraw();
            return Result(BuildOutcome.Failed, e.Message + AllIsMerged);
        }
    }

    private BuildResult Leave(JobIdentity identity, BuildResult result)
    {
        try
        {
            ledger.Note(_job.Id, _failure is null ? JobState.Interrupted : JobState.Failed, _failure, DateTimeOffset.UtcNow);
        }
        catch (JobException e) when (_failure is null)
        {
            result = Result(BuildOutcome.Failed, e.Message);
        }
        catch (JobException)
        {
            // What went wrong first is said.
        }
        try
        {
            WriteRecord(identity, result);
        }
        catch (Exception e) when (e is JobException or OutputException)
        {
            // Only a record of what was not finished: the ledger has what resuming it takes.
        }
        return result;
    }

    private void WriteRecord(JobIdentity identity, BuildResult result) => _output.WriteRecord(new JobRecord
    {
        JobId = _job.Id,
        Started = _job.StartedAt,
        Identity = identity,
        CheckpointEvery = options.CheckpointEvery,
        Outcome = result.Outcome,
        Message = result.Message,
        Summary = result.Summary,
        Began = _began,
        Ended = DateTimeOffset.UtcNow,
        Timings = _timings,
        Indexer = indexer,
        ResumedFrom = _resumedFrom,
        Checkpoints = ledger.ReadCheckpoints(_job.Id),
        Throughput = _throughput.Points,
        Devices = ports.Devices?.Reports ?? [],
    });

    private BuildResult Result(BuildOutcome outcome, string? message)
    {
        BuildProgress progress = board.Now;
        using var process = Process.GetCurrentProcess();
        return new BuildResult
        {
            Outcome = outcome == BuildOutcome.Done && _whole.Rejected.Count > 0 ? BuildOutcome.DoneWithRejected : outcome,
            Message = message,
            Summary = BuildSummary.Of(_whole) with
            {
                Batches = _checkpoints.EndBatch,
                Checkpoints = _checkpoints.Count,
                Threads = options.EffectiveThreads,
                Devices = _devices.Now,
                ResumedSubmissions = progress.ResumedSubmissions,
                ResumedBytes = progress.ResumedBytes,
                Elapsed = board.Elapsed,
                CpuTime = Environment.CpuUsage.TotalTime - _cpuBefore,
                PeakMemory = process.PeakWorkingSet64,
            },
        };
    }
}
