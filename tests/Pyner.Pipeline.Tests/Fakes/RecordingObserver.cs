using Pyner.KnowledgeBase;
using Pyner.Pipeline.Ledgers;

namespace Pyner.Pipeline.Tests.Fakes;

/// <summary>Keeps all it hears.</summary>
internal sealed class RecordingObserver : IBuildObserver
{
    public BuildBeginning? Beginning { get; private set; }

    public List<Checkpoint> Checkpoints { get; } = [];

    public List<RejectedFile> Rejected { get; } = [];

    public List<string> Published { get; } = [];

    public List<string> Notices { get; } = [];

    public Action<string>? OnPublished { get; init; }

    void IBuildObserver.Began(BuildBeginning beginning) => Beginning = beginning;

    void IBuildObserver.CheckpointRecorded(Checkpoint checkpoint) => Checkpoints.Add(checkpoint);

    void IBuildObserver.FileRejected(RejectedFile file) => Rejected.Add(file);

    void IBuildObserver.Noted(string notice) => Notices.Add(notice);

    void IBuildObserver.Published(string path)
    {
        Published.Add(path);
        OnPublished?.Invoke(path);
    }
}
