using MassTransit;

namespace Pyner.Scanner.Consumers;

/// <summary>Which queue <see cref="ScannerEventsConsumer"/> listens on, and how.</summary>
internal sealed class ScannerEventsConsumerDefinition : ConsumerDefinition<ScannerEventsConsumer>
{
    private const int Prefetch = 16;

    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(1);

    public ScannerEventsConsumerDefinition()
    {
        EndpointName = "scanner-events";
        ConcurrentMessageLimit = Prefetch;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<ScannerEventsConsumer> consumerConfigurator, IRegistrationContext context) =>
        endpointConfigurator.AsHints(s_life, Prefetch);
}
