using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.Hosting;

/// <summary>The servers that every service needs.</summary>
/// <param name="Messaging">RabbitMQ.</param>
/// <param name="MessagingAccess">User, password and certificates for it.</param>
/// <param name="Ledger">The Redis server of the ledger, as StackExchange.Redis reads it.</param>
/// <param name="LedgerAccess">User, password and certificates for it.</param>
public sealed record ServiceConnections(Uri Messaging, ServerAccess MessagingAccess, string Ledger, ServerAccess LedgerAccess)
{
    /// <summary>The section with what belongs to RabbitMQ.</summary>
    private const string MessagingSection = "Messaging";

    /// <summary>The section with what belongs to the ledger's Redis.</summary>
    private const string LedgerSection = "Ledger";

    private const string MessagingName = "messaging";
    private const string LedgerName = "ledger";

    /// <summary>Nothing of them: they have passwords.</summary>
    public override string ToString() => nameof(ServiceConnections);

    /// <summary>Reads <c>ConnectionStrings:messaging</c> and <c>ConnectionStrings:ledger</c>, and the sections <c>Messaging</c> and <c>Ledger</c>.</summary>
    /// <exception cref="ServiceConfigurationException">
    /// One is missing, or is no connection string of its kind, or a file that is named can't be used.
    /// </exception>
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
        var messagingAccess = ServerAccess.From(configuration, MessagingSection);
        if (messagingAccess.Validation is not null && broker.Scheme != "amqps")
        {
            throw new ServiceConfigurationException(
                $"{MessagingSection}__AuthorityFile is for TLS: let ConnectionStrings__{MessagingName} begin with amqps://.");
        }
        return new ServiceConnections(broker, messagingAccess, ledger!, ServerAccess.From(configuration, LedgerSection));
    }
}
