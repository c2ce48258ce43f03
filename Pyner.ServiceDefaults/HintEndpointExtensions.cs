using MassTransit;

namespace Microsoft.Extensions.Hosting;

/// <summary>Queues of messages that are worth nothing once they are old.</summary>
public static class HintEndpointExtensions
{
    // How long the queue of a process that is gone stays.
    private static readonly TimeSpan s_queueLife = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Lets messages that nobody took for a while go: whoever missed them has looked into the ledger meanwhile. A service that is down for days does not
    /// find millions of them.
    /// </summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="life">How long a message waits.</param>
    /// <param name="prefetch">Messages on the way to the service at a time.</param>
    public static void AsHints(this IReceiveEndpointConfigurator endpoint, TimeSpan life, int prefetch)
    {
        endpoint.PrefetchCount = prefetch;
        if (endpoint is IRabbitMqReceiveEndpointConfigurator queue)
            queue.SetQueueArgument("x-message-ttl", (int)life.TotalMilliseconds);
    }

    /// <summary>The same for a queue of this process alone, which goes a while after it.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="life">How long a message waits.</param>
    /// <param name="prefetch">Messages on the way to the service at a time.</param>
    public static void AsOwnHints(this IReceiveEndpointConfigurator endpoint, TimeSpan life, int prefetch)
    {
        endpoint.AsHints(life, prefetch);
        if (endpoint is not IRabbitMqReceiveEndpointConfigurator queue)
            return;
        // Nothing in it is worth being kept by several nodes of the broker.
        queue.SetQueueArgument("x-queue-type", "classic");
        // With both, the queue outlives its process by that long, and takes the exchange that leads to it along.
        queue.AutoDelete = true;
        queue.QueueExpiration = s_queueLife;
    }
}
