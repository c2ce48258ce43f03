using MassTransit;

namespace Pyner.Worker.Consumers;

/// <summary>Which queue <see cref="ParseSubmissionBatchConsumer"/> listens on, and how many messages it takes.</summary>
internal sealed class ParseSubmissionBatchConsumerDefinition : ConsumerDefinition<ParseSubmissionBatchConsumer>
{
    // The scanner announces a batch that waits for a worker again and again; with no worker there, that must not pile up.
    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(15);

    private readonly WorkerOptions _options;

    public ParseSubmissionBatchConsumerDefinition(WorkerOptions options)
    {
        _options = options;
        EndpointName = "parse-submission-batch";
        ConcurrentMessageLimit = options.Concurrency;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<ParseSubmissionBatchConsumer> consumerConfigurator,
        IRegistrationContext context) =>
        endpointConfigurator.AsHints(s_life, _options.EffectivePrefetch);
}
