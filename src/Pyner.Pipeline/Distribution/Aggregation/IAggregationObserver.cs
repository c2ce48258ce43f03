using Pyner.Pipeline.Ledgers;

namespace Pyner.Pipeline.Distribution.Aggregation;

/// <summary>Hears what happens in an aggregation, to log it and to tell others. What it can't tell is in the ledger all the same.</summary>
public interface IAggregationObserver
{
    /// <summary>The merging begins, or goes on from a checkpoint.</summary>
    void Began(string jobId, Checkpoint? resumedFrom);

    /// <summary>A checkpoint was recorded.</summary>
    void CheckpointRecorded(string jobId, Checkpoint checkpoint);

    /// <summary>The ledger has another state than this aggregator left it in; it begins anew from what the ledger has.</summary>
    void Reloads(string jobId, string reason);

    /// <summary>The outputs could not be written; they are tried again after a while.</summary>
    void PublishingWaits(string jobId, string reason, TimeSpan pause);

    /// <summary>The outputs are written.</summary>
    void Published(string jobId, BuildSummary summary);

    /// <summary>The job is at its end.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="state">Which end.</param>
    /// <param name="reason">Why, where it did not complete.</param>
    /// <param name="failedBatches">Batches that were given up.</param>
    /// <param name="rejectedFiles">Files rejected.</param>
    void Ended(string jobId, DistributedJobState state, string? reason, long failedBatches, long rejectedFiles);
}
