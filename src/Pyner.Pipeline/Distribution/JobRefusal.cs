namespace Pyner.Pipeline.Distribution;

/// <summary>Why a ledger takes no new job.</summary>
public enum JobRefusal : byte
{
    /// <summary>An unfinished job writes to the same output folder.</summary>
    FolderTaken,

    /// <summary>There are too many unfinished jobs.</summary>
    TooManyJobs,
}
