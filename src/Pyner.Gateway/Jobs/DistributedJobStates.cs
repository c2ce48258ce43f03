using Pyner.Contracts.V1;
using Pyner.Pipeline.Distribution;

namespace Pyner.Gateway.Jobs;

/// <summary>What a job's state means.</summary>
internal static class DistributedJobStates
{
    /// <summary>Whether the job changes no more.</summary>
    public static bool IsEnd(this DistributedJobState state) =>
        state is DistributedJobState.Completed or DistributedJobState.Failed or DistributedJobState.Cancelled;

    /// <summary>The state as callers see it.</summary>
    public static JobState ToContract(this DistributedJobState state) => state switch
    {
        DistributedJobState.Queued => JobState.Queued,
        DistributedJobState.Running => JobState.Running,
        DistributedJobState.Publishing => JobState.Publishing,
        DistributedJobState.Completed => JobState.Completed,
        DistributedJobState.Failed => JobState.Failed,
        DistributedJobState.Cancelled => JobState.Cancelled,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "unknown state"),
    };
}
