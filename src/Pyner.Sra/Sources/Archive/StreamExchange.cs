namespace Pyner.Sra.Sources.Archive;

/// <summary>
/// Where those who read a stream meet: a bounded pool of chunks, batches to be handed out, each batch's portions, and the turn to inflate. Whoever
/// finds nothing to read takes the turn, if nobody has it, inflates a chunk and looks again; so no thread waits while there is something to do. What one
/// core inflates and another reads goes from cache to cache, which takes time: so of several readers each inflates its own batch ahead as long as no other
/// waits, into chunks that it had before.
/// </summary>
/// <remarks>
/// It can't come to a standstill: chunks are filled in the order of batches and batches are handed out in that order, so when the pool is
/// used up, the earliest unfinished batch has been handed out and has portions waiting, and reading them frees chunks.
/// </remarks>
internal sealed class StreamExchange(int maxChunks, int chunkSize, bool hasSeveralReaders) : IDisposable
{
    // An object and not a Lock: those who wait are woken through it.
    private readonly object _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<InflatedChunk> _free = [];
    private readonly Queue<StreamedBatch> _begun = new();
    private int _unmadeChunks = maxChunks;
    private bool _isInflating;
    private int _waitingForTurn;
    private bool _isComplete;
    private SourceException? _fault;

    /// <summary>Is cancelled when the reading is to stop.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <summary>Takes a chunk to fill; waits until there is one.</summary>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public InflatedChunk Rent()
    {
        lock (_gate)
        {
            while (!HasChunk)
                Wait();
            InflatedChunk chunk = TakeChunk();
            chunk.Clear();
            chunk.Holders = 1;
            return chunk;
        }
    }

    /// <summary>Lets a chunk go.</summary>
    public void Release(InflatedChunk chunk)
    {
        lock (_gate)
            Drop(chunk);
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
                batch.IsInflated |= portion.IsLast;
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
        }
    }

    /// <summary>Ends all waiting.</summary>
    public void Stop()
    {
        _stop.Cancel();
        lock (_gate)
            Monitor.PulseAll(_gate);
    }

    /// <summary>Waits for the turn to inflate, which <see cref="EndTurn"/> ends.</summary>
    /// <returns>False when nothing is left to inflate.</returns>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public bool BeginTurn()
    {
        lock (_gate)
        {
            while (!_isComplete)
            {
                if (TakesTurn())
                    return true;
            }
            return false;
        }
    }

    /// <summary>Gives the turn to inflate back.</summary>
    public void EndTurn()
    {
        lock (_gate)
        {
            _isInflating = false;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Takes the next batch, or learns that there is no other.</summary>
    /// <param name="batch">The batch; null at the end.</param>
    /// <returns>False when there is none yet and it is the caller's turn to inflate, which <see cref="EndTurn"/> ends.</returns>
    /// <exception cref="SourceException">There is none because the stream is cut off.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public bool TryTakeBatch(out StreamedBatch? batch)
    {
        lock (_gate)
        {
            while (!_begun.TryDequeue(out batch))
            {
                if (_isComplete)
                    return _fault is null ? true : throw _fault;
                if (TakesTurn())
                    return false;
            }
            return true;
        }
    }

    /// <summary>Takes a batch's next portion.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="portion">The portion; to be released.</param>
    /// <returns>
    /// False when it is the caller's turn to inflate, which <see cref="EndTurn"/> ends, because there is none yet or to have more of the batch.
    /// </returns>
    /// <exception cref="SourceException">The stream is cut off here.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public bool TryTakePortion(StreamedBatch batch, out StreamPortion portion)
    {
        lock (_gate)
        {
            portion = default;
            bool inflatesAhead = hasSeveralReaders && !batch.IsInflated && _waitingForTurn == 0 && HasChunk;
            if (inflatesAhead && !_isComplete && !_isInflating && TakesTurn())
                return false;
            while (!batch.Portions.TryDequeue(out portion))
            {
                if (_isComplete)
                    throw batch.Fault ?? new SourceException("the archive was read past its end");
                if (TakesTurn())
                    return false;
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
                Drop(portion.Chunk);
        }
    }

    /// <summary>
    /// Ends all waiting, and waits until nobody inflates. It holds nothing of the system's: a reader may still ask it, and is told that all has stopped.
    /// </summary>
    public void Dispose()
    {
        Stop();
        lock (_gate)
        {
            while (_isInflating)
                Monitor.Wait(_gate);
        }
    }

    private bool HasChunk => _free.Count > 0 || _unmadeChunks > 0;

    /// <summary>Takes a chunk out of the pool: one that this thread had last, else one that nobody had, else the one given back last.</summary>
    private InflatedChunk TakeChunk()
    {
        int thread = Environment.CurrentManagedThreadId;
        int place = _free.Count - 1;
        while (place >= 0 && _free[place].LastThread != thread)
            place--;
        if (place < 0 && _unmadeChunks > 0)
        {
            _unmadeChunks--;
            return new InflatedChunk(chunkSize);
        }
        place = place < 0 ? _free.Count - 1 : place;
        InflatedChunk chunk = _free[place];
        _free.RemoveAt(place);
        return chunk;
    }

    /// <summary>Takes the turn where nobody has it, else waits for news.</summary>
    private bool TakesTurn()
    {
        if (_isInflating)
        {
            _waitingForTurn++;
            try
            {
                Wait();
            }
            finally
            {
                _waitingForTurn--;
            }
            return false;
        }
        _stop.Token.ThrowIfCancellationRequested();
        _isInflating = true;
        return true;
    }

    private void Wait()
    {
        _stop.Token.ThrowIfCancellationRequested();
        Monitor.Wait(_gate);
        _stop.Token.ThrowIfCancellationRequested();
    }

    private void Drop(InflatedChunk chunk)
    {
        if (--chunk.Holders > 0)
            return;
        chunk.LastThread = Environment.CurrentManagedThreadId;
        _free.Add(chunk);
        // Whoever inflates may wait for it.
        Monitor.PulseAll(_gate);
    }
}
