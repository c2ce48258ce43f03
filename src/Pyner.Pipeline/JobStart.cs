using System.Diagnostics;
using Pyner.KnowledgeBase;
using Pyner.Pipeline.Ledgers;
using Pyner.Pipeline.Outputs;
using Pyner.Pipeline.Tables;

namespace Pyner.Pipeline;

/// <summary>Finds the job to go on with in a ledger, or plans one.</summary>
/// <param name="options">What to do.</param>
/// <param name="ports">What the job works with.</param>
/// <param name="ledger">The ledger.</param>
/// <param name="board">Is told what a job that goes on has already.</param>
/// <param name="output">The folder of the outputs.</param>
/// <param name="timings">Is told how long it took.</param>
/// <param name="began">When the execution began.</param>
internal sealed class JobStart(
    BuildOptions options, JobPorts ports, ILedger ledger, ProgressBoard board, OutputFolder output, JobTimings timings, DateTimeOffset began)
{
    /// <summary>Finds or plans it.</summary>
    /// <param name="identity">What was asked for.</param>
    /// <exception cref="JobException">There is a job that can't be gone on with, or must not be dropped.</exception>
    public OpenedJob Open(JobIdentity identity)
    {
        LedgerJob? found = ledger.Find();
        JobOpening.Check(found, options);
        if (found is null)
            return Plan(identity, null);
        if (JobOpening.HasNothing(found))
            return Plan(identity, JobOpening.InPlaceOf(found));
        if (options.Resume)
            return GoOn(found, identity);
        JobOpening.CheckReplaces(found, identity, options);
        return Plan(identity, null);
    }

    private OpenedJob Plan(JobIdentity identity, string? notice)
    {
        // Outputs first: killed in between, the folder has a job without outputs, which it can write again; the other way round it would have
        // outputs of another job, which would be taken for this one's.
        output.Clear();
        LedgerJob job = ledger.Plan(Guid.CreateVersion7(began).ToString("N"), identity, began);
        PlaceLog places = Places(job, identity);
        places.Remove();
        CheckpointLog checkpoints = Checkpoints(job);
        TableFolders? folders = Folders(job);
        return new OpenedJob
        {
            Job = job,
            Identity = identity,
            Whole = new Partial(),
            Checkpoints = checkpoints,
            Places = places,
            Throughput = new ThroughputLog([], TimeSpan.Zero, 0, 0),
            TableFolders = folders,
            Tables = Tables(folders, checkpoints),
            Notice = notice,
        };
    }

    private OpenedJob GoOn(LedgerJob found, JobIdentity identity)
    {
        bool proves = JobOpening.CheckSame(found, identity, options);
        board.Enter(BuildPhase.Resuming);
        long started = Stopwatch.GetTimestamp();
        var whole = new Partial();
        CheckpointLog checkpoints = Checkpoints(found);
        checkpoints.Load(whole);
        board.Resume(whole, checkpoints.Count);
        timings.Resuming = Stopwatch.GetElapsedTime(started);
        IReadOnlyList<ThroughputPoint> earlier = ThroughputHistory.Collect(output.RecordPath, found, ledger.ReadCheckpoints(found.Id));
        TableFolders? folders = Folders(found);
        var opened = new OpenedJob
        {
            Job = found,
            Identity = identity,
            Whole = whole,
            Checkpoints = checkpoints,
            Places = Places(found, identity),
            Throughput = new ThroughputLog(earlier, began - found.StartedAt, board.Now.Submissions, board.Now.Bytes),
            TableFolders = folders,
            Tables = Tables(folders, checkpoints),
            ResumedFrom = checkpoints.Last,
            Proves = proves && checkpoints.Last is not null,
        };
        if (found.State != JobState.Finished)
            ledger.Note(found.Id, JobState.Running, null, began);
        return opened;
    }

    private PlaceLog Places(LedgerJob job, JobIdentity identity) => new(options.OutputFolder, job.Id, identity.Fingerprint);

    private CheckpointLog Checkpoints(LedgerJob job) => new(ledger, job.Id, CheckpointAdvice.ForFolder(options.OutputFolder));

    private TableFolders? Folders(LedgerJob job) => options.Tables ? new TableFolders(options.OutputFolder, job.Id) : null;

    private TableAssembly? Tables(TableFolders? folders, CheckpointLog checkpoints)
    {
        if (folders is null)
            return null;
        var tables = new TableAssembly(folders, ports.TableFormat!, options.BatchSize, options.EffectiveThreads, partsAreDurable: false);
        tables.Resume(checkpoints.EndBatch, checkpoints.EndsSource);
        return tables;
    }
}
