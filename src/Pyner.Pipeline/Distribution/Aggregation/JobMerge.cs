using System.Diagnostics;
using Pyner.KnowledgeBase;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Pipeline.Batches;
using Pyner.Pipeline.Distribution.Findings;
using Pyner.Pipeline.Ledgers;
using Pyner.Pipeline.Outputs;
using Pyner.Pipeline.Tables;
using Pyner.Pipeline.Telemetry;

namespace Pyner.Pipeline.Distribution.Aggregation;

/// <summary>What an aggregator has in memory of a job: everything merged so far, of which the ledger's checkpoints have all but the newest part.</summary>
internal sealed class JobMerge
{
    private readonly ILedger _ledger;
    private readonly CheckpointLog _checkpoints;
    private readonly PrefixMerger _merger;
    private readonly long _checkpointEvery;
    private readonly int _batchSize;
    private readonly string? _trace;
    private readonly IAggregationObserver _observer;
    private long _givenUp;

    /// <summary>Reads what the checkpoints have.</summary>
    /// <param name="ledger">The checkpoints.</param>
    /// <param name="status">The job.</param>
    /// <param name="tableFormat">Writes the files of tables; null where a job that wants tables is refused.</param>
    /// <param name="observer">Hears what happens.</param>
    /// <exception cref="JobException">One is damaged, or of another version; or tables are wanted, and can't be written here.</exception>
    /// <exception cref="OutputException">What the tables have to go on from is not there, or can't be read now.</exception>
    /// <exception cref="LedgerBehindException">The ledger no longer has the job's plan.</exception>
    public JobMerge(ILedger ledger, JobStatus status, ITableFormat? tableFormat, IAggregationObserver observer)
    {
        long started = Stopwatch.GetTimestamp();
        _ledger = ledger;
        _observer = observer;
        _checkpointEvery = status.Request.CheckpointEvery;
        _batchSize = status.Request.BatchSize;
        _trace = status.Request.Trace;
        Job = ledger.Find() ?? throw new LedgerBehindException("the ledger no longer has the job's plan");
        _checkpoints = new CheckpointLog(ledger, Job.Id, new CheckpointAdvice(
            $"job {Job.Id}", "Start the job again.", "Start the job again with a smaller interval between checkpoints."));
        var whole = new Partial();
        _checkpoints.Load(whole);
        ResumedFrom = _checkpoints.Last;
        _merger = new PrefixMerger(whole, _checkpoints.EndBatch, _checkpoints.EndBatch, _checkpoints.Chain);
        // What another aggregator merged since its last checkpoint is merged again, and its course until then is the checkpoints'.
        Throughput = new ThroughputLog(
            ThroughputHistory.Collect(null, Job, ReadCheckpoints()), DateTimeOffset.UtcNow - Job.StartedAt, whole.Totals.Submissions, whole.Totals.Bytes);
        if (status.Request.Tables)
            Tables = OpenTables(status.Request, tableFormat);
        Timings.Resuming = Stopwatch.GetElapsedTime(started);
    }

    /// <summary>The job's tables; null where none are wanted.</summary>
    public TableAssembly? Tables { get; }

    /// <summary>The job as the ledger has it.</summary>
    public LedgerJob Job { get; }

    /// <summary>The checkpoint that the work went on from, or null.</summary>
    public Checkpoint? ResumedFrom { get; }

    /// <summary>Where the time went.</summary>
    public JobTimings Timings { get; } = new();

    /// <summary>The course of the merging, which follows the workers.</summary>
    public ThroughputLog Throughput { get; }

    /// <summary>Ordinal of the first batch that is not merged.</summary>
    public long EndBatch => _merger.EndBatch;

    /// <summary>Ordinal of the first batch that no checkpoint has.</summary>
    public long CheckpointedBatches => _checkpoints.EndBatch;

    /// <summary>Whether the last checkpoint has all of the source.</summary>
    public bool IsComplete => _checkpoints.EndsSource;

