using Pyner.KnowledgeBase;
using Pyner.Pipeline.Ledgers;

namespace Pyner.Pipeline;

/// <summary>Partials as a ledger's checkpoints hold them.</summary>
internal static class Deltas
{
    /// <summary>Writes a delta. Joins that are complete in it are resolved first: they would only take room.</summary>
    /// <exception cref="JobException">It is too large for a checkpoint.</exception>
    public static byte[] Write(Partial delta, CheckpointAdvice advice)
    {
        delta.OpenJoins.ResolveComplete();
        using var stream = new MemoryStream();
        try
        {
            delta.WriteTo(stream);
        }
        catch (IOException e)
        {
            // The only way in which memory refuses a write: past 2 GB.
            throw new JobException($"A checkpoint is too large ({e.Message}) {advice.TooLarge}", e);
        }
        return stream.ToArray();
    }

    /// <summary>Reads a delta.</summary>
    /// <exception cref="JobException">It is damaged or of another version.</exception>
    public static Partial Read(byte[] delta, Checkpoint checkpoint, CheckpointAdvice advice)
    {
        try
        {
            using var stream = new MemoryStream(delta, false);
            return Partial.ReadFrom(stream);
        }
        catch (PartialFormatException e)
        {
            throw new JobException($"Checkpoint {checkpoint.Sequence + 1} of {advice.Job} can't be read: {e.Message} {advice.Unreadable}", e);
        }
    }
}
