using Pyner.Pipeline.Distribution;

namespace Pyner.Ledger;

/// <summary>Finds a lease that was handed to the wrong call, which only a bug in the caller can do.</summary>
internal static class RoleCheck
{
    /// <summary>Throws where the lease is of another role.</summary>
    public static void Require(RoleLease lease, JobRole role)
    {
        if (lease.Role != role)
            throw new ArgumentException($"this is the {role}'s work, and the lease is of the {lease.Role}", nameof(lease));
    }
}
