using Pyner.Sra.Sources.Archive.Gzip;

namespace Pyner.Sra.Sources.Archive;

/// <summary>
/// One reading of a tar.gz, from its start or from a place in it. Whoever reads a batch inflates the next chunk where there is none to read and nobody
/// else does, and of several readers each the rest of its own batch; where it is to be read ahead, a thread of its own does as well.
/// </summary>
internal sealed class TarGzReading : IDisposable
{
    /// <summary>
    /// Small enough to stay in the processor's cache between being filled and being read, large enough that passing it on costs little beside filling it.
    /// </summary>
    private const int ChunkSize = 256 * 1024;

    /// <summary>Most of two batches, so that one thread can go on reading while another inflates; more make nothing faster, and take memory.</summary>
    private const int MaxChunks = 64;

    private readonly ArchiveFile _file;
    private readonly GzipDecoder _inflated;
    private readonly StreamExchange _exchange;
    private readonly TarStreamWalk _walk;
    private readonly Thread? _ahead;
    private readonly CancellationTokenRegistration _cancellation;
    private readonly int _placeEvery;
    private long _nextMark;
    private bool _isComplete;

    /// <exception cref="InvalidDataException">The place to begin at is none.</exception>
    /// <exception cref="EndOfStreamException">It is none in this file.</exception>
    public TarGzReading(
        ArchiveFile file, int batchSize, long? limit, long firstBatch, SourcePlace? start, int placeEvery, int readers, bool readsAhead,
        CancellationToken cancellation)
    {
        _file = file;
        _exchange = new StreamExchange(MaxChunks, ChunkSize, hasSeveralReaders: readers > 1);
        _inflated = new GzipDecoder(file, _exchange.Stopped);
        _walk = new TarStreamWalk(this, _exchange, batchSize, limit ?? long.MaxValue, firstBatch);
        _placeEvery = placeEvery;
        if (start is not null)
            Begin(start);
        _nextMark = _inflated.Inflated + placeEvery;
        _cancellation = cancellation.Register(_exchange.Stop);
        if (!readsAhead)
            return;
        _ahead = new Thread(ReadAhead) { IsBackground = true, Name = "inflate" };
        _ahead.Start();
    }

    /// <summary>How far the file is consumed, in bytes.</summary>
    public long ConsumedBytes => _inflated.ConsumedBytes;

    /// <summary>Bytes of the file before the place at which it began.</summary>
    public long SkippedBytes { get; private set; }

    /// <summary>Takes the next batch; null at the end.</summary>
    /// <exception cref="SourceException">The archive is cut off or damaged before another batch.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public StreamedBatch? TakeBatch()
    {
        StreamedBatch? batch;
        while (!_exchange.TryTakeBatch(out batch))
            TakeTurn();
        return batch;
    }

    /// <summary>Takes a batch's next portion.</summary>
    /// <exception cref="SourceException">The archive is cut off or damaged here.</exception>
    /// <exception cref="OperationCanceledException">The reading was stopped.</exception>
    public StreamPortion TakePortion(StreamedBatch batch)
    {
        StreamPortion portion;
        while (!_exchange.TryTakePortion(batch, out portion))
            TakeTurn();
        return portion;
    }

    /// <summary>Lets a portion go.</summary>
    public void Release(StreamPortion portion) => _exchange.Release(portion.Chunk);

    /// <summary>Drops what is left of a batch.</summary>
    public void Abandon(StreamedBatch batch) => _exchange.Abandon(batch);

    public void Dispose()
    {
        _exchange.Dispose();
        _ahead?.Join();
        _cancellation.Dispose();
    }

    /// <summary>A digest of all that comes before a place in the chunk that is walked through.</summary>
    /// <exception cref="InvalidDataException">It is not what was compressed.</exception>
    public ulong DigestTo(InflatedChunk chunk, int end)
    {
        _inflated.Check(chunk, end);
        return _inflated.CheckedDigest;
    }

    private void Begin(SourcePlace start)
    {
        using var state = new BinaryReader(new MemoryStream(start.State.ToArray()));
        _walk.Begin(start, state);
        _inflated.Restore(state);
        SkippedBytes = _inflated.ConsumedBytes;
    }

