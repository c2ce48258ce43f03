using System.Security.Authentication;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Hosting;

/// <summary>The bus as every service uses it: RabbitMQ, kebab-case endpoints, quorum queues.</summary>
public static class MessagingExtensions
{
    /// <summary>How long the broker may take for an answer, an end of the connection included.</summary>
    private static readonly TimeSpan s_answerTime = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long messages under way may take to their end once the service is asked to end. All in all a service has
    /// <see cref="ServiceDefaultsExtensions.EndTime"/>.
    /// </summary>
    private static readonly TimeSpan s_stopTime = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Adds the bus. A broker that is not there (yet) is waited for: the service starts, <c>/health</c> says that the bus is not ready
    /// (<c>/ready</c> too, where the service needs it), and what is sent meanwhile waits for as long as its caller does.
    /// </summary>
    /// <param name="builder">The service.</param>
    /// <param name="connections">Where the broker is.</param>
    /// <param name="need">Whether the service can do its work without the bus.</param>
    /// <param name="consumers">Adds the service's consumers with their definitions, which own prefetch, concurrency and retry.</param>
    public static TBuilder AddMessaging<TBuilder>(
        this TBuilder builder, ServiceConnections connections, BusNeed need, Action<IBusRegistrationConfigurator> consumers)
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
            bus.ConfigureHealthCheckOptions(check => SetTags(check.Tags, need));
            consumers(bus);
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(connections.Messaging, host => Configure(host, connections));
                // What could not be done is kept until somebody has looked at it, however short the life of what waits to be done.
                rabbit.SendTopology.ConfigureErrorSettings = queue => queue.SetQueueArgument("x-message-ttl", null);
                rabbit.SendTopology.ConfigureDeadLetterSettings = queue => queue.SetQueueArgument("x-message-ttl", null);
                rabbit.ConfigureEndpoints(context);
            });
        });
        return builder;
    }

    private static void SetTags(HashSet<string> tags, BusNeed need)
    {
        // Without any tag it would get one of those that count.
        tags.Clear();
        tags.Add(need == BusNeed.Works ? InternalEndpoints.ReadyTag : "bus");
    }

    private static void Configure(IRabbitMqHostConfigurator host, ServiceConnections connections)
    {
        host.ContinuationTimeout(s_answerTime);
        ServerAccess access = connections.MessagingAccess;
        if (access.User is not null)
            host.Username(access.User);
        if (access.Password is not null)
            host.Password(access.Password);
        if (connections.Messaging.Scheme != "amqps")
            return;
        host.UseSsl(ssl =>
        {
            // Whichever the system holds for safe.
            ssl.Protocol = SslProtocols.None;
            ssl.ServerName = connections.Messaging.Host;
            if (access.Validation is not null)
                ssl.CertificateValidationCallback = access.Validation;
        });
    }
}
