using Pyner.Pipeline.Ledgers;

namespace Pyner.Pipeline.Distribution;

/// <summary>
/// The batches of the services' jobs on their way from the plan to a checkpoint. A batch is planned once, leased by one worker at a time, parsed
/// or given up once, and leaves when a checkpoint has it. Every call is one atomic transition, and harmless when repeated.
/// </summary>
public interface IBatchLedger
{
    /// <summary>How long a batch that some worker can't read waits for the others to try it, from the first one's word on.</summary>
    static readonly TimeSpan PatienceWithOthers = TimeSpan.FromMinutes(30);

    /// <summary>Notes what the source is, before the first batch, and moves the job to <see cref="DistributedJobState.Running"/>.</summary>
    /// <returns>Batches planned so far: more than 0 where another scanner began.</returns>
    /// <exception cref="JobException">The source is another one than when the job began.</exception>
    /// <exception cref="LeaseLostException">The role was lost.</exception>
    Task<long> BeginPlanAsync(RoleLease scanner, JobIdentity identity, CancellationToken cancellation);

    /// <summary>Plans the next batch, and counts it as published. One that is planned already is left as it is.</summary>
    /// <exception cref="JobException">It is planned with another id, or the plan has ended without it: the source changed meanwhile.</exception>
    /// <exception cref="LedgerBehindException">The batch before it is not planned.</exception>
    /// <exception cref="LeaseLostException">The role was lost.</exception>
    Task PlanAsync(RoleLease scanner, PlannedBatch batch, CancellationToken cancellation);

    /// <summary>Notes how far a streamed source was read, and how many submissions there are, as far as that is known.</summary>
    /// <exception cref="LeaseLostException">The role was lost.</exception>
    Task NoteSourceAsync(RoleLease scanner, long? submissionsTotal, long sourceBytes, long? sourceBytesTotal, CancellationToken cancellation);

    /// <summary>Notes that every batch is planned.</summary>
    /// <param name="scanner">The scanner's role.</param>
    /// <param name="planned">How many these are. A job whose last batches were lost from the ledger must not end without them.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="LedgerBehindException">Fewer are planned.</exception>
    /// <exception cref="LeaseLostException">The role was lost.</exception>
    Task EndPlanAsync(RoleLease scanner, long planned, CancellationToken cancellation);

    /// <summary>How much of what was planned is still ahead.</summary>
    Task<Backlog> BacklogAsync(string jobId, CancellationToken cancellation);

    /// <summary>
    /// Batches that wait for a worker, and were last published at least <paramref name="age"/> ago: their message, or their worker,
    /// was lost. Counts them as published now, so that they are not returned again before they are as old once more; those that a
    /// worker could not read, after a sixth of that time.
    /// </summary>
    /// <exception cref="LeaseLostException">The role was lost.</exception>
    Task<IReadOnlyList<BatchPosition>> TakeOverdueAsync(RoleLease scanner, TimeSpan age, int count, CancellationToken cancellation);

    /// <summary>Takes a batch that waits for a worker or whose lease expired.</summary>
    /// <returns>
    /// The lease; null where there is nothing to do: parsed, given up, leased by someone, the caller itself included, refused by the caller and left to
    /// others, or the job is cancelled or at its end.
    /// </returns>
    Task<BatchLease?> TryLeaseAsync(string jobId, long ordinal, string workerId, TimeSpan duration, CancellationToken cancellation);

    /// <summary>Keeps a batch for another while. A lease that expired is not lost before someone else takes the batch.</summary>
    /// <returns>False where it was lost: what is made of it will not be taken.</returns>
    Task<bool> RenewAsync(BatchLease lease, TimeSpan duration, CancellationToken cancellation);

    /// <summary>Gives a batch back, so that it can be leased again at once. Nothing happens where it was lost.</summary>
    Task ReturnAsync(BatchLease lease, CancellationToken cancellation);

    /// <summary>Keeps what was made of a batch until a checkpoint has it.</summary>
    /// <returns>False where the lease was lost: nothing changed. True also where this very lease had brought it before.</returns>
    Task<bool> CompleteAsync(BatchLease lease, ParsedBatch parsed, CancellationToken cancellation);

    /// <summary>
    /// Says that the worker can't read a batch, or not all of it, and gives it back where others may: workers that live and have not said the same. As long as
    /// there are such, and for <see cref="PatienceWithOthers"/> at most, who said so can't take it.
    /// </summary>
    /// <returns>
    /// False where there are none, and the worker still has it, or where the lease was lost; the same again where this very lease had left it before.
    /// </returns>
    Task<bool> LeaveToOthersAsync(BatchLease lease, CancellationToken cancellation);

    /// <summary>
    /// Says that the worker can't read a batch. It is given back: to others as <see cref="LeaveToOthersAsync"/> does, or where there are none to be tried
    /// again; and given up where there was none for a while.
    /// </summary>
    /// <param name="lease">The batch.</param>
    /// <param name="reason">Why.</param>
    /// <param name="tryFor">How long a batch that nobody else may read is tried again.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>What became of it; the same again where this very lease had refused it before.</returns>
    Task<BatchRefusal> RefuseAsync(BatchLease lease, string reason, TimeSpan tryFor, CancellationToken cancellation);

    /// <summary>
    /// The batches from <paramref name="firstOrdinal"/> on, in order and without a gap, that are parsed or given up.
    /// </summary>
    /// <param name="jobId">The job.</param>
    /// <param name="firstOrdinal">The first one wanted.</param>
    /// <param name="count">Most to return.</param>
    /// <param name="cancellation">Ends the call.</param>
    Task<IReadOnlyList<FinishedBatch>> ReadFinishedAsync(string jobId, long firstOrdinal, int count, CancellationToken cancellation);

    /// <summary>
    /// The job's checkpoints, for its aggregator: an <see cref="ILedger"/> whose writes are refused with a <see cref="LeaseLostException"/> once the
    /// role is lost, and with a <see cref="LedgerBehindException"/> where the ledger lacks checkpoints or finished batches on which they build. Recording
    /// a checkpoint drops the batches that it has.
    /// </summary>
    ILedger OpenCheckpoints(RoleLease aggregator);
}
