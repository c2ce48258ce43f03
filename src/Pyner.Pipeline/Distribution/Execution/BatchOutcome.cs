namespace Pyner.Pipeline.Distribution.Execution;

/// <summary>What became of a batch in a worker's hands.</summary>
public enum BatchOutcome
{
    /// <summary>Nothing: it is done, someone else has it, or its job is over. There is nothing more to do about the message.</summary>
    NothingToDo,

    /// <summary>Parsed, and in the ledger.</summary>
    Parsed,

    /// <summary>The lease was lost on the way, and what was made of the batch was dropped: someone else does it.</summary>
    LeaseLost,

    /// <summary>It could not be read, or not all of it, and was given back: to be tried again, by others first, who may not have what is wrong here.</summary>
    Unreadable,

    /// <summary>No worker could read it, and it was given up: the job goes on without it.</summary>
    GivenUp,

    /// <summary>
    /// Its rows could not be written, and it was given back: to be tried again after a while, however often, since nothing is wrong with the batch.
    /// </summary>
    Unwritable,
}
