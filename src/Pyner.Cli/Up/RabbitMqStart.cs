using System.Collections;
using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace Pyner.Cli.Up;

/// <summary>
/// A RabbitMQ of <c>pyner up</c>'s own: on loopback, with a user made for the run. It begins empty with each run: its messages are hints, and everything that
/// they hint at is in the ledger.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class RabbitMqStart
{
    private readonly string _password = RandomNumberGenerator.GetHexString(32, true);
    private readonly int _port = LoopbackPorts.Free();
    private readonly int _distributionPort = LoopbackPorts.Free();
    private readonly int _epmdPort = LoopbackPorts.Free();

    /// <summary>The address for the services.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"amqp://pyner:{_password}@127.0.0.1:{_port}/");

    /// <summary>Starts the port mapper of Erlang, which RabbitMQ would start by itself and leave behind.</summary>
    /// <exception cref="UserException">There is none on this machine.</exception>
    public Child StartPortMapper(StateFolder state)
    {
        string program = Programs.Find("epmd") ?? throw new UserException(
            "epmd, which RabbitMQ needs, was not found. Install it (Debian: apt-get install erlang-base), "
            + "or set ConnectionStrings__messaging to a RabbitMQ that is there.");
        return Child.Start(
            "epmd", state.Path, state.Log("epmd"), new Dictionary<string, string?>(),
            program, "-port", _epmdPort.ToString(CultureInfo.InvariantCulture), "-address", "127.0.0.1");
    }

    /// <summary>Starts it.</summary>
    /// <exception cref="UserException">There is no RabbitMQ on this machine.</exception>
    public Child Start(StateFolder state)
    {
        string program = FindProgram() ?? throw new UserException(
            "rabbitmq-server was not found. Install it (Debian: apt-get install rabbitmq-server), "
            + "or set ConnectionStrings__messaging to a RabbitMQ that is there.");
        string folder = state.MakeEmpty("rabbitmq");
        StateFolder.WritePrivate(Path.Combine(folder, "rabbitmq.conf"),
        [
            string.Create(CultureInfo.InvariantCulture, $"listeners.tcp.1 = 127.0.0.1:{_port}"),
            "default_user = pyner",
            $"default_pass = {_password}",
            "default_permissions.configure = .*",
            "default_permissions.read = .*",
            "default_permissions.write = .*",
        ]);
        File.WriteAllText(Path.Combine(folder, "enabled_plugins"), "[].\n");
        return Child.Start("rabbitmq", folder, state.Log("rabbitmq"), Variables(folder), program);
    }

    /// <summary>Whether it takes connections: it then answers the protocol's header with a method frame on channel 0.</summary>
    public Task<bool> IsReadyAsync(CancellationToken cancellation) =>
        LoopbackPorts.AnswersAsync(_port, "AMQP\0\0\u0009\u0001"u8.ToArray(), [1, 0, 0], cancellation);

    // RabbitMQ's own start script. Debian's wrapper of the same name in /usr/sbin would switch to another user.
    private static string? FindProgram() =>
        File.Exists("/usr/lib/rabbitmq/bin/rabbitmq-server") ? "/usr/lib/rabbitmq/bin/rabbitmq-server" : Programs.Find("rabbitmq-server");

    private Dictionary<string, string?> Variables(string folder)
    {
        var variables = new Dictionary<string, string?>();
        // Settings of another RabbitMQ on this machine are none of this one's.
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (variable.Key is string name && (name.StartsWith("RABBITMQ_", StringComparison.Ordinal) || name.StartsWith("ERL_", StringComparison.Ordinal)))
                variables[name] = null;
        }
        // Erlang keeps the cookie by which its nodes trust each other there.
        variables["HOME"] = folder;
        variables["RABBITMQ_NODENAME"] = "pyner@localhost";
        variables["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(folder, "rabbitmq-env.conf");
        variables["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq.conf");
        variables["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(folder, "advanced.config");
        variables["RABBITMQ_GENERATED_CONFIG_DIR"] = Path.Combine(folder, "generated");
        variables["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "enabled_plugins");
        variables["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "data");
        variables["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log");
        variables["RABBITMQ_PID_FILE"] = Path.Combine(folder, "pid");
        // To standard output, and so to the log file.
        variables["RABBITMQ_LOGS"] = "-";
        variables["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1";
        variables["RABBITMQ_NODE_PORT"] = _port.ToString(CultureInfo.InvariantCulture);
        variables["RABBITMQ_DIST_PORT"] = _distributionPort.ToString(CultureInfo.InvariantCulture);
        variables["ERL_EPMD_PORT"] = _epmdPort.ToString(CultureInfo.InvariantCulture);
        variables["ERL_EPMD_ADDRESS"] = "127.0.0.1";
        // No busy waiting: the workers need the cores.
        variables["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none";
        return variables;
    }
}
