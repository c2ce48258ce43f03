using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Hosting;

/// <summary>The bus as every service uses it: RabbitMQ, kebab-case endpoints, quorum queues.</summary>
public static class MessagingExtensions
{
    /// <summary>How long the broker may take for an answer, an end of the connection included.</summary>
    private static readonly TimeSpan s_answerTime = TimeSpan.FromSeconds(5);

    /// <summary>How long messages under way may take to their end once the service is asked to end. All in all a service has <see cref="ServiceDefaultsExtensions.EndTime"/>.</summary>
    private static readonly TimeSpan s_stopTime = TimeSpan.FromSeconds(15);

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
        builder.Services.Configure<MassTransitHostOptions>(host => host.StopTimeout = s_stopTime);
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
                rabbit.Host(connections.Messaging, host => host.ContinuationTimeout(s_answerTime));
                rabbit.ConfigureEndpoints(context);
            });
        });
        return builder;
    }
}
