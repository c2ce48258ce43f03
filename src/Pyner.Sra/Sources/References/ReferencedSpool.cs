using Pyner.Sra.Sources.Spooling;

namespace Pyner.Sra.Sources.References;

/// <summary>Batches of a tar.gz, out of a spool.</summary>
internal sealed class ReferencedSpool(BatchSpool spool) : ReferencedBatches
{
    public override SubmissionBatch Open(BatchReference reference, long ordinal) =>
        SegmentReference.Read(reference, ordinal, spool);

    public override SubmissionBatchReader CreateReader() => new SegmentBatchReader();

    public override void Dispose()
    {
        // A segment is open only as long as its batch is read.
    }
}
