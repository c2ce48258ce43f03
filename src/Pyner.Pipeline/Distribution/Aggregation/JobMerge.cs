using System.Diagnostics;
using Pyner.KnowledgeBase;
using Pyner.Pipeline.Batches;
using Pyner.Pipeline.Distribution.Findings;
using Pyner.Pipeline.Ledgers;
using Pyner.Pipeline.Outputs;
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
    /// <exception cref="JobException">One is damaged, or of another version.</exception>
    /// <exception cref="LedgerBehindException">The ledger no longer has the job's plan.</exception>
    public JobMerge(ILedger ledger, JobStatus status, IAggregationObserver observer)
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
        Timings.Resuming = Stopwatch.GetElapsedTime(started);
    }

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

    /// <summary>Whether the last checkpoint has all of the source.</summary>
    public bool IsComplete => _checkpoints.EndsSource;

    /// <summary>Merges the next batch, and records a checkpoint where it is time for one.</summary>
    /// <exception cref="JobException">The batch's partial can't be read, or the ledger refuses the checkpoint.</exception>
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

    private void Merge(FinishedBatch batch)
    {
        long started = Stopwatch.GetTimestamp();
        using Activity? activity = PipelineTracing.Merge(Job.Id, batch);
        if (batch.Failure is not null)
            PipelineTracing.Fail(activity, batch.Failure);
        _merger.Take(FinishedBatches.Read(batch));
        _merger.MergeNext();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
        Timings.Merging += elapsed;
        if (batch.Parsed is not null)
            PipelineMetrics.Merged(elapsed);
    }

    private void Record(bool endsSource)
    {
        long started = Stopwatch.GetTimestamp();
        using Activity? activity = PipelineTracing.OfJob(PipelineTracing.CheckpointName, Job.Id, _trace);
        Checkpoint checkpoint = _checkpoints.Record(_merger, Job.Identity.Fingerprint, endsSource);
        _givenUp = 0;
        _observer.CheckpointRecorded(Job.Id, checkpoint);
        _checkpoints.FoldWhereLarge(_merger.Whole);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
        Timings.Checkpoints += elapsed;
        PipelineMetrics.Checkpointed(elapsed);
    }
}
