namespace Pyner.Pipeline;

/// <summary>What a job is doing.</summary>
public enum BuildPhase
{
    /// <summary>Opening the ledger and the source; a tree is listed.</summary>
    Opening,

    /// <summary>Reading the checkpoints of an earlier execution.</summary>
    Resuming,

    /// <summary>Reading batches again that a checkpoint has, to prove that a repaired archive begins with them.</summary>
    Proving,

    /// <summary>Reading, parsing and merging.</summary>
    Building,

    /// <summary>Writing the outputs.</summary>
    Publishing,

    /// <summary>Over, however it ended.</summary>
    Ended,
}
