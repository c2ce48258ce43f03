using Pyner.Contracts.Messages;
using Pyner.Pipeline;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Aggregation;
using Pyner.Pipeline.Ledgers;

namespace Pyner.Aggregator;

/// <summary>Writes what the aggregator does to the log, and tells the other services of it.</summary>
internal sealed partial class AggregatorLog(HintPublisher publisher, ILogger<AggregatorLog> logger) : IAggregationObserver
{
    public void Began(string jobId, Checkpoint? resumedFrom)
    {
        if (resumedFrom is null)
            LogBegan(jobId);
        else
            LogGoesOn(jobId, resumedFrom.Sequence + 1, resumedFrom.Submissions);
    }

    public void CheckpointRecorded(string jobId, Checkpoint checkpoint) =>
        LogCheckpoint(jobId, checkpoint.Sequence + 1, checkpoint.EndBatch, checkpoint.Submissions);

    public void Published(string jobId, BuildSummary summary)
    {
        LogPublished(jobId, summary.Submissions, summary.Rejected);
        publisher.Publish(new KnowledgeBasePublished { JobId = jobId, Submissions = summary.Submissions, RejectedFiles = summary.Rejected });
    }

    public void Ended(string jobId, DistributedJobState state, string? reason, long failedBatches, long rejectedFiles)
    {
        switch (state)
        {
            case DistributedJobState.Completed:
                LogCompleted(jobId, failedBatches);
                publisher.Publish(new JobCompleted { JobId = jobId, FailedBatches = failedBatches, RejectedFiles = rejectedFiles });
                break;
            case DistributedJobState.Cancelled:
                LogCancelled(jobId, reason);
                publisher.Publish(new JobCancelled { JobId = jobId });
                break;
            default:
                LogJobFailed(jobId, reason);
                publisher.Publish(new JobFailed { JobId = jobId });
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The ledger came back with an older state of job {JobId}; merging on from there. {Reason}")]
    public partial void Reloads(string jobId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outputs of job {JobId} can't be written, and are tried again in {Pause}: {Reason}")]
    public partial void PublishingWaits(string jobId, string reason, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId}: merging")]
    private partial void LogBegan(string jobId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId}: going on from checkpoint {Checkpoint}, {Submissions} submissions")]
    private partial void LogGoesOn(string jobId, int checkpoint, long submissions);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId}: checkpoint {Checkpoint}, {Batches} batches with {Submissions} submissions")]
    private partial void LogCheckpoint(string jobId, int checkpoint, long batches, long submissions);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId}: published, {Submissions} submissions, {Rejected} files rejected")]
    private partial void LogPublished(string jobId, long submissions, long rejected);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} completed; {FailedBatches} batches were given up")]
    private partial void LogCompleted(string jobId, long failedBatches);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} was cancelled: {Reason}")]
    private partial void LogCancelled(string jobId, string? reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {JobId} failed: {Reason}")]
    private partial void LogJobFailed(string jobId, string? reason);
}
