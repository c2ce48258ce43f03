using Pyner.Sra.Sources;

namespace Pyner.Pipeline.Batches;

/// <summary>The caller's thread alone: it takes a batch, reads it, and takes the next.</summary>
internal sealed class SingleThreadCrew : IBatchCrew
{
    private readonly SubmissionSource _source;
    private readonly Func<IBatchParser> _createParser;
    private readonly BatchPlan _plan;
    private readonly CancellationToken _stop;
    private IEnumerator<SubmissionBatch>? _batches;
    private BatchWork? _work;

    public SingleThreadCrew(SubmissionSource source, Func<IBatchParser> createParser, BatchPlan plan, CancellationToken stop)
    {
        _source = source;
        _createParser = createParser;
        _plan = plan;
        _stop = stop;
    }

    public Exception? Failure { get; private set; }

    public bool ReachedEnd { get; private set; }

    public CompletedBatch? Next()
    {
        if (_stop.IsCancellationRequested || ReachedEnd || Failure is not null)
            return null;
        try
        {
            _work ??= BatchWork.Create(_source, _createParser, _plan);
            _batches ??= _source.Plan(_plan.BatchSize, _plan.Limit, _plan.FirstBatch, 1, _stop).GetEnumerator();
            if (_batches.MoveNext())
                return _work.Process(_batches.Current, _plan);
            ReachedEnd = true;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // A wait inside the source ended; the batch is read again after a resume.
        }
        catch (Exception e)
        {
            Failure = e;
        }
        return null;
    }

    public void Release()
    {
    }

    public void Dispose()
    {
        _work?.Dispose();
        _batches?.Dispose();
    }
}
