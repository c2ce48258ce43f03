namespace Pyner.Sra.Sources.References;

/// <summary>Reads planned batches of one kind of source by their references.</summary>
internal abstract class ReferencedBatches : IDisposable
{
    /// <inheritdoc cref="ReferencedSource.Open(BatchReference, long)"/>
    public abstract SubmissionBatch Open(BatchReference reference, long ordinal);

    /// <inheritdoc cref="ReferencedSource.CreateReader"/>
    public abstract SubmissionBatchReader CreateReader();

    /// <inheritdoc/>
    public abstract void Dispose();
}
