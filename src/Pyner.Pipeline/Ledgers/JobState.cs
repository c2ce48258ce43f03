namespace Pyner.Pipeline.Ledgers;

/// <summary>What a ledger says of a job.</summary>
public enum JobState : byte
{
    /// <summary>Under way, or killed: a job that is killed has no chance to say so.</summary>
    Running,

    /// <summary>Stopped cleanly at a checkpoint, on request.</summary>
    Interrupted,

    /// <summary>Stopped because its source or its output folder failed it; the ledger has the reason.</summary>
    Failed,

    /// <summary>All merged and all outputs written.</summary>
    Finished,
}
