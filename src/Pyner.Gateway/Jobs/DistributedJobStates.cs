using Pyner.Contracts.V1;
using Pyner.Pipeline.Distribution;

namespace Pyner.Gateway.Jobs;

/// <summary>Jobs' states as callers see them.</summary>
internal static class DistributedJobStates
{
    /// <summary>The state in the contract's words.</summary>
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
