namespace Pyner.Pipeline.Ledgers;

/// <summary>
/// Remembers one output's job: what it is, and what was merged so far. Whoever holds a ledger is its only writer. Every call is
/// atomic and durable when it returns: after a crash at any moment the ledger is as some completed call left it.
/// Calls come from one thread at a time. Every method throws a <see cref="JobException"/> where the store fails.
/// </summary>
public interface ILedger : IDisposable
{
    /// <summary>The job that the ledger holds, or null.</summary>
    LedgerJob? Find();

    /// <summary>Plans a job in place of the one that the ledger holds, whose checkpoints are dropped.</summary>
    /// <param name="jobId">The job's id: a new one, chosen by the caller.</param>
    /// <param name="identity">What the job is.</param>
    /// <param name="now">When it began.</param>
    /// <exception cref="JobException">This ledger is for another job.</exception>
    LedgerJob Plan(string jobId, JobIdentity identity, DateTimeOffset now);

    /// <summary>The job's checkpoints in order.</summary>
    IReadOnlyList<Checkpoint> ReadCheckpoints(string jobId);

    /// <summary>The delta recorded with a checkpoint, or the sum that <see cref="Fold"/> put in its place.</summary>
    /// <returns>The delta; null where it was folded into that of a later checkpoint, which counts for both.</returns>
    /// <exception cref="JobException">There is no such checkpoint.</exception>
    byte[]? ReadDelta(string jobId, int sequence);

    /// <summary>
    /// Records a checkpoint with its delta. Recording the same one again changes nothing, so that a caller who does not know whether
    /// the first attempt arrived can repeat it.
    /// </summary>
    /// <returns>False where it was there already.</returns>
    /// <exception cref="JobException">It does not follow on from the last checkpoint, or the ledger no longer holds this job.</exception>
    bool Record(string jobId, Checkpoint checkpoint, byte[] delta);

    /// <summary>
    /// Replaces the deltas of all checkpoints up to and including one by their sum, which is kept with that one, so that what the ledger holds does
    /// not grow with the number of checkpoints. The checkpoints themselves stay. Folding the same again changes nothing.
    /// </summary>
    /// <param name="jobId">The job.</param>
    /// <param name="throughSequence">The last checkpoint whose delta is in the sum.</param>
    /// <param name="delta">The sum. That it is one is the caller's to answer for.</param>
    /// <returns>False where they were folded already, into this checkpoint's delta or a later one's.</returns>
    /// <exception cref="JobException">There is no such checkpoint, or the ledger no longer holds this job.</exception>
    bool Fold(string jobId, int throughSequence, byte[] delta);

    /// <summary>Notes that the job is running again, stopped on request or failed.</summary>
    /// <exception cref="JobException">The state is <see cref="JobState.Finished"/>, or the ledger no longer holds this job.</exception>
    void Note(string jobId, JobState state, string? reason, DateTimeOffset now);

    /// <summary>Notes that all outputs are written. The checkpoints stay, so that they can be written again.</summary>
    /// <exception cref="JobException">The last checkpoint does not end the source, or the ledger no longer holds this job.</exception>
    void Finish(string jobId, DateTimeOffset now);
}
