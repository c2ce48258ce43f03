using System.Globalization;
using System.Net;
using Pyner.TestServers;
using Xunit;

namespace Pyner.Services.Tests;

/// <summary>RabbitMQ and Redis with users, passwords in files, and TLS; and services that come with the wrong ones.</summary>
public sealed class SecureServersTests(PynerSystem system) : IAsyncLifetime
{
    // What a connection string would take for its own.
    private const string LedgerPassword = "p,a=s/s@w:d,ssl=false";

    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _authority = new("ours");
    private readonly TestAuthority _other = new("somebody else's");
    private readonly int _redisPort = FreePorts.Take();
    private readonly int _brokerPort = FreePorts.Take();
    private RedisServer _redis = null!;
    private RabbitMqServer _broker = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        PynerSystem.Require();
        _authority.Write(_folder["server.crt"], _folder["server.key"], serial: 1);
        _folder.Write("ca.crt", _authority.RootPem);
        _folder.Write("other.crt", _other.RootPem);
        Task<RabbitMqServer> broker = RabbitMqServer.StartNewAsync(
            settings:
            [
                string.Create(CultureInfo.InvariantCulture, $"listeners.ssl.1 = 127.0.0.1:{_brokerPort}"),
                $"ssl_options.certfile = {_folder["server.crt"]}",
                $"ssl_options.keyfile = {_folder["server.key"]}",
                "ssl_options.verify = verify_none",
            ],
            cancellation: Cancellation);
        _redis = await RedisServer.StartNewAsync(
            settings:
            [
                string.Create(CultureInfo.InvariantCulture, $"tls-port {_redisPort}"),
                $"tls-cert-file {_folder["server.crt"]}",
                $"tls-key-file {_folder["server.key"]}",
                "tls-auth-clients no",
                $"user pyner on >{LedgerPassword} ~* &* +@all",
            ],
            cancellation: Cancellation);
        _broker = await broker;
        _folder.Write("messaging.password", _broker.Password + "\n");
        _folder.Write("ledger.password", LedgerPassword);
        _folder.Write("wrong.password", "wrong-and-not-to-be-seen");
    }

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null)
            await _broker.DisposeAsync();
        if (_redis is not null)
            await _redis.DisposeAsync();
        _authority.Dispose();
        _other.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_service_with_the_right_password_and_authority_works_and_any_other_does_not_and_tells_no_password()
    {
        (string What, string[] Unhealthy, (string Setting, string File)[] Wrong)[] cases =
        [
            ("right", [], []),
            ("wrong-broker-password", ["masstransit-bus"], [("Messaging__PasswordFile", "wrong.password")]),
            ("wrong-broker-authority", ["masstransit-bus"], [("Messaging__AuthorityFile", "other.crt")]),
            ("wrong-ledger-password", ["ledger"], [("Ledger__PasswordFile", "wrong.password")]),
            ("wrong-ledger-authority", ["ledger"], [("Ledger__AuthorityFile", "other.crt")]),
        ];
        List<(ServiceProcess Process, Probes Probes)> workers = [];
        try
        {
            foreach ((string what, _, (string Setting, string File)[] wrong) in cases)
            {
                int port = FreePorts.Take();
                Dictionary<string, string?> settings = new()
                {
                    ["ConnectionStrings__messaging"] = string.Create(CultureInfo.InvariantCulture, $"amqps://127.0.0.1:{_brokerPort}"),
                    ["Messaging__User"] = "pyner",
                    ["Messaging__PasswordFile"] = _folder["messaging.password"],
                    ["Messaging__AuthorityFile"] = _folder["ca.crt"],
                    ["ConnectionStrings__ledger"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_redisPort}"),
                    ["Ledger__User"] = "pyner",
                    ["Ledger__PasswordFile"] = _folder["ledger.password"],
                    ["Ledger__AuthorityFile"] = _folder["ca.crt"],
                    ["Health__Port"] = port.ToString(CultureInfo.InvariantCulture),
                    ["Logging__LogLevel__Default"] = "Debug",
                };
                foreach ((string setting, string file) in wrong)
                    settings[setting] = _folder[file];
                ServiceProcess worker = system.Worker(what, "cpu", settings);
                worker.Start();
                workers.Add((worker, new Probes(worker, port)));
            }
            // Those that are to fail have had as much time as the one that is not.
            await workers[0].Probes.WaitAsync("/ready", HttpStatusCode.OK);
            for (int i = 0; i < cases.Length; i++)
            {
                (ServiceProcess process, Probes probes) = workers[i];
                foreach (string check in cases[i].Unhealthy)
                {
                    await probes.WaitAsync("/ready", HttpStatusCode.ServiceUnavailable);
                    string expected = check == "ledger" ? "Waiting for the ledger" : "Connection Failed";
                    await probes.WaitForLogAsync(expected);
                }
                foreach (string secret in (string[])[_broker.Password, LedgerPassword, LedgerPassword[..10], "wrong-and-not-to-be-seen"])
                    Assert.DoesNotContain(secret, process.Log, StringComparison.Ordinal);
            }
        }
        finally
        {
            foreach ((ServiceProcess process, Probes probes) in workers)
            {
                probes.Dispose();
                await process.DisposeAsync();
            }
        }
    }
}
