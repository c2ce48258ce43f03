namespace Pyner.Sra.Sources.Archive;

/// <summary>
/// Where the one who inflates and those who read meet: a bounded pool of chunks, batches to be handed out, and each batch's portions.
/// A semaphore counts each of them, so that a new portion wakes the reader that it is for and nobody else.
/// </summary>
/// <remarks>
/// It can't come to a standstill: chunks are filled in the order of batches and batches are handed out in that order, so when the pool is
/// used up, the earliest unfinished batch has been handed out and has portions waiting, and reading them frees chunks.
/// </remarks>
internal sealed class StreamExchange(int maxChunks, int chunkSize) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _freeCount = new(maxChunks);
    private readonly Stack<InflatedChunk> _free = new();
    private readonly SemaphoreSlim _begunCount = new(0);
    private readonly Queue<StreamedBatch> _begun = new();
    private SourceException? _fault;

    /// <summary>Takes a chunk to fill; waits until there is one.</summary>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public InflatedChunk Rent()
    {
        _freeCount.Wait(_stop.Token);
        InflatedChunk? chunk;
        lock (_gate)
        {
            // The one given back last is the one most likely to be in the processor's cache.
            if (!_free.TryPop(out chunk))
                chunk = new InflatedChunk(chunkSize);
        }
        chunk.Clear();
        chunk.Holders = 1;
        return chunk;
    }

    /// <summary>Lets a chunk go.</summary>
    public void Release(InflatedChunk chunk)
    {
        lock (_gate)
        {
            if (--chunk.Holders > 0)
                return;
            _free.Push(chunk);
        }
        _freeCount.Release();
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
                batch.PortionCount.Release();
            }
        }
        if (begun.Count > 0)
            _begunCount.Release(begun.Count);
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
        }
        // One more than there are batches and portions: the empty place tells the end.
        batch?.PortionCount.Release();
        _begunCount.Release();
    }

    /// <summary>Ends all waiting.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Takes the next batch, or learns that there is no other.</summary>
    /// <param name="wait">Whether another thread brings more, so that it is worth waiting.</param>
    /// <param name="batch">The batch; null at the end.</param>
    /// <returns>False when there is none yet.</returns>
    /// <exception cref="SourceException">There is none because the stream is cut off.</exception>
    public bool TryTakeBatch(bool wait, out StreamedBatch? batch)
    {
        batch = null;
        if (!_begunCount.Wait(wait ? Timeout.Infinite : 0, _stop.Token))
            return false;
        lock (_gate)
        {
            if (_begun.TryDequeue(out batch))
                return true;
            _begunCount.Release();
            return _fault is null ? true : throw _fault;
        }
    }

    /// <summary>Takes a batch's next portion.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="wait">Whether another thread brings more, so that it is worth waiting.</param>
    /// <param name="portion">The portion; to be released.</param>
    /// <returns>False when there is none yet.</returns>
    /// <exception cref="SourceException">The stream is cut off here.</exception>
    public bool TryTakePortion(StreamedBatch batch, bool wait, out StreamPortion portion)
    {
        portion = default;
        if (!batch.PortionCount.Wait(wait ? Timeout.Infinite : 0, _stop.Token))
            return false;
        lock (_gate)
        {
            if (batch.Portions.TryDequeue(out portion))
                return true;
            batch.PortionCount.Release();
            throw batch.Fault ?? new SourceException("the archive was read past its end");
        }
    }

    /// <summary>Drops what is left of a batch, now and later.</summary>
    public void Abandon(StreamedBatch batch)
    {
        StreamPortion[] left;
        lock (_gate)
        {
            batch.IsAbandoned = true;
            left = [.. batch.Portions];
            batch.Portions.Clear();
        }
        foreach (StreamPortion portion in left)
            Release(portion.Chunk);
    }

    // The semaphores hold nothing of the system's, and a reader may still ask them and be told that all has stopped.
    public void Dispose() => _stop.Cancel();
}
