using Pyner.Sra.Sources.References;

namespace Pyner.Sra.Sources.Spooling;

/// <summary>
/// A spooled batch as a reference: number of groups, and length of the segment. Which file it is follows from job and ordinal, so that no
/// reference can name one.
/// </summary>
internal static class SegmentReference
{
    public static BatchReference Write(long ordinal, int groups, long length)
    {
        var output = new ReferenceOutput(SourceKind.TarGz, ordinal);
        output.Count(groups);
        output.Count(length);
        return output.Finish();
    }

    /// <exception cref="SourceException">The bytes are no such reference.</exception>
    public static SegmentBatch Read(BatchReference reference, long ordinal, BatchSpool spool)
    {
        var input = new ReferenceInput(reference, SourceKind.TarGz, ordinal);
        long groups = input.Count();
        long length = input.Count();
        if (!input.IsAtEnd)
            throw input.Damaged("other bytes follow it");
        if (length <= SegmentFormat.HeaderLength)
            throw input.Damaged("no segment is as short as it says");
        return new SegmentBatch
        {
            Ordinal = ordinal,
            JobId = spool.JobId,
            Path = spool.SegmentPath(ordinal),
            ForTables = spool.ForTables,
            Groups = groups,
            Length = length,
        };
    }
}
