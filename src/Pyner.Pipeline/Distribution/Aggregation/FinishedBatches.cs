using System.Runtime.InteropServices;
using Pyner.KnowledgeBase;
using Pyner.Pipeline.Batches;
using Pyner.Pipeline.Tables;

namespace Pyner.Pipeline.Distribution.Aggregation;

/// <summary>Finished batches in the form in which they are merged.</summary>
internal static class FinishedBatches
{
    /// <summary>Reads a finished batch's partial, and where its rows are; one that was given up has neither.</summary>
    /// <exception cref="JobException">The partial is damaged, or of another version.</exception>
    public static CompletedBatch Read(FinishedBatch finished)
    {
        if (finished.Parsed is not StoredBatch stored)
            return new CompletedBatch(finished.Ordinal, finished.Id, [], null, 0, TimeSpan.Zero);
        try
        {
            using MemoryStream stream = Stream(stored.Partial);
            return new CompletedBatch(
                finished.Ordinal, finished.Id, [], Partial.ReadFrom(stream), stored.Groups, TimeSpan.Zero,
                Part: stored.Part is UInt128 digest ? new PartReference(finished.Ordinal, digest) : null);
        }
        catch (PartialFormatException e)
        {
            throw new JobException(
                $"What a worker made of batch {finished.Ordinal} can't be read: {e.Message} "
                + "Run workers and aggregators of the same version, then start the job again.", e);
        }
    }

    private static MemoryStream Stream(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, false)
        : new MemoryStream(bytes.ToArray(), false);
}
