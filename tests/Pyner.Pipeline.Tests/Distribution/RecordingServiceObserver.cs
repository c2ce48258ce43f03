using System.Collections.Concurrent;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Aggregation;
using Pyner.Pipeline.Distribution.Roles;
using Pyner.Pipeline.Distribution.Scanning;
using Pyner.Pipeline.Ledgers;

namespace Pyner.Pipeline.Tests.Distribution;

/// <summary>Notes what scanners and aggregators say.</summary>
internal sealed class RecordingServiceObserver : IScanObserver, IAggregationObserver, IRoleObserver
{
    public ConcurrentQueue<string> Said { get; } = new();

    public void Began(string jobId, JobIdentity identity, long planned) => Said.Enqueue($"scan {planned}");

    public void Scanned(string jobId, long batches, long submissions) => Said.Enqueue($"scanned {batches} {submissions}");

    public void AnnouncedAgain(string jobId, IReadOnlyList<BatchPosition> batches) => Said.Enqueue($"again {batches.Count}");

    public void SourceWaits(string jobId, string reason, TimeSpan pause) => Said.Enqueue($"source waits {reason}");

    public void SpoolWaits(string jobId, string reason, TimeSpan pause) => Said.Enqueue($"spool waits {reason}");

    public void SpoolRemains(string jobId, string reason) => Said.Enqueue($"spool remains {reason}");

    public void Failed(string jobId, string reason) => Said.Enqueue($"failed {reason}");

    public void Began(string jobId, Checkpoint? resumedFrom) => Said.Enqueue($"aggregation {resumedFrom?.EndBatch}");

    public void CheckpointRecorded(string jobId, Checkpoint checkpoint) => Said.Enqueue($"checkpoint {checkpoint.EndBatch}");

    public void Reloads(string jobId, string reason) => Said.Enqueue($"reloads {reason}");

    public void PublishingWaits(string jobId, string reason, TimeSpan pause) => Said.Enqueue($"publishing waits {reason}");

    public void Published(string jobId, BuildSummary summary) => Said.Enqueue("published");

    public void Ended(string jobId, DistributedJobState state, string? reason, long failedBatches, long rejectedFiles) =>
        Said.Enqueue($"ended {state} {failedBatches} {rejectedFiles}");

    public void Taken(RoleLease lease) => Said.Enqueue($"taken {lease.Role}");

    public void Left(RoleLease lease) => Said.Enqueue($"left {lease.Role}");

    public void LeftForOlder(RoleLease lease) => Said.Enqueue($"left {lease.Role} for an older job");

    public void Lost(RoleLease lease) => Said.Enqueue($"lost {lease.Role}");

    public void Failed(RoleLease lease, Exception failure, TimeSpan pause) => Said.Enqueue($"broke {lease.Role} {failure}");

    public void Unavailable(LedgerUnavailableException failure) => Said.Enqueue("unavailable");
}
