using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pyner.TestServers;

/// <summary>A Redis with an append-only file that is written to the disk before each answer, unless a test asks for less.</summary>
public sealed class RedisServer : TestServer
{
    private readonly string _password = RandomNumberGenerator.GetHexString(32, true);
    private readonly string _configuration;

    private RedisServer(string appendFsync, IReadOnlyList<string> settings)
        : base("redis")
    {
        _configuration = Path.Combine(Folder, "redis.conf");
        string[] lines =
        [
            "bind 127.0.0.1",
            string.Create(CultureInfo.InvariantCulture, $"port {Port}"),
            "protected-mode yes",
            // In a file rather than on the command line, which all users of the machine can read.
            $"requirepass {_password}",
            $"dir {Folder}",
            "daemonize no",
            "save \"\"",
            "appendonly yes",
            $"appendfsync {appendFsync}",
            .. settings,
        ];
        File.WriteAllLines(_configuration, lines);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_configuration, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <inheritdoc/>
    public override string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port},password={_password}");

    /// <summary>Starts a Redis on empty data.</summary>
    /// <param name="appendFsync">When its file reaches the disk: <c>always</c>, <c>everysec</c> or <c>no</c>.</param>
    /// <param name="settings">More lines of its configuration.</param>
    /// <param name="cancellation">Ends the call.</param>
    public static async Task<RedisServer> StartNewAsync(
        string appendFsync = "always", IReadOnlyList<string>? settings = null, CancellationToken cancellation = default)
    {
        var server = new RedisServer(appendFsync, settings ?? []);
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

    private protected override ServerProcess Launch() =>
        ServerProcess.Start(
            Folder, LogFile, new Dictionary<string, string?>(),
            Programs.Redis ?? throw new ServerFailedException(Availability.WhyNoRedis!), _configuration);

    // While it loads its file it answers the PING with -LOADING.
    private protected override (byte[] Question, byte[] Answer) Greeting() =>
        (Encoding.ASCII.GetBytes($"AUTH {_password}\r\nPING\r\n"), "+OK\r\n+PONG\r\n"u8.ToArray());
}
