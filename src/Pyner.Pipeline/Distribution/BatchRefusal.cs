namespace Pyner.Pipeline.Distribution;

/// <summary>What becomes of a batch that a worker says it can't read.</summary>
public enum BatchRefusal
{
    /// <summary>Nothing: the lease was lost, and it is somebody else's.</summary>
    LeaseLost,

    /// <summary>It waits to be tried again; by another worker, where there is one that may read it.</summary>
    GivenBack,

    /// <summary>It is given up: the job goes on without it, and says so.</summary>
    GivenUp,
}
