using System.Globalization;

namespace Pyner.Worker;

/// <summary>Who this worker is, and what it has done.</summary>
internal sealed class WorkerIdentity
{
    private long _batches;

    /// <summary>Its id: unique among all that ever ran.</summary>
    public string Id { get; } = string.Create(
        CultureInfo.InvariantCulture, $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.CreateVersion7():N}");

    /// <summary>When it started (UTC).</summary>
    public DateTimeOffset StartedAt { get; } = DateTimeOffset.UtcNow;

    /// <summary>Batches that it parsed.</summary>
    public long Batches => Interlocked.Read(ref _batches);

    /// <summary>Counts a batch that it parsed.</summary>
    public void CountBatch() => Interlocked.Increment(ref _batches);
}
