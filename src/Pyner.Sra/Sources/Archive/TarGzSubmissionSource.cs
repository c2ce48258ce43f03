namespace Pyner.Sra.Sources.Archive;

/// <summary>
/// A gzip-compressed tar as NCBI distributes it, read once from its start, or from a place in it, to its end in bounded memory; nothing is unpacked to
/// disk. Submissions come as they lie in it: consecutive members of one submission are a group, and a submission whose members lie apart has several.
/// Several gzip members and several archives one after the other are read as one.
/// </summary>
internal sealed class TarGzSubmissionSource(ArchiveFile file) : SubmissionSource
{
    private TarGzReading? _reading;
    private string? _fingerprint;

    /// <summary>
    /// After how many inflated bytes the next place is kept: what is inflated again at most, beside a batch. A place takes 34 KB until a later one is
    /// merged.
    /// </summary>
    public int PlaceEvery { get; init; } = 4 << 20;

    public override SourceKind Kind => SourceKind.TarGz;

    public override string Path => file.Path;

    public override string Fingerprint => _fingerprint ??= file.Fingerprint();

    public override long? SubmissionCount => null;

    public override long? TotalBytes => file.Length;

    public override long ConsumedBytes => Volatile.Read(ref _reading)?.ConsumedBytes ?? 0;

    public override long SkippedBytes => Volatile.Read(ref _reading)?.SkippedBytes ?? 0;

    /// <inheritdoc/>
    /// <remarks>
    /// A limit keeps the first submissions in the archive's order, and with them their later groups as far as those lie before the first one too many.
    /// A fault is told twice: to the reader of the batch in which it lies, after all that came before, and here.
    /// </remarks>
    public override IEnumerable<SubmissionBatch> Plan(int batchSize, long? limit, long firstBatch, int threads, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        ArgumentOutOfRangeException.ThrowIfNegative(firstBatch);
        return Stream(batchSize, limit, firstBatch, threads, cancellation);
    }

    public override IReadOnlyList<SubmissionAccession> ListSubmissions(SubmissionBatch batch) => throw ToBeSpooled();

    public override BatchReference Refer(SubmissionBatch batch) => throw ToBeSpooled();

    public override SubmissionBatchReader CreateReader() => new TarGzBatchReader();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _reading?.Dispose();
            file.Dispose();
        }
        base.Dispose(disposing);
    }

    private static NotSupportedException ToBeSpooled() =>
        new("a batch of a tar.gz can be read once only, where it is planned: another process reads it from a spool");

    private IEnumerable<StreamedBatch> Stream(int batchSize, long? limit, long firstBatch, int threads, CancellationToken cancellation)
    {
        // Not disposed at the end of the plan: the last batches may still be in reading then. It goes with the source, or with the next plan.
        _reading?.Dispose();
        TarGzReading reading = Read(batchSize, limit, firstBatch, threads, cancellation);
        Volatile.Write(ref _reading, reading);
        StreamedBatch? last = null;
        while (true)
        {
            // Alone, nobody else reads: what the caller left of a batch is not wanted.
            if (threads <= 1 && last is not null)
                reading.Abandon(last);
            last = reading.TakeBatch();
            if (last is null)
                yield break;
            yield return last;
        }
    }

    private TarGzReading Read(int batchSize, long? limit, long firstBatch, int readers, CancellationToken cancellation)
    {
        try
        {
            SourcePlace? start = Start?.Batch <= firstBatch ? Start : null;
            return new TarGzReading(file, batchSize, limit, firstBatch, start, PlaceEvery, readers, ReadsAhead, cancellation);
        }
        catch (Exception e) when (Start is not null && e is InvalidDataException or EndOfStreamException)
        {
            return new TarGzReading(file, batchSize, limit, firstBatch, null, PlaceEvery, readers, ReadsAhead, cancellation);
        }
    }
}
