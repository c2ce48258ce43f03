using Pyner.Pipeline.Ledgers;

namespace Pyner.Pipeline.Distribution.Scanning;

/// <summary>Hears what happens in a scan, to log it and to tell others. What it can't tell is in the ledger all the same.</summary>
public interface IScanObserver
{
    /// <summary>The source is open, and the planning begins or goes on.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="identity">What its source is.</param>
    /// <param name="planned">Batches planned before.</param>
    void Began(string jobId, JobIdentity identity, long planned);

    /// <summary>Every batch is planned.</summary>
    void Scanned(string jobId, long batches, long submissions);

    /// <summary>Batches whose message or whose worker was lost were announced again.</summary>
    void AnnouncedAgain(string jobId, IReadOnlyList<BatchPosition> batches);

    /// <summary>The ledger is older than this scanner left it; it plans on from what the ledger has.</summary>
    void Reloads(string jobId, string reason);

    /// <summary>The spool could not be written; the batch is tried again after a while.</summary>
    void SpoolWaits(string jobId, string reason, TimeSpan pause);

    /// <summary>The source is away; it is opened again after a while.</summary>
    void SourceWaits(string jobId, string reason, TimeSpan pause);

    /// <summary>What the spool no longer needs could not be removed.</summary>
    void SpoolRemains(string jobId, string reason);

    /// <summary>The job failed.</summary>
    void Failed(string jobId, string reason);
}
