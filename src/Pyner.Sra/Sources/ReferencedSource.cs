using Pyner.Sra.Sources.References;

namespace Pyner.Sra.Sources;

/// <summary>
/// A source as a worker sees it: without a plan of its own, it reads the batches that another process planned, by their references. It is
/// opened without listing anything, and may be used by several threads, each with its own reader.
/// </summary>
/// <remarks>
/// References are not trusted: one that was damaged or forged gives a <see cref="SourceException"/>, and never leads to a file outside the
/// source's folder, the archive, or the job's folder in the spool. After a <see cref="SourceException"/> the source may be of no use any more
/// (its volume was taken away and brought back): open it anew before another try.
/// </remarks>
public sealed class ReferencedSource : IDisposable
{
    private readonly ReferencedBatches _batches;

    private ReferencedSource(ReferencedBatches batches) => _batches = batches;

    /// <summary>Opens a source.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="path">Its path, as this process sees it.</param>
    /// <param name="fingerprint">
    /// <see cref="SubmissionSource.Fingerprint"/> as the planning process found it. Compared for a tar. A tree's would take a listing, and of
    /// a tar.gz only the spool is read.
    /// </param>
    /// <param name="spool">Where the batches of a tar.gz are; null for the others.</param>
    /// <exception cref="SourceException">It does not exist, can't be read, or is not the one that was planned.</exception>
    public static ReferencedSource Open(SourceKind kind, string path, string fingerprint, BatchSpool? spool)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(fingerprint);
        return new ReferencedSource(kind switch
        {
            SourceKind.DirectoryTree => new ReferencedTree(path),
            SourceKind.Tar => new ReferencedTar(path, fingerprint),
            SourceKind.TarGz => new ReferencedSpool(spool ?? throw new ArgumentNullException(nameof(spool), "a tar.gz is read from a spool")),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind of source"),
        });
    }

    /// <summary>Finds the batch that a reference is of.</summary>
    /// <param name="reference">The reference that the planning process made.</param>
    /// <param name="ordinal">The batch's ordinal, which must be the reference's.</param>
    /// <returns>The batch, for a reader of this source.</returns>
    /// <exception cref="SourceException">The reference is damaged, of another version, source's kind or batch, or what it refers to is gone.</exception>
    public SubmissionBatch Open(BatchReference reference, long ordinal)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ordinal);
        return _batches.Open(reference, ordinal);
    }

    /// <summary>Makes a reader for one thread. It delivers what the reader of the planned source would, in the same order.</summary>
    /// <remarks>
    /// Of a spooled batch, only files that are read have their bytes (sample, experiment and run files, for tables also submission and study files, that are
    /// no duplicates): <see cref="SubmissionBatchReader.Read"/> of another one is an <see cref="InvalidOperationException"/>.
    /// </remarks>
    public SubmissionBatchReader CreateReader() => _batches.CreateReader();

    /// <inheritdoc/>
    public void Dispose() => _batches.Dispose();
}
