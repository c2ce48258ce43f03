using Pyner.Pipeline.Distribution;

namespace Pyner.Gateway.Jobs;

/// <summary>How much of a job is done, from counts that only grow: a later status never gives less.</summary>
internal static class JobShare
{
    // Everything may be parsed while outputs are still to be written: only a completed job shows 100 %.
    private const double MostOfUnfinished = 0.999;

    /// <summary>
    /// Share of the source that is parsed or given up, 0 to 1, or null while nothing tells. There are up to three figures for it, and each
    /// only grows, and so does the greatest of them: with a limit on a stream submissions and bytes are known, and whichever is reached
    /// first ends the job.
    /// </summary>
    public static double? Of(JobStatus status)
    {
        if (status.State == DistributedJobState.Completed)
            return 1;
        double furthest = Math.Max(
            Share(status.Parsed.Submissions, status.SubmissionsTotal),
            Math.Max(
                Share(status.FinishedSourceBytes, status.SourceBytesTotal),
                Share(status.ParsedBatches + status.FailedBatches, status.PlanEnded ? status.PlannedBatches : null)));
        return furthest < 0 ? null : Math.Min(furthest, MostOfUnfinished);
    }

    private static double Share(long done, long? total) => total switch
    {
        null => -1,
        0 => 1,
        long whole => Math.Clamp((double)done / whole, 0, 1),
    };
}
