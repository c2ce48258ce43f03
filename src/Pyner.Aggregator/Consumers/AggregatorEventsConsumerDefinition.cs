using MassTransit;

namespace Pyner.Aggregator.Consumers;

/// <summary>Which queue <see cref="AggregatorEventsConsumer"/> listens on, and how.</summary>
internal sealed class AggregatorEventsConsumerDefinition : ConsumerDefinition<AggregatorEventsConsumer>
{
    private const int Prefetch = 64;

    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(1);

    public AggregatorEventsConsumerDefinition()
    {
        EndpointName = "aggregator-events";
        ConcurrentMessageLimit = Prefetch;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<AggregatorEventsConsumer> consumerConfigurator,
        IRegistrationContext context) =>
        endpointConfigurator.AsHints(s_life, Prefetch);
}
