using MassTransit;
using Pyner.Contracts.Messages;
using Pyner.Pipeline.Batches;
using Pyner.Pipeline.Distribution.Execution;

namespace Pyner.Worker.Consumers;

/// <summary>
/// Parses a batch. Whether it is this worker's to parse the ledger decides; where it is not, there is nothing to do about the message. Where the batch
/// can't be read, or its rows not be written, it is given back and the message done with: the scanner announces the batch again after a while, and until
/// then the worker is free for others. The message of a batch that is given up goes to the error queue.
/// </summary>
internal sealed partial class ParseSubmissionBatchConsumer(
    ExecutionPool executions, WorkerIdentity identity, HintPublisher publisher, IHostApplicationLifetime lifetime,
    ILogger<ParseSubmissionBatchConsumer> logger) : IConsumer<ParseSubmissionBatch>
{
    public async Task Consume(ConsumeContext<ParseSubmissionBatch> context)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping, context.CancellationToken);
        ParseSubmissionBatch message = context.Message;
        BatchExecution execution = executions.Rent();
        BatchResult result;
        try
        {
            result = await execution.ExecuteAsync(message.JobId, message.Ordinal, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The batch was given back. Another worker hears of it at once, and this message is done with.
            await publisher.DeliverAsync(message);
            return;
        }
        finally
        {
            executions.Return(execution);
        }
        Tell(message, result);
    }

    private void Tell(ParseSubmissionBatch message, BatchResult result)
    {
        switch (result.Outcome)
        {
            case BatchOutcome.Parsed:
                identity.CountBatch();
                BatchFigures figures = result.Parsed!.Figures;
                LogParsed(message.JobId, message.Ordinal, message.BatchId, figures.Submissions, result.Parsed.Busy.TotalMilliseconds);
                publisher.Publish(new SubmissionBatchParsed
                {
                    JobId = message.JobId,
                    Ordinal = message.Ordinal,
                    BatchId = result.Batch!.Id.ToString(),
                    Device = result.Parsed.Device,
                    Submissions = figures.Submissions,
                    Bytes = figures.Bytes,
                    RejectedFiles = figures.Rejected,
                });
                break;
            case BatchOutcome.LeaseLost:
                LogLeaseLost(message.JobId, message.Ordinal, message.BatchId);
                break;
            case BatchOutcome.Unreadable:
                LogUnreadable(message.JobId, message.Ordinal, message.BatchId, result.Failure!.Message);
                break;
            case BatchOutcome.GivenUp:
                LogGivenUp(message.JobId, message.Ordinal, message.BatchId, result.Failure!.Message);
                publisher.Publish(new SubmissionBatchFailed { JobId = message.JobId, Ordinal = message.Ordinal, BatchId = result.Batch!.Id.ToString() });
                throw new BatchUnreadableException(message.JobId, message.Ordinal, result.Failure);
            case BatchOutcome.Unwritable:
                LogUnwritable(message.JobId, message.Ordinal, message.BatchId, result.Failure!.Message);
                break;
            default:
                LogNothingToDo(message.JobId, message.Ordinal, message.BatchId);
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Parsed batch {Ordinal} ({BatchId}) of job {JobId}: {Submissions} submissions in {Milliseconds:F0} ms")]
    private partial void LogParsed(string jobId, long ordinal, string batchId, long submissions, double milliseconds);

    [LoggerMessage(
        Level = LogLevel.Debug,
        Message = "Nothing to do about batch {Ordinal} ({BatchId}) of job {JobId}: it is done, another worker has it, or the job is over")]
    private partial void LogNothingToDo(string jobId, long ordinal, string batchId);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Lost batch {Ordinal} ({BatchId}) of job {JobId} while it was parsed: its lease expired, and what was made of it is dropped")]
    private partial void LogLeaseLost(string jobId, long ordinal, string batchId);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Batch {Ordinal} ({BatchId}) of job {JobId} can't be read here, and will be tried again, by other workers first. "
            + "If they can read it, look after this one: {Reason}")]
    private partial void LogUnreadable(string jobId, long ordinal, string batchId, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The rows of batch {Ordinal} ({BatchId}) of job {JobId} can't be written, and will be tried again: {Reason}")]
    private partial void LogUnwritable(string jobId, long ordinal, string batchId, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Gave batch {Ordinal} ({BatchId}) of job {JobId} up, which no worker can read: {Reason}")]
    private partial void LogGivenUp(string jobId, long ordinal, string batchId, string reason);
}
