using MassTransit;

namespace Pyner.Gateway.Hints;

/// <summary>Which queue <see cref="GatewayEventsConsumer"/> listens on, and how: each gateway has one of its own, since each has its own watchers.</summary>
internal sealed class GatewayEventsConsumerDefinition : ConsumerDefinition<GatewayEventsConsumer>
{
    private const int Prefetch = 64;

    private static readonly TimeSpan s_life = TimeSpan.FromSeconds(10);

    public GatewayEventsConsumerDefinition()
    {
        EndpointName = $"gateway-events-{Guid.CreateVersion7():N}";
        ConcurrentMessageLimit = Prefetch;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<GatewayEventsConsumer> consumerConfigurator, IRegistrationContext context) =>
        endpointConfigurator.AsOwnHints(s_life, Prefetch);
}
