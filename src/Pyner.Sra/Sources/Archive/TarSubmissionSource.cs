namespace Pyner.Sra.Sources.Archive;

/// <summary>
/// An uncompressed tar: its headers are read once, then its files by offset, submission by submission in order of accession, wherever
/// they lie. Names are only compared, never used as paths; links, devices and other members are passed over and counted.
/// </summary>
internal sealed class TarSubmissionSource(ArchiveFile file) : SubmissionSource
{
    private readonly Lock _gate = new();
    private TarIndex? _index;
    private string? _fingerprint;

    public override SourceKind Kind => SourceKind.Tar;

    public override string Path => file.Path;

    public override string Fingerprint => _fingerprint ??= file.Fingerprint();

    /// <inheritdoc/>
    /// <remarks>Reads the archive's headers if that was not done yet.</remarks>
    /// <exception cref="SourceException">The archive is truncated, damaged, or holds no submission.</exception>
    public override long? SubmissionCount => Index(CancellationToken.None).SubmissionCount;

    public override IEnumerable<SubmissionBatch> Plan(int batchSize, long? limit, long firstBatch, int threads, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        ArgumentOutOfRangeException.ThrowIfNegative(firstBatch);
        return Cut(Index(cancellation), batchSize, limit ?? long.MaxValue, firstBatch, cancellation);
    }

    public override SubmissionBatchReader CreateReader() => new TarBatchReader(file);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }

    private TarIndex Index(CancellationToken cancellation)
    {
        lock (_gate)
            return _index ??= TarIndex.Scan(file, cancellation);
    }

    private static IEnumerable<TarBatch> Cut(TarIndex index, int batchSize, long limit, long firstBatch, CancellationToken cancellation)
    {
        int start = 0;
        for (long ordinal = 0; start < index.Members.Count && limit > 0; ordinal++)
        {
            cancellation.ThrowIfCancellationRequested();
            int end = EndOfBatch(index.Members.Items, start, Math.Min(batchSize, limit));
            limit -= batchSize;
            if (ordinal >= firstBatch)
                yield return new TarBatch { Ordinal = ordinal, Index = index, Start = start, End = end };
            start = end;
        }
    }

    private static int EndOfBatch(ReadOnlySpan<TarMember> members, int start, long batchSize)
    {
        int end = start;
        for (long submissions = 0; submissions < batchSize && end < members.Length; submissions++)
        {
            ulong accession = members[end].AccessionWord;
            while (end < members.Length && members[end].AccessionWord == accession)
                end++;
        }
        return end;
    }
}
