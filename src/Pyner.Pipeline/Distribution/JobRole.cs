namespace Pyner.Pipeline.Distribution;

/// <summary>Work on a job that one process at a time does.</summary>
public enum JobRole : byte
{
    /// <summary>Enumerating the source, planning batches, and publishing again what got lost.</summary>
    Scanner,

    /// <summary>Merging batches, recording checkpoints, writing the outputs.</summary>
    Aggregator,
}
