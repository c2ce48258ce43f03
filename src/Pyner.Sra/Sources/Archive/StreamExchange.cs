namespace Pyner.Sra.Sources.Archive;

/// <summary>
/// Where the one who inflates and those who read meet: a bounded pool of chunks, batches to be handed out, and each batch's portions.
/// </summary>
/// <remarks>
/// It can't come to a standstill: chunks are filled in the order of batches and batches are handed out in that order, so when the pool is
/// used up, the earliest unfinished batch has been handed out and has portions waiting, and reading them frees chunks.
/// </remarks>
internal sealed class StreamExchange(int maxChunks)
{
    private readonly object _gate = new();
    private readonly Stack<InflatedChunk> _free = new();
    private readonly Queue<StreamedBatch> _begun = new();
    private int _chunks;
    private bool _isStopped;
    private bool _isComplete;
    private SourceException? _fault;

    /// <summary>Takes a chunk to fill; waits until there is one.</summary>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public InflatedChunk Rent()
    {
        lock (_gate)
        {
            while (_free.Count == 0 && _chunks == maxChunks)
                Wait();
            ThrowIfStopped();
            // The one given back last is the one most likely to be in the processor's cache.
            if (!_free.TryPop(out InflatedChunk? chunk))
            {
                chunk = new InflatedChunk();
                _chunks++;
            }
            chunk.Clear();
            chunk.Holders = 1;
            return chunk;
        }
    }

    /// <summary>Lets a chunk go.</summary>
    public void Release(InflatedChunk chunk)
    {
        lock (_gate)
            ReleaseLocked(chunk);
    }

    /// <summary>Hands out what was found in a chunk. From then on the chunk does not change.</summary>
    /// <param name="begun">Batches that begin in it.</param>
    /// <param name="portions">The parts of it, by batch.</param>
    public void Publish(List<StreamedBatch> begun, List<(StreamedBatch Batch, StreamPortion Portion)> portions)
    {
        lock (_gate)
        {
            foreach (StreamedBatch batch in begun)
                _begun.Enqueue(batch);
            foreach ((StreamedBatch batch, StreamPortion portion) in portions)
            {
                if (batch.IsAbandoned)
                    continue;
                portion.Chunk.Holders++;
                batch.Portions.Enqueue(portion);
            }
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Says that no more comes, for a reason or because the stream has ended.</summary>
    /// <param name="batch">The batch in which a fault lies: its reader learns of it too, once it has read all before it.</param>
    /// <param name="fault">Why it is cut off; null at the end.</param>
    public void Complete(StreamedBatch? batch, SourceException? fault)
    {
        lock (_gate)
        {
            batch?.Fault = fault;
            _fault = fault;
            _isComplete = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Ends all waiting.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _isStopped = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Takes the next batch, or learns that there is no other.</summary>
    /// <param name="wait">Whether another thread brings more, so that it is worth waiting.</param>
    /// <param name="batch">The batch; null at the end.</param>
    /// <returns>False when there is none yet.</returns>
    /// <exception cref="SourceException">There is none because the stream is cut off.</exception>
    public bool TryTakeBatch(bool wait, out StreamedBatch? batch)
    {
        lock (_gate)
        {
            while (true)
            {
                if (_begun.TryDequeue(out batch))
                    return true;
                if (_isComplete)
                    return _fault is null ? true : throw _fault;
                if (!wait)
                    return false;
                Wait();
            }
        }
    }

    /// <summary>Takes a batch's next portion. False when there is none yet.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="wait">Whether another thread brings more, so that it is worth waiting.</param>
    /// <param name="portion">The portion; to be released.</param>
    /// <exception cref="SourceException">The stream is cut off here.</exception>
    public bool TryTakePortion(StreamedBatch batch, bool wait, out StreamPortion portion)
    {
        lock (_gate)
        {
            while (!batch.Portions.TryDequeue(out portion))
            {
                if (batch.Fault is not null)
                    throw batch.Fault;
                if (!wait)
                    return false;
                Wait();
            }
            return true;
        }
    }

    /// <summary>Drops what is left of a batch, now and later.</summary>
    public void Abandon(StreamedBatch batch)
    {
        lock (_gate)
        {
            batch.IsAbandoned = true;
            while (batch.Portions.TryDequeue(out StreamPortion portion))
                ReleaseLocked(portion.Chunk);
        }
    }

    private void ReleaseLocked(InflatedChunk chunk)
    {
        if (--chunk.Holders > 0)
            return;
        _free.Push(chunk);
        Monitor.PulseAll(_gate);
    }

    private void Wait()
    {
        ThrowIfStopped();
        Monitor.Wait(_gate);
        ThrowIfStopped();
    }

    private void ThrowIfStopped()
    {
        if (_isStopped)
            throw new OperationCanceledException("the reading of the archive was stopped");
    }
}
