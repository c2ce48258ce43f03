using Pyner.Pipeline.Distribution;

namespace Pyner.LedgerContracts;

/// <summary>What a batch should be, by the words of the port: the plain oracle of the random test.</summary>
internal sealed class BatchModel
{
    /// <summary>Where it stands.</summary>
    public required string State { get; set; }

    /// <summary>The newest lease; it counts while the state is "leased".</summary>
    public BatchLease? Lease { get; set; }

    /// <summary>Whether that lease expired as soon as it was given.</summary>
    public bool IsExpired { get; set; }

    /// <summary>Every lease that there ever was.</summary>
    public List<BatchLease> Leases { get; } = [];

    /// <summary>Whether a worker may take it.</summary>
    public bool IsFree => State == "waiting" || (State == "leased" && IsExpired);

    /// <summary>Whether a lease is the one that counts.</summary>
    public bool IsHeldBy(BatchLease lease) => State == "leased" && Lease == lease;
}
