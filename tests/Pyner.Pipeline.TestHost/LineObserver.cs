using Pyner.Pipeline.Ledgers;

namespace Pyner.Pipeline.TestHost;

/// <summary>Says what happens, a line each.</summary>
internal sealed class LineObserver : IBuildObserver
{
    public void Began(BuildBeginning beginning) => Console.WriteLine($"began {beginning.ResumedFrom?.Submissions ?? 0}");

    public void CheckpointRecorded(Checkpoint checkpoint) => Console.WriteLine($"checkpoint {checkpoint.Submissions}");

    public void Published(string path) => Console.WriteLine($"published {path}");
}
