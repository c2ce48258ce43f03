using Pyner.Sra;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline.Distribution.Scanning;

/// <summary>Cuts a source into batches that other processes can read: by reference, or by spooling where the source is a stream.</summary>
internal sealed class BatchPlanner : IDisposable
{
    private readonly string _jobId;
    private readonly SubmissionSource _source;
    private readonly BatchSpool? _spool;
    private readonly HashSet<long> _spooled;
    private readonly IEnumerator<SubmissionBatch> _plan;
    private readonly long _firstNew;
    private long _next;
    private long _consumed;

    /// <summary>Begins a plan.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="source">The source.</param>
    /// <param name="spool">The job's spool; null where the source is no stream.</param>
    /// <param name="position">What is planned already.</param>
    /// <param name="threads">Threads that list a tree.</param>
    /// <param name="cancellation">Ends a wait inside the source.</param>
    /// <exception cref="SpoolException">The spool can't be listed.</exception>
    public BatchPlanner(
        string jobId, JobRequest request, SubmissionSource source, BatchSpool? spool, PlanPosition position, int threads, CancellationToken cancellation)
    {
        _jobId = jobId;
        _source = source;
        _spool = spool;
        _firstNew = position.Planned;
        _consumed = position.SourceBytes;
        _spooled = [.. spool?.List().Ordinals ?? []];
        _next = FirstMissing(position);
        // A segment is flushed to disk before the next batch is read.
        source.ReadsAhead = spool is not null;
        _plan = source
            .Plan(request.BatchSize, request.EffectiveLimit, _next, spool is null ? threads : 1, cancellation)
            .GetEnumerator();
    }

    /// <summary>Bytes of the source that were read for all batches so far.</summary>
    public long Consumed => _consumed;

    /// <summary>Spools again what is planned, not parsed, and no longer in the spool. To be called first. Blocks while the source is read.</summary>
    /// <exception cref="SourceException">The source can't be read (further).</exception>
    /// <exception cref="SpoolException">A batch can't be spooled.</exception>
    public void Restore()
    {
        for (; _next < _firstNew && _plan.MoveNext(); _next++)
            Restore(_plan.Current);
    }

    /// <summary>Plans the next batch; null at the source's end. Blocks while the source is read.</summary>
    /// <exception cref="SourceException">The source can't be read (further).</exception>
    /// <exception cref="SpoolException">The batch can't be spooled, and is lost to this plan.</exception>
    public PlannedBatch? Next()
    {
        if (!_plan.MoveNext())
            return null;
        return _spool is null ? Refer(_plan.Current) : Spool(_plan.Current, _spool);
    }

    public void Dispose() => _plan.Dispose();

    private PlannedBatch Refer(SubmissionBatch batch)
    {
        IReadOnlyList<SubmissionAccession> submissions = _source.ListSubmissions(batch);
        return new PlannedBatch(batch.Ordinal, BatchId.Compute(_jobId, batch.Ordinal, submissions), submissions.Count, _source.Refer(batch));
    }

    private PlannedBatch Spool(SubmissionBatch batch, BatchSpool spool)
    {
        SpooledBatch spooled = spool.Write(_source, batch);
        // Behind what an earlier scanner had read, where this one has not come so far yet.
        long consumed = Math.Max(_consumed, _source.ConsumedBytes);
        long bytes = consumed - _consumed;
        _consumed = consumed;
        return new PlannedBatch(
            batch.Ordinal, BatchId.Compute(_jobId, batch.Ordinal, spooled.Submissions), spooled.Submissions.Count, spooled.Reference, bytes);
    }

    /// <summary>Where to begin: a batch that nobody parsed and whose segment is gone has to be spooled again.</summary>
    private long FirstMissing(PlanPosition position)
    {
        long first = position.Planned;
        if (_spool is null)
            return first;
        for (long ordinal = position.FirstUnparsed; ordinal < first; ordinal++)
        {
            if (!_spooled.Contains(ordinal))
                return ordinal;
        }
        return first;
    }

    private void Restore(SubmissionBatch batch)
    {
        if (!_spooled.Contains(batch.Ordinal))
        {
            _spool!.Write(_source, batch);
            return;
        }
        // What is not read of a stream would hold it up.
        using SubmissionBatchReader reader = _source.CreateReader();
        reader.Open(batch);
    }
}
