namespace Pyner.Pipeline.Distribution;

/// <summary>Where a job of the services stands. It only ever moves down this list, and the last three are its end.</summary>
public enum DistributedJobState : byte
{
    /// <summary>Asked for; no scanner has taken it up.</summary>
    Queued,

    /// <summary>Being planned, parsed and merged.</summary>
    Running,

    /// <summary>Everything is merged; the outputs are being written.</summary>
    Publishing,

    /// <summary>The outputs are written. Batches may have failed, which the status tells.</summary>
    Completed,

    /// <summary>Can't be done; the status has the reason.</summary>
    Failed,

    /// <summary>Ended on request; nothing was published.</summary>
    Cancelled,
}