    /// <summary>Keeps how the decoder stands, from time to time.</summary>
    private void Mark()
    {
        if (_inflated.Inflated < _nextMark)
            return;
        _nextMark += _placeEvery;
        _walk.Mark(_inflated);
    }

    private void ReadAhead()
    {
        try
        {
            while (_exchange.BeginTurn())
                TakeTurn();
        }
        catch (OperationCanceledException)
        {
            // Stopped: whoever reads has been told.
        }
    }

    private void TakeTurn()
    {
        try
        {
            Produce();
        }
        finally
        {
            _exchange.EndTurn();
        }
    }

    /// <summary>Inflates a chunk and hands on what is in it.</summary>
    private void Produce()
    {
        if (_isComplete)
            throw new InvalidOperationException("the archive was read to its end already");
        InflatedChunk chunk = _exchange.Rent();
        SourceException? fault = null;
        bool isEnd = false;
        try
        {
            Mark();
            isEnd = Fill(chunk, out Exception? gzipFault);
            fault = Walk(chunk) ?? Check(chunk);
            // What lies behind the limit is not looked at, so it can't be at fault.
            if (fault is null && gzipFault is not null && !_walk.IsLimitReached)
                fault = Describe(gzipFault);
            isEnd |= _walk.IsLimitReached;
            if (isEnd && fault is null)
                fault = CheckEnd();
            _walk.EndChunk(isLast: isEnd && fault is null);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whoever inflates, all readers must know of it.
            fault = new SourceException($"'{_file.Path}' can't be read further: {e.Message}", e) { Offset = _inflated.Position };
        }
        if (isEnd || fault is not null)
        {
            _isComplete = true;
            _exchange.Complete(_walk.Batch, fault);
        }
        _exchange.Release(chunk);
    }

    /// <summary>Fills a chunk as far as the stream goes. True at its end.</summary>
    private bool Fill(InflatedChunk chunk, out Exception? fault)
    {
        fault = null;
        try
        {
            return !_inflated.TryFill(chunk);
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException or SourceException)
        {
            fault = e;
            return false;
        }
    }

    private SourceException Describe(Exception gzipFault) => gzipFault switch
    {
        SourceException e => e,
        EndOfStreamException e => Truncated(e),
        _ => Damaged(gzipFault.Message, gzipFault),
    };

    private SourceException? Check(InflatedChunk chunk)
    {
        try
        {
            _inflated.Check(chunk, _walk.Reached);
            return null;
        }
        catch (InvalidDataException e)
        {
            return Damaged(e.Message, e);
        }
    }

    private SourceException? Walk(InflatedChunk chunk)
    {
        try
        {
            _walk.Walk(chunk);
            return null;
        }
        catch (InvalidDataException e)
        {
            return _walk.IsAtStart ? NoTar(e) : Damaged(e.Message, e);
        }
    }

    /// <summary>What is wrong with the archive's ending here, if anything.</summary>
    private SourceException? CheckEnd()
    {
        if (_walk.IsLimitReached)
            return null;
        if (_inflated.Inflated < TarBlock.Size)
            return NoTar(null);
        if (!_walk.MayEnd)
            return Truncated(null);
        return _walk.FoundSubmissions
            ? null
            : new SourceException($"'{_file.Path}' holds no submission: it is a tar.gz, but none of its members is named like DRA000001.sample.xml.");
    }

    private SourceException NoTar(Exception? cause) => new(
        $"'{_file.Path}' is gzip, but holds no tar: what is in it does not begin with a tar header. "
        + "Name a tar.gz as NCBI distributes it, a tar, or a folder.",
        cause)
    {
        Offset = 0,
    };

    private SourceException Truncated(Exception? cause) => new(
        $"'{_file.Path}' is truncated: its {_file.Length} bytes end {_walk.Where}. What came before was read; download it again, or repair it.", cause)
    {
        Offset = _file.Length,
    };

    private SourceException Damaged(string what, Exception cause) => new(
        $"'{_file.Path}' is damaged near byte {_inflated.Position} of {_file.Length}, {_walk.Where}: {what}. "
        + "What came before was read; download it again, or repair it.", cause)
    {
        Offset = _inflated.Position,
    };
}
