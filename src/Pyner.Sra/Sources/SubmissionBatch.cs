namespace Pyner.Sra.Sources;

/// <summary>
/// A submission batch: consecutive submissions of a source that are read, parsed and merged as one piece of work.
/// A source cuts the same batches every time it is planned with the same size, so an ordinal names the same bytes after a restart.
/// </summary>
public abstract class SubmissionBatch
{
    /// <summary>Position among the source's batches, from 0.</summary>
    public required long Ordinal { get; init; }

    /// <summary>A place from which the batch can be read without what comes before it; null where none was kept.</summary>
    public SourcePlace? Place { get; init; }
}
