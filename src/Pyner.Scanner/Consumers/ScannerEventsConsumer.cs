using MassTransit;
using Pyner.Contracts.Messages;
using Pyner.Pipeline.Distribution;

namespace Pyner.Scanner.Consumers;

/// <summary>Wakes the scan of a job that is to be cancelled, or at its end.</summary>
internal sealed class ScannerEventsConsumer(JobHints hints)
    : IConsumer<JobCancellationRequested>, IConsumer<JobCancelled>, IConsumer<JobCompleted>, IConsumer<JobFailed>
{
    public Task Consume(ConsumeContext<JobCancellationRequested> context) => Wake(context.Message.JobId);

    public Task Consume(ConsumeContext<JobCancelled> context) => Wake(context.Message.JobId);

    public Task Consume(ConsumeContext<JobCompleted> context) => Wake(context.Message.JobId);

    public Task Consume(ConsumeContext<JobFailed> context) => Wake(context.Message.JobId);

    private Task Wake(string jobId)
    {
        hints.Give(jobId);
        return Task.CompletedTask;
    }
}
