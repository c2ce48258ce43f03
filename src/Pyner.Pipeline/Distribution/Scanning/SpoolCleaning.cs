using Pyner.Sra.Sources;

namespace Pyner.Pipeline.Distribution.Scanning;

/// <summary>Removes from a spool what jobs left that are at their end, because their scanner died before it could.</summary>
public static class SpoolCleaning
{
    /// <summary>Removes it. What belongs to jobs that the ledger does not know stays: they may be another ledger's.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="spoolFolder">The spool.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>The jobs whose part of the spool was removed.</returns>
    /// <exception cref="SpoolException">The spool can't be listed or cleaned.</exception>
    public static async Task<IReadOnlyList<string>> CleanAsync(IJobLedger jobs, string spoolFolder, CancellationToken cancellation)
    {
        var cleaned = new List<string>();
        foreach (string jobId in BatchSpool.ListJobs(spoolFolder))
        {
            if (await jobs.FindAsync(jobId, cancellation).ConfigureAwait(false) is not JobStatus status || !status.State.IsEnd())
                continue;
            new BatchSpool(spoolFolder, jobId).DeleteAll();
            cleaned.Add(jobId);
        }
        return cleaned;
    }
}
