using System.Collections.Concurrent;
using System.Diagnostics;
using Pyner.Pipeline.Distribution.Execution;

namespace Pyner.Worker;

/// <summary>
/// The means to parse a batch, as many as there are batches at a time; each is used for one batch after the other. One that was not used for a while closes its
/// source, so that a job's archive can be removed, or its disk, once the job is over.
/// </summary>
internal sealed class ExecutionPool : IDisposable
{
    private readonly Func<BatchExecution> _create;
    private readonly TimeSpan _idle;
    private readonly Timer _timer;

    // A stack: the one used last has its source open and its buffers in the cache.
    private readonly ConcurrentStack<(BatchExecution Execution, long Since)> _free = new();

    /// <summary>Makes a pool.</summary>
    /// <param name="create">Makes one more.</param>
    /// <param name="idle">How long one keeps its source open without a batch.</param>
    public ExecutionPool(Func<BatchExecution> create, TimeSpan idle)
    {
        _create = create;
        _idle = idle;
        _timer = new Timer(_ => CloseIdle(), null, idle, idle);
    }

    /// <summary>Takes one that nobody uses, or makes one.</summary>
    public BatchExecution Rent() => _free.TryPop(out (BatchExecution Execution, long Since) free) ? free.Execution : _create();

    /// <summary>Gives one back.</summary>
    public void Return(BatchExecution execution) => _free.Push((execution, Stopwatch.GetTimestamp()));

    /// <inheritdoc/>
    public void Dispose()
    {
        using (var ended = new ManualResetEvent(false))
        {
            if (_timer.Dispose(ended))
                ended.WaitOne();
        }
        while (_free.TryPop(out (BatchExecution Execution, long Since) free))
            free.Execution.Dispose();
    }

    private void CloseIdle()
    {
        var all = new (BatchExecution Execution, long Since)[_free.Count];
        int count = _free.TryPopRange(all);
        foreach ((BatchExecution execution, long since) in all.AsSpan(0, count))
        {
            if (Stopwatch.GetElapsedTime(since) >= _idle)
                execution.CloseSource();
        }
        // The one used last is on top again.
        for (int i = count - 1; i >= 0; i--)
            _free.Push(all[i]);
    }
}
