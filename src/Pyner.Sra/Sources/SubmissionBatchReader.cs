namespace Pyner.Sra.Sources;

/// <summary>
/// Reads a batch: a cursor over its submissions, over each one's files, and over a file's bytes. Each thread has its own, and it
/// reuses its buffers, so that reading allocates nothing per file.
/// </summary>
/// <remarks>
/// Call order: <see cref="Open"/>, then <see cref="MoveToNextSubmission"/> until false; within a submission
/// <see cref="MoveToNextFile"/> until false; within a file <see cref="Read"/> until 0. A file need not be read to its end.
/// </remarks>
public abstract class SubmissionBatchReader : IDisposable
{
    /// <summary>The submission that the cursor is on.</summary>
    public SubmissionAccession Accession { get; protected set; }

    /// <summary>
    /// Whether every file of the submission that takes part in a join (sample, experiment) is in this group. False where the source is
    /// a stream in which others may follow or came before: joins then stay open until the whole source was read.
    /// Settled only once <see cref="MoveToNextFile"/> has returned false: a stream does not show before what a group will hold.
    /// </summary>
    public bool IsWhole { get; protected set; }

    /// <summary>
    /// False when an earlier group already counted this submission (its members were not neighbours in the archive).
    /// </summary>
    public bool IsFirstGroup { get; protected set; } = true;

    /// <summary>The kind of the file that the cursor is on.</summary>
    public SubmissionFileKind Kind { get; protected set; }

    /// <summary>
    /// Whether the file that the cursor is on repeats one already read under the same accession and kind: it is rejected, not counted.
    /// </summary>
    public bool IsDuplicate { get; protected set; }

    /// <summary>The current file's path relative to the source's root, with forward slashes. Allocates: for messages.</summary>
    public abstract string FilePath { get; }

    /// <summary>Files seen in this batch so far that are no submission files, and were passed over.</summary>
    public long IgnoredFiles { get; protected set; }

    /// <summary>
    /// Once the batch was read to its end: a digest of the source's bytes from its start to there, headers and what is passed over among them, by which a
    /// source is known to begin as another did. Null where the source has none. Not against an adversary, who could only deceive himself, but against
    /// accident.
    /// </summary>
    public virtual ulong? Digest => null;

    /// <summary>Begins a batch of the source that made this reader.</summary>
    /// <exception cref="SourceException">The batch can't be read.</exception>
    public abstract void Open(SubmissionBatch batch);

    /// <summary>Moves to the next submission of the batch.</summary>
    public abstract bool MoveToNextSubmission();

    /// <summary>
    /// Moves to the submission's next file, of any kind. In a source that can choose, <see cref="SubmissionFileKind.Sample"/>
    /// comes before <see cref="SubmissionFileKind.Experiment"/>. A file that only counts by its kind costs nothing more.
    /// </summary>
    /// <exception cref="FileUnreadableException">
    /// A folder of the submission can't be listed (to its end): <see cref="FilePath"/> names it. It is rejected, the job goes on
    /// by calling again; <see cref="Kind"/> then means nothing.
    /// </exception>
    public abstract bool MoveToNextFile();

    /// <summary>Reads on in the current file.</summary>
    /// <returns>The number of bytes read; 0 only at the file's end.</returns>
    /// <exception cref="FileUnreadableException">The file can't be opened or read (permissions, I/O): it is rejected, the job goes on.</exception>
    /// <exception cref="SourceException">The source as a whole ended or is damaged: the job stops.</exception>
    public abstract int Read(Span<byte> buffer);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the reader holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
