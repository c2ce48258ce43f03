using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.Hosting;

/// <summary>The servers that every service needs.</summary>
/// <param name="Messaging">RabbitMQ.</param>
/// <param name="Ledger">The Redis server of the ledger, as StackExchange.Redis reads it.</param>
public sealed record ServiceConnections(Uri Messaging, string Ledger)
{
    private const string MessagingName = "messaging";
    private const string LedgerName = "ledger";

    /// <summary>Reads <c>ConnectionStrings:messaging</c> and <c>ConnectionStrings:ledger</c>.</summary>
    /// <exception cref="ServiceConfigurationException">One is missing, or is no connection string of its kind.</exception>
    public static ServiceConnections From(IConfiguration configuration)
    {
        string? messaging = configuration.GetConnectionString(MessagingName);
        string? ledger = configuration.GetConnectionString(LedgerName);
        var missing = new List<string>();
        if (string.IsNullOrWhiteSpace(messaging))
            missing.Add($"ConnectionStrings__{MessagingName} to RabbitMQ's address, such as amqp://user:password@localhost:5672");
        if (string.IsNullOrWhiteSpace(ledger))
            missing.Add($"ConnectionStrings__{LedgerName} to Redis's address, such as localhost:6379");
        if (missing.Count > 0)
            throw new ServiceConfigurationException($"Set {string.Join(", and ", missing)}.");
        // The password in it must not get into a log.
        if (!Uri.TryCreate(messaging, UriKind.Absolute, out Uri? broker) || broker.Scheme is not ("amqp" or "amqps"))
            throw new ServiceConfigurationException($"ConnectionStrings__{MessagingName} must look like amqp://user:password@host:5672, or amqps:// for TLS.");
        return new ServiceConnections(broker, ledger!);
    }
}
