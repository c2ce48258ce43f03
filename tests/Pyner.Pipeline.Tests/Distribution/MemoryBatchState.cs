using System.Collections.Immutable;
using Pyner.Pipeline.Distribution;

namespace Pyner.Pipeline.Tests.Distribution;

/// <summary>A batch in a <see cref="MemoryLedger"/>.</summary>
internal sealed class MemoryBatchState
{
    public required PlannedBatch Plan { get; init; }

    public DateTimeOffset PlannedAt { get; init; }

    public DateTimeOffset PublishedAt { get; set; }

    public BatchLease? Lease { get; set; }

    public DateTimeOffset LeasedUntil { get; set; }

    public StoredBatch? Parsed { get; set; }

    public string? Failure { get; set; }

    public long? FinishedBy { get; set; }

    /// <summary>Workers that could not read it, with the token of the lease under which they said so.</summary>
    public ImmutableDictionary<string, long> RefusedBy { get; set; } = ImmutableDictionary<string, long>.Empty;

    public DateTimeOffset? RefusedSince { get; set; }

    /// <summary>Since when nobody else was there to try it.</summary>
    public DateTimeOffset? AloneSince { get; set; }

    public bool IsFinished => FinishedBy is not null;

    public bool Waits(DateTimeOffset now) => !IsFinished && (Lease is null || LeasedUntil <= now);

    public MemoryBatchState Copy() => (MemoryBatchState)MemberwiseClone();
}
