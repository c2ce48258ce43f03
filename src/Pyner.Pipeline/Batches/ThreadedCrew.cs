using System.Collections.Concurrent;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline.Batches;

/// <summary>
/// Several threads that take batches from the source, one after the other, and read and parse them. Threads of its own, not the pool's: they work for
/// the job's whole length and block on the disk.
/// </summary>
internal sealed class ThreadedCrew : IBatchCrew
{
    /// <summary>
    /// Batches per thread that may be taken and neither merged nor condensed. While one thread is busy with a huge file the others go on, and what
    /// they finish has to wait in memory for it; this bounds how much.
    /// </summary>
    public const int LookAheadPerThread = 64;

    private readonly SubmissionSource _source;
    private readonly Func<IBatchParser> _createParser;
    private readonly BatchPlan _plan;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenSource _stopTaking;
    private readonly SemaphoreSlim _room;
    private readonly BlockingCollection<CompletedBatch> _completed = [];
    private readonly List<Thread> _threads = [];
    private readonly Lock _taking = new();
    private readonly Lock _failing = new();
    private IEnumerator<SubmissionBatch>? _batches;
    private int _working;
    private long _failedAt = long.MaxValue;
    private bool _isPlanOver;
    private bool _planEnded;
    private int _taken;
    private int _processed;

    public ThreadedCrew(SubmissionSource source, Func<IBatchParser> createParser, BatchPlan plan, CancellationToken stop)
    {
        _source = source;
        _createParser = createParser;
        _plan = plan;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _stopTaking = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        _room = new SemaphoreSlim(plan.Threads * LookAheadPerThread);
        _working = plan.Threads;
        for (int i = 0; i < _working; i++)
            _threads.Add(new Thread(Work) { IsBackground = true, Name = $"pyner parse {i}" });
        foreach (Thread thread in _threads)
            thread.Start();
    }

    public Exception? Failure { get; private set; }

    public bool ReachedEnd => Volatile.Read(ref _planEnded) && Volatile.Read(ref _taken) == Volatile.Read(ref _processed);

    public CompletedBatch? Next() => _completed.TryTake(out CompletedBatch? batch, Timeout.Infinite) ? batch : null;

    public void Release() => _room.Release();

    public void Dispose()
    {
        _stop.Cancel();
        foreach (Thread thread in _threads)
            thread.Join();
        _batches?.Dispose();
        _stopTaking.Dispose();
        _stop.Dispose();
        _room.Dispose();
        _completed.Dispose();
    }

    private void Work()
    {
        long ordinal = -1;
        try
        {
            using var work = BatchWork.Create(_source, _createParser, _plan);
            // Batches are taken in order, but for a few with huge files, so those under way when a stop is requested end a contiguous stretch.
            while (Take() is SubmissionBatch batch)
            {
                ordinal = batch.Ordinal;
                if (ordinal > Volatile.Read(ref _failedAt))
                    continue;
                _completed.Add(work.Process(batch, _plan));
                Interlocked.Increment(ref _processed);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Asked to stop, or a thread failed and said why.
        }
        catch (Exception e)
        {
            Fail(e, ordinal);
            // Where the source ends early, what lies before its end is still good, and the others finish it. Anything else stops all.
            _stopTaking.Cancel();
            if (e is not SourceException)
                _stop.Cancel();
        }
        finally
        {
            if (Interlocked.Decrement(ref _working) == 0)
                _completed.CompleteAdding();
        }
    }

    /// <summary>Takes the next batch from the source; null where there is none left, or none is wanted.</summary>
    private SubmissionBatch? Take()
    {
        lock (_taking)
        {
            if (_isPlanOver)
                return null;
            try
            {
                _room.Wait(_stopTaking.Token);
                _batches ??= _source.Plan(_plan.BatchSize, _plan.Limit, _plan.FirstBatch, _plan.Threads, _stop.Token).GetEnumerator();
                if (_batches.MoveNext())
                {
                    _taken++;
                    return _batches.Current;
                }
                Volatile.Write(ref _planEnded, true);
            }
            // The one that is cancelled first: the other follows.
            catch (OperationCanceledException) when (_stop.IsCancellationRequested || _stopTaking.IsCancellationRequested)
            {
                // Asked to stop, or a thread failed and said why.
            }
            catch (Exception e)
            {
                // What was taken before is still good: the others finish it.
                Fail(e, long.MaxValue);
            }
            _isPlanOver = true;
            return null;
        }
    }

    /// <summary>Keeps the first failure, but a fault of the source before any that may follow from it.</summary>
    private void Fail(Exception e, long ordinal)
    {
        lock (_failing)
        {
            if (Failure is null || (e is SourceException && Failure is not SourceException))
                Failure = e;
            _failedAt = Math.Min(_failedAt, ordinal);
        }
    }
}
