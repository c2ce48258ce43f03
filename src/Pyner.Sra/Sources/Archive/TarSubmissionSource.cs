using Pyner.Sra.Sources.References;

namespace Pyner.Sra.Sources.Archive;

/// <summary>
/// An uncompressed tar: its headers are read once, then its files by offset, submission by submission in order of accession, wherever
/// they lie. Names are only compared, never used as paths; links, devices and other members are passed over and counted.
/// </summary>
internal sealed class TarSubmissionSource(ArchiveFile file) : SubmissionSource
{
    private TarIndex? _index;
    private string? _fingerprint;

    public override SourceKind Kind => SourceKind.Tar;

    public override string Path => file.Path;

    public override string Fingerprint => _fingerprint ??= file.Fingerprint();

    /// <inheritdoc/>
    /// <remarks>Null until a plan without a limit has read the archive's headers.</remarks>
    public override long? SubmissionCount => Volatile.Read(ref _index)?.SubmissionCount;

    /// <inheritdoc/>
    /// <remarks>
    /// A limit keeps the first submissions in the archive's order, as for a tar.gz: nothing from the first file of the one too many on is looked at.
    /// </remarks>
    public override IEnumerable<SubmissionBatch> Plan(int batchSize, long? limit, long firstBatch, int threads, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        ArgumentOutOfRangeException.ThrowIfNegative(firstBatch);
        TarIndex index = limit is null && _index is not null ? _index : TarIndex.Scan(file, limit, cancellation);
        if (limit is null)
            Volatile.Write(ref _index, index);
        return Cut(index, batchSize, firstBatch, cancellation);
    }

    public override IReadOnlyList<SubmissionAccession> ListSubmissions(SubmissionBatch batch) => TarReference.ListSubmissions(Own(batch));

    public override BatchReference Refer(SubmissionBatch batch) => TarReference.Write(Own(batch));

    public override SubmissionBatchReader CreateReader() => new TarBatchReader(file);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }

    private static TarBatch Own(SubmissionBatch batch) => batch as TarBatch ?? throw new ArgumentException("the batch is of another source", nameof(batch));

    private static IEnumerable<TarBatch> Cut(TarIndex index, int batchSize, long firstBatch, CancellationToken cancellation)
    {
        int start = 0;
        for (long ordinal = 0; start < index.Members.Count; ordinal++)
        {
            cancellation.ThrowIfCancellationRequested();
            int end = EndOfBatch(index.Members.Items, start, batchSize);
            if (ordinal >= firstBatch)
                yield return new TarBatch { Ordinal = ordinal, Index = index, Start = start, End = end };
            start = end;
        }
    }

    private static int EndOfBatch(ReadOnlySpan<TarMember> members, int start, int batchSize)
    {
        int end = start;
        for (int submissions = 0; submissions < batchSize && end < members.Length; submissions++)
        {
            ulong accession = members[end].AccessionWord;
            while (end < members.Length && members[end].AccessionWord == accession)
                end++;
        }
        return end;
    }
}
