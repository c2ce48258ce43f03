using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Hosting;

/// <summary>The bus as every service uses it: RabbitMQ, kebab-case endpoints, quorum queues.</summary>
public static class MessagingExtensions
{
    /// <summary>
    /// Adds the bus. A broker that is not there (yet) is waited for: the service starts, <c>/health</c> says that the bus is not ready, and what is
    /// sent meanwhile waits for as long as its caller does.
    /// </summary>
    /// <param name="builder">The service.</param>
    /// <param name="connections">Where the broker is.</param>
    /// <param name="consumers">Adds the service's consumers with their definitions, which own prefetch, concurrency and retry.</param>
    public static TBuilder AddMessaging<TBuilder>(this TBuilder builder, ServiceConnections connections, Action<IBusRegistrationConfigurator>? consumers = null)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddSingleton<HintPublisher>();
        builder.Services.AddMassTransit(bus =>
        {
            bus.SetKebabCaseEndpointNameFormatter();
            bus.AddConfigureEndpointsCallback((_, endpoint) =>
            {
                if (endpoint is IRabbitMqReceiveEndpointConfigurator queue)
                    queue.SetQuorumQueue();
            });
            consumers?.Invoke(bus);
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(connections.Messaging);
                rabbit.ConfigureEndpoints(context);
            });
        });
        return builder;
    }
}
