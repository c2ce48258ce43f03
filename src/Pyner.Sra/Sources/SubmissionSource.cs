namespace Pyner.Sra.Sources;

/// <summary>Where submissions come from: a directory tree, a tar or a tar.gz, all read in place.</summary>
public abstract class SubmissionSource : IDisposable
{
    /// <summary>What the source is.</summary>
    public abstract SourceKind Kind { get; }

    /// <summary>Full path of the folder or file.</summary>
    public abstract string Path { get; }

    /// <summary>
    /// A short text (hex) that changes when the source does: for a tree a hash over its sorted submission directories, for an archive
    /// one over its length, time of change, first and last bytes. It ties a checkpoint to its source.
    /// </summary>
    public abstract string Fingerprint { get; }

    /// <summary>How many submissions a whole reading gives, as far as that is known (tree; tar once it was planned); null for a stream.</summary>
    public abstract long? SubmissionCount { get; }

    /// <summary>Bytes of the source file, for progress through a stream; null where there is no such figure.</summary>
    public virtual long? TotalBytes => null;

    /// <summary>How far the source file is consumed, in bytes, for progress through a stream.</summary>
    public virtual long ConsumedBytes => 0;

    /// <summary>Of <see cref="ConsumedBytes"/>, those that were not read because the reading began at a place; 0 where it began at the start.</summary>
    public virtual long SkippedBytes => 0;

    /// <summary>
    /// Whether a stream is inflated by a thread of its own while its reader does other things, such as waiting for a disk. To be set before
    /// <see cref="Plan"/>. Without it, whoever reads inflates where there is nothing to read.
    /// </summary>
    public bool ReadsAhead { get; set; }

    /// <summary>
    /// Whether batches with huge files come before their turn, keeping their ordinals, so that no thread is left alone with one at the end. To be set
    /// before <see cref="Plan"/>; only a tree can do it, which sees the sizes of files without reading them.
    /// </summary>
    public bool StartsWithHuge { get; set; }

    /// <summary>
    /// Where a stream's reading is to begin instead of at its start, which takes as long as inflating all before; with the whole list of what lies before it
    /// (<see cref="SourcePlace.SeenFrom"/> 0). It has to be of the same bytes, batch size and limit. To be set before <see cref="Plan"/>; a place that
    /// is none, or lies behind the first batch wanted, is not used. Other sources know where their batches lie.
    /// </summary>
    public SourcePlace? Start { get; set; }

    /// <summary>
    /// Cuts the source into batches, in a fixed order. Taken one at a time, in that order, by whichever thread.
    /// For a stream, taking a batch may block until readers have made room.
    /// </summary>
    /// <param name="batchSize">Submissions per batch; the last one may be smaller.</param>
    /// <param name="limit">
    /// Stop after so many submissions; null for all. The first ones are those of a tree by accession, and of an archive by place: all in it before
    /// the first file of the submission that is one too many.
    /// </param>
    /// <param name="firstBatch">Ordinal of the first batch wanted: those before it were merged before a restart.</param>
    /// <param name="threads">How many readers will work at the same time; 1 means that the caller alone reads, each batch before it takes the next.</param>
    /// <param name="cancellation">Ends a blocked wait.</param>
    /// <exception cref="SourceException">The source can't be read (further).</exception>
    public abstract IEnumerable<SubmissionBatch> Plan(int batchSize, long? limit, long firstBatch, int threads, CancellationToken cancellation);

    /// <summary>The submissions of a batch in the order of reading, without reading it.</summary>
    /// <exception cref="NotSupportedException">
    /// The source is a stream, whose batches show what they hold only as they are read: see <see cref="BatchSpool.Write"/>.
    /// </exception>
    public abstract IReadOnlyList<SubmissionAccession> ListSubmissions(SubmissionBatch batch);

    /// <summary>Makes a batch readable in another process that sees the same source: see <see cref="ReferencedSource"/>.</summary>
    /// <exception cref="NotSupportedException">The source is a stream, whose batches can be read once only: see <see cref="BatchSpool.Write"/>.</exception>
    public abstract BatchReference Refer(SubmissionBatch batch);

    /// <summary>Makes a reader for one thread.</summary>
    public abstract SubmissionBatchReader CreateReader();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the source holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