    /// <summary>Merges the next batch, and records a checkpoint where it is time for one.</summary>
    /// <exception cref="JobException">The batch's partial can't be read, its rows are not there, or the ledger refuses the checkpoint.</exception>
    /// <exception cref="OutputException">The tables can't be written.</exception>
    /// <exception cref="LedgerBehindException">The ledger has other checkpoints than those that are in memory.</exception>
    public void Add(FinishedBatch batch)
    {
        Merge(batch);
        Throughput.Note(_merger.Submissions, _merger.Bytes);
        // Batches that were given up count too: the scanner counts them among those that wait for a checkpoint.
        _givenUp += batch.Parsed is null ? _batchSize : 0;
        if (_merger.DeltaGroups + _givenUp >= _checkpointEvery)
            Record(false);
    }

    /// <summary>Records that every batch is merged.</summary>
    /// <exception cref="JobException">The ledger refuses the checkpoint.</exception>
    /// <exception cref="OutputException">The tables can't be written.</exception>
    /// <exception cref="LedgerBehindException">The ledger has other checkpoints than those that are in memory.</exception>
    public void Complete() => Record(true);

    /// <summary>Everything that was merged, with no join open; to be called once all is.</summary>
    public Partial TakeWhole()
    {
        _merger.Whole.OpenJoins.Resolve();
        return _merger.Whole;
    }

    /// <summary>The job's checkpoints in order.</summary>
    public IReadOnlyList<Checkpoint> ReadCheckpoints() => _ledger.ReadCheckpoints(Job.Id);

    /// <summary>Sums up what was merged so far.</summary>
    public JobFindings Findings() => FindingsSummary.Of(_merger, Throughput.Points);

    private TableAssembly OpenTables(JobRequest request, ITableFormat? format)
    {
        if (format is null)
            throw new JobException("Tables can't be written here: nothing was set up that writes them.");
        var folders = new TableFolders(request.OutputFolder, Job.Id);
        var tables = new TableAssembly(folders, format, request.BatchSize, Environment.ProcessorCount, partsAreDurable: true);
        try
        {
            tables.Resume(_checkpoints.EndBatch, _checkpoints.EndsSource);
            return tables;
        }
        catch (JobException e)
        {
            // A volume that is away for a while looks as if everything on it were gone.
            throw new OutputException(folders.Root, e.Message, e);
        }
    }

    /// <summary>Where a batch's rows are; one that was given up has none.</summary>
    private static PartReference Part(CompletedBatch batch) => batch switch
    {
        { Partial: null } => new PartReference(batch.Ordinal, null),
        { Part: PartReference part } => part,
        _ => throw new JobException(
            $"Batch {batch.Ordinal} was parsed without its rows. Run scanners, workers and aggregators of the same version, then start the job again."),
    };

    private void Merge(FinishedBatch batch)
    {
        long started = Stopwatch.GetTimestamp();
        using Activity? activity = PipelineTracing.Merge(Job.Id, batch);
        if (batch.Failure is not null)
            PipelineTracing.Fail(activity, batch.Failure);
        CompletedBatch completed = FinishedBatches.Read(batch);
        _merger.Take(completed);
        _merger.MergeNext();
        Tables?.Add(Part(completed));
        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
        Timings.Merging += elapsed;
        if (batch.Parsed is not null)
            PipelineMetrics.Merged(elapsed);
    }

    private void Record(bool endsSource)
    {
        long started = Stopwatch.GetTimestamp();
        using Activity? activity = PipelineTracing.OfJob(PipelineTracing.CheckpointName, Job.Id, _trace);
        Tables?.PrepareCheckpoint(endsSource);
        Checkpoint checkpoint = _checkpoints.Record(_merger, Job.Identity.Fingerprint, endsSource);
        Tables?.CheckpointRecorded();
        _givenUp = 0;
        _observer.CheckpointRecorded(Job.Id, checkpoint);
        _checkpoints.FoldWhereLarge(_merger.Whole);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
        Timings.Checkpoints += elapsed;
        PipelineMetrics.Checkpointed(elapsed);
    }
}
