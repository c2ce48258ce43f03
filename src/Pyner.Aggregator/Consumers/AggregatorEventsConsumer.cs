using MassTransit;
using Pyner.Contracts.Messages;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Distribution.Roles;

namespace Pyner.Aggregator.Consumers;

/// <summary>Wakes the aggregation of a job of which the ledger has news.</summary>
internal sealed class AggregatorEventsConsumer(RoleLoop loop, JobHints hints)
    : IConsumer<JobStarted>, IConsumer<SubmissionBatchParsed>, IConsumer<SubmissionBatchFailed>, IConsumer<SourceScanned>, IConsumer<JobCancellationRequested>
{
    public Task Consume(ConsumeContext<JobStarted> context)
    {
        loop.Wake();
        return Wake(context.Message.JobId);
    }

    public Task Consume(ConsumeContext<SubmissionBatchParsed> context) => Wake(context.Message.JobId);

    public Task Consume(ConsumeContext<SubmissionBatchFailed> context) => Wake(context.Message.JobId);

    public Task Consume(ConsumeContext<SourceScanned> context) => Wake(context.Message.JobId);

    public Task Consume(ConsumeContext<JobCancellationRequested> context)
    {
        // One that no aggregator has yet is cancelled by the aggregator too.
        loop.Wake();
        return Wake(context.Message.JobId);
    }

    private Task Wake(string jobId)
    {
        hints.Give(jobId);
        return Task.CompletedTask;
    }
}
