using System.Collections;
using System.Globalization;
using System.Security.Cryptography;

namespace Pyner.TestServers;

/// <summary>A RabbitMQ with a user of its own. Starting takes about five seconds: share one among tests where they allow it.</summary>
public sealed class RabbitMqServer : TestServer
{
    private readonly string _password = RandomNumberGenerator.GetHexString(32, true);
    private readonly int _distributionPort = FreePorts.Take();
    private readonly int _epmdPort = FreePorts.Take();
    private readonly ServerProcess _epmd;

    private RabbitMqServer(bool management, IReadOnlyList<string> settings)
        : base("rabbitmq")
    {
        if (Availability.WhyNoRabbitMq is string reason)
            throw new ServerFailedException(reason);
        if (management)
            ManagementPort = FreePorts.Take();
        List<string> lines =
        [
            string.Create(CultureInfo.InvariantCulture, $"listeners.tcp.1 = 127.0.0.1:{Port}"),
            "default_user = pyner",
            $"default_pass = {_password}",
            "default_permissions.configure = .*",
            "default_permissions.read = .*",
            "default_permissions.write = .*",
            .. settings,
        ];
        if (management)
        {
            lines.Add("management.tcp.ip = 127.0.0.1");
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"management.tcp.port = {ManagementPort}"));
            lines.Add("default_user_tags.administrator = true");
        }
        File.WriteAllLines(Path.Combine(Folder, "rabbitmq.conf"), lines);
        File.WriteAllText(Path.Combine(Folder, "enabled_plugins"), management ? "[rabbitmq_management].\n" : "[].\n");
        // RabbitMQ would start an epmd of its own, which then stays for good; one that is there already it uses.
        _epmd = ServerProcess.Start(
            Folder, Path.Combine(Folder, "epmd.log"), new Dictionary<string, string?>(),
            Programs.Epmd!, "-port", _epmdPort.ToString(CultureInfo.InvariantCulture), "-address", "127.0.0.1");
    }

    /// <inheritdoc/>
    public override string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"amqp://pyner:{_password}@127.0.0.1:{Port}/");

    /// <summary>Port of the management plugin's HTTP interface, for the same user; null where it is off.</summary>
    public int? ManagementPort { get; }

    /// <summary>The user's password.</summary>
    public string Password => _password;

    /// <summary>Starts a RabbitMQ on empty data.</summary>
    /// <param name="management">Whether it has the management plugin.</param>
    /// <param name="settings">More lines of its configuration.</param>
    /// <param name="cancellation">Ends the call.</param>
    public static async Task<RabbitMqServer> StartNewAsync(
        bool management = false, IReadOnlyList<string>? settings = null, CancellationToken cancellation = default)
    {
        var server = new RabbitMqServer(management, settings ?? []);
        try
        {
            await server.StartAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private protected override ServerProcess Launch() => ServerProcess.Start(Folder, LogFile, Variables(), Programs.RabbitMq!);

    // The protocol's header; the server answers with a method frame (type 1) on channel 0, Connection.Start.
    private protected override (byte[] Question, byte[] Answer) Greeting() => ("AMQP\0\0\u0009\u0001"u8.ToArray(), [1, 0, 0]);

    private protected override async ValueTask EndCompanionsAsync()
    {
        _epmd.Signal("KILL", true);
        await _epmd.WaitAsync(TimeSpan.FromSeconds(10));
        _epmd.Dispose();
    }

    private Dictionary<string, string?> Variables()
    {
        var variables = new Dictionary<string, string?>();
        // Settings of another RabbitMQ on this machine are none of this one's.
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (variable.Key is string name && (name.StartsWith("RABBITMQ_", StringComparison.Ordinal) || name.StartsWith("ERL_", StringComparison.Ordinal)))
                variables[name] = null;
        }
        // Erlang keeps the cookie by which its nodes trust each other there.
        variables["HOME"] = Folder;
        variables["RABBITMQ_NODENAME"] = "pyner@localhost";
        variables["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(Folder, "rabbitmq-env.conf");
        variables["RABBITMQ_CONFIG_FILE"] = Path.Combine(Folder, "rabbitmq.conf");
        variables["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(Folder, "advanced.config");
        variables["RABBITMQ_GENERATED_CONFIG_DIR"] = Path.Combine(Folder, "generated");
        variables["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(Folder, "enabled_plugins");
        variables["RABBITMQ_MNESIA_BASE"] = Path.Combine(Folder, "data");
        variables["RABBITMQ_LOG_BASE"] = Path.Combine(Folder, "log");
        variables["RABBITMQ_PID_FILE"] = Path.Combine(Folder, "pid");
        // To standard output, and so to the log file that an error message quotes.
        variables["RABBITMQ_LOGS"] = "-";
        variables["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1";
        variables["RABBITMQ_NODE_PORT"] = Port.ToString(CultureInfo.InvariantCulture);
        variables["RABBITMQ_DIST_PORT"] = _distributionPort.ToString(CultureInfo.InvariantCulture);
        variables["ERL_EPMD_PORT"] = _epmdPort.ToString(CultureInfo.InvariantCulture);
        variables["ERL_EPMD_ADDRESS"] = "127.0.0.1";
        // No busy waiting: the tests need the cores themselves.
        variables["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none";
        return variables;
    }
}
