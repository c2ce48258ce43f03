using MassTransit;
using Pyner.Contracts.Messages;
using Pyner.Gateway.Jobs;

namespace Pyner.Gateway.Hints;

/// <summary>Has the ledger looked at when there is news of a job that someone watches, so that watchers need not wait for the next regular look.</summary>
internal sealed class GatewayEventsConsumer(JobMonitor monitor)
    : IConsumer<JobStarted>, IConsumer<SourceScanned>, IConsumer<SubmissionBatchParsed>, IConsumer<SubmissionBatchFailed>, IConsumer<KnowledgeBasePublished>,
        IConsumer<JobCompleted>, IConsumer<JobFailed>, IConsumer<JobCancelled>
{
    public Task Consume(ConsumeContext<JobStarted> context) => Hint(context.Message.JobId);

    public Task Consume(ConsumeContext<SourceScanned> context) => Hint(context.Message.JobId);

    public Task Consume(ConsumeContext<SubmissionBatchParsed> context) => Hint(context.Message.JobId);

    public Task Consume(ConsumeContext<SubmissionBatchFailed> context) => Hint(context.Message.JobId);

    public Task Consume(ConsumeContext<KnowledgeBasePublished> context) => Hint(context.Message.JobId);

    public Task Consume(ConsumeContext<JobCompleted> context) => Hint(context.Message.JobId);

    public Task Consume(ConsumeContext<JobFailed> context) => Hint(context.Message.JobId);

    public Task Consume(ConsumeContext<JobCancelled> context) => Hint(context.Message.JobId);

    private Task Hint(string jobId)
    {
        monitor.Hint(jobId);
        return Task.CompletedTask;
    }
}
