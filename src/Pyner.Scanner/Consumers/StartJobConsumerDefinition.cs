using MassTransit;

namespace Pyner.Scanner.Consumers;

/// <summary>Which queue <see cref="StartJobConsumer"/> listens on, and how.</summary>
internal sealed class StartJobConsumerDefinition : ConsumerDefinition<StartJobConsumer>
{
    private const int Prefetch = 4;

    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(1);

    public StartJobConsumerDefinition()
    {
        EndpointName = "start-job";
        ConcurrentMessageLimit = Prefetch;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<StartJobConsumer> consumerConfigurator, IRegistrationContext context) =>
        endpointConfigurator.AsHints(s_life, Prefetch);
}
