using System.Collections.Concurrent;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline.Batches;

/// <summary>
/// One thread that takes batches from the source, in order, and several that read and parse them. Threads of its own, not the pool's: they
/// work for the job's whole length and block on the disk.
/// </summary>
internal sealed class ThreadedCrew : IBatchCrew
{
    /// <summary>
    /// Batches per thread that may be planned and not yet merged. While one thread is busy with a huge file the others go on, and what
    /// they finish has to wait in memory for it; this bounds how much.
    /// </summary>
    private const int LookAheadPerThread = 64;

    private readonly SubmissionSource _source;
    private readonly Func<IBatchParser> _createParser;
    private readonly BatchPlan _plan;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenSource _stopPlanning;
    private readonly SemaphoreSlim _room;
    private readonly BlockingCollection<SubmissionBatch> _planned;
    private readonly BlockingCollection<CompletedBatch> _completed = [];
    private readonly List<Thread> _threads = [];
    private readonly Lock _failing = new();
    private int _working;
    private long _failedAt = long.MaxValue;
    private bool _planEnded;
    private int _taken;
    private int _processed;

    public ThreadedCrew(SubmissionSource source, Func<IBatchParser> createParser, BatchPlan plan, CancellationToken stop)
    {
        _source = source;
        _createParser = createParser;
        _plan = plan;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _stopPlanning = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        _room = new SemaphoreSlim(plan.Threads * LookAheadPerThread);
        _planned = new BlockingCollection<SubmissionBatch>(plan.Threads * 2);
        // A stream is inflated by a thread of its own, which is busier than all others together.
        _working = source.Kind == SourceKind.TarGz ? Math.Max(1, plan.Threads - 1) : plan.Threads;
        _threads.Add(new Thread(PlanBatches) { IsBackground = true, Name = "pyner plan" });
        for (int i = 0; i < _working; i++)
            _threads.Add(new Thread(Work) { IsBackground = true, Name = $"pyner parse {i}" });
        foreach (Thread thread in _threads)
            thread.Start();
    }

    public Exception? Failure { get; private set; }

    public bool ReachedEnd => Volatile.Read(ref _planEnded) && Volatile.Read(ref _taken) == Volatile.Read(ref _processed);

    public CompletedBatch? Next() => _completed.TryTake(out CompletedBatch? batch, Timeout.Infinite) ? batch : null;

    public void Merged() => _room.Release();

    public void Dispose()
    {
        _stop.Cancel();
        foreach (Thread thread in _threads)
            thread.Join();
        _stopPlanning.Dispose();
        _stop.Dispose();
        _room.Dispose();
        _planned.Dispose();
        _completed.Dispose();
    }

    private void PlanBatches()
    {
        try
        {
            using IEnumerator<SubmissionBatch> batches = _source
                .Plan(_plan.BatchSize, _plan.Limit, _plan.FirstBatch, _plan.Threads, _stop.Token)
                .GetEnumerator();
            while (true)
            {
                _room.Wait(_stopPlanning.Token);
                if (!batches.MoveNext())
                    break;
                Interlocked.Increment(ref _taken);
                _planned.Add(batches.Current, _stopPlanning.Token);
            }
            Volatile.Write(ref _planEnded, true);
        }
        // The one that is cancelled first: the other follows.
        catch (OperationCanceledException) when (_stop.IsCancellationRequested || _stopPlanning.IsCancellationRequested)
        {
            // Asked to stop, or a thread failed and said why.
        }
        catch (Exception e)
        {
            // What was planned before is still good: the workers finish it.
            Fail(e, long.MaxValue);
        }
        finally
        {
            _planned.CompleteAdding();
        }
    }

    private void Work()
    {
        long ordinal = -1;
        try
        {
            using var work = BatchWork.Create(_source, _createParser, _plan);
            // Batches leave the queue in order, so those under way when a stop is requested end a contiguous stretch.
            foreach (SubmissionBatch batch in _planned.GetConsumingEnumerable(_stop.Token))
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
            // As above.
        }
        catch (Exception e)
        {
            Fail(e, ordinal);
            // Where the source ends early, what lies before its end is still good, and the others finish it. Anything else stops all.
            _stopPlanning.Cancel();
            if (e is not SourceException)
                _stop.Cancel();
        }
        finally
        {
            if (Interlocked.Decrement(ref _working) == 0)
                _completed.CompleteAdding();
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
