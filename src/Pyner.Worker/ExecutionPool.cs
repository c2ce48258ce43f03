using System.Collections.Concurrent;
using Pyner.Pipeline.Distribution.Execution;

namespace Pyner.Worker;

/// <summary>The means to parse a batch, as many as there are batches at a time; each is used for one batch after the other.</summary>
internal sealed class ExecutionPool(Func<BatchExecution> create) : IDisposable
{
    // A stack: the one used last has its source open and its buffers in the cache.
    private readonly ConcurrentStack<BatchExecution> _free = new();

    /// <summary>Takes one that nobody uses, or makes one.</summary>
    public BatchExecution Rent() => _free.TryPop(out BatchExecution? execution) ? execution : create();

    /// <summary>Gives one back.</summary>
    public void Return(BatchExecution execution) => _free.Push(execution);

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_free.TryPop(out BatchExecution? execution))
            execution.Dispose();
    }
}
