namespace Pyner.Pipeline.Distribution;

/// <summary>What a job's state means.</summary>
public static class DistributedJobStateExtensions
{
    /// <summary>Whether the job is at its end, and changes no more.</summary>
    public static bool IsEnd(this DistributedJobState state) =>
        state is DistributedJobState.Completed or DistributedJobState.Failed or DistributedJobState.Cancelled;
}
