namespace Pyner.Pipeline;

/// <summary>How a job's execution ended.</summary>
public enum BuildOutcome
{
    /// <summary>The knowledge base is complete. Exit code 0.</summary>
    Done,

    /// <summary>The knowledge base is complete; some files could not be read and are listed. Exit code 1.</summary>
    DoneWithRejected,

    /// <summary>The job stopped at a fault; the checkpoints are kept, nothing was published. Exit code 2.</summary>
    Failed,

    /// <summary>The job stopped on request, at a checkpoint; nothing was published. Exit code 130.</summary>
    Interrupted,
}
