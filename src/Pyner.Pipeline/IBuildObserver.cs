using Pyner.KnowledgeBase;
using Pyner.Pipeline.Ledgers;

namespace Pyner.Pipeline;

/// <summary>
/// Hears what happens in a job. Called on the job's thread, one call at a time: an observer that takes long holds the job up.
/// </summary>
public interface IBuildObserver
{
    /// <summary>Work begins; everything before could still be refused.</summary>
    void Began(BuildBeginning beginning)
    {
    }

    /// <summary>A checkpoint was recorded: the job can go on from here whatever happens.</summary>
    void CheckpointRecorded(Checkpoint checkpoint)
    {
    }

    /// <summary>A file was rejected. In the source's order of batches; files rejected before a resume do not come again.</summary>
    void FileRejected(RejectedFile file)
    {
    }

    /// <summary>Something that a person should know: how a device does, for instance.</summary>
    /// <param name="notice">A sentence, without a full stop.</param>
    void Noted(string notice)
    {
    }

    /// <summary>An output was written.</summary>
    /// <param name="path">Full path.</param>
    void Published(string path)
    {
    }
}
