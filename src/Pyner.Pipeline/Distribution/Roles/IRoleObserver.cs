namespace Pyner.Pipeline.Distribution.Roles;

/// <summary>Hears how a process's roles come and go, for its log.</summary>
public interface IRoleObserver
{
    /// <summary>A role was taken.</summary>
    void Taken(RoleLease lease);

    /// <summary>The work under a role is over, because it is done or the process is to end.</summary>
    void Left(RoleLease lease);

    /// <summary>A role was left because nobody is at an older job, and the process has as many as it may.</summary>
    void LeftForOlder(RoleLease lease);

    /// <summary>A role was lost to someone else, or its job ended.</summary>
    void Lost(RoleLease lease);

    /// <summary>The work under a role failed for a reason that it does not know; it is tried again after a while.</summary>
    void Failed(RoleLease lease, Exception failure, TimeSpan pause);

    /// <summary>The ledger could not be asked for jobs.</summary>
    void Unavailable(LedgerUnavailableException failure);
}
