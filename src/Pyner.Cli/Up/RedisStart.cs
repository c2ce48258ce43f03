using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace Pyner.Cli.Up;

/// <summary>
/// A Redis of <c>pyner up</c>'s own: on loopback, with a password made for the run, its data under the state folder, so that jobs go on with the next run.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class RedisStart
{
    private readonly string _password = RandomNumberGenerator.GetHexString(32, true);
    private readonly int _port = LoopbackPorts.Free();

    /// <summary>The address for the services.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port},password={_password}");

    /// <summary>Starts it.</summary>
    /// <exception cref="UserException">There is no Redis on this machine.</exception>
    public Child Start(StateFolder state)
    {
        string program = Programs.Find("redis-server") ?? throw new UserException(
            "redis-server was not found. Install it (Debian: apt-get install redis-server), or set ConnectionStrings__ledger to a Redis that is there.");
        string folder = state.Make("redis");
        string configuration = Path.Combine(folder, "redis.conf");
        // In a file rather than on the command line, which all users of the machine can read.
        StateFolder.WritePrivate(configuration,
        [
            "bind 127.0.0.1",
            string.Create(CultureInfo.InvariantCulture, $"port {_port}"),
            "protected-mode yes",
            $"requirepass {_password}",
            $"dir \"{folder}\"",
            "daemonize no",
            "save \"\"",
            "appendonly yes",
            "appendfsync always",
            "maxmemory-policy noeviction",
        ]);
        return Child.Start("redis", folder, state.Log("redis"), new Dictionary<string, string?>(), program, configuration);
    }

    /// <summary>Whether it takes commands. While it loads its file it answers with -LOADING.</summary>
    public Task<bool> IsReadyAsync(CancellationToken cancellation) =>
        LoopbackPorts.AnswersAsync(_port, Encoding.ASCII.GetBytes($"AUTH {_password}\r\nPING\r\n"), "+OK\r\n+PONG\r\n"u8.ToArray(), cancellation);
}
