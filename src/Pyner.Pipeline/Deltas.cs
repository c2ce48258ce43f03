using Pyner.KnowledgeBase;
using Pyner.Pipeline.Ledgers;

namespace Pyner.Pipeline;

/// <summary>Partials as a ledger's checkpoints hold them.</summary>
internal static class Deltas
{
    /// <summary>Writes a delta. Joins that are complete in it are resolved first: they would only take room.</summary>
    /// <exception cref="JobException">It is too large for a checkpoint.</exception>
    public static byte[] Write(Partial delta)
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
            throw new JobException($"A checkpoint is too large ({e.Message}) Go on with --resume and a smaller --checkpoint-every.", e);
        }
        return stream.ToArray();
    }

    /// <summary>Reads a delta.</summary>
    /// <exception cref="JobException">It is damaged or of another version.</exception>
    public static Partial Read(byte[] delta, Checkpoint checkpoint, BuildOptions options)
    {
        try
        {
            using var stream = new MemoryStream(delta, false);
            return Partial.ReadFrom(stream);
        }
        catch (PartialFormatException e)
        {
            throw new JobException(
                $"Checkpoint {checkpoint.Sequence + 1} of the job in '{options.OutputFolder}' can't be read: {e.Message} Start anew by giving --restart.", e);
        }
    }
}
