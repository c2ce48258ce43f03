using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Pyner.Cli.Tests;

/// <summary>The key of <c>pyner up</c>, where nothing comes of it; <c>Pyner.Services.Tests</c> has the rest.</summary>
public sealed class UpKeyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData]
    [InlineData("--no-key")]
    public void A_run_that_does_not_start_leaves_no_key_neither_its_own_nor_an_earlier_one(params string[] options)
    {
        _folder.Write("state/gateway.key", "pyner_earlier\n");
        _folder.Write("state/gateway.keys", "");
        // With servers of somebody's own the gateway is what it starts first, and it is not there.
        var environment = new Dictionary<string, string>
        {
            ["PYNER_SERVICES"] = _folder["nothing"],
            ["ConnectionStrings__messaging"] = "amqp://127.0.0.1:1",
            ["ConnectionStrings__ledger"] = "127.0.0.1:1",
        };
        ToolRun run = Tool.Run(environment, ["up", "--state", _folder["state"], "--port", FreePort(), "--http-port", FreePort(), .. options]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("pyner-gateway.dll' is not there", run.Error, StringComparison.Ordinal);
        Assert.Equal(["lock"], Directory.GetFiles(_folder["state"]).Select(Path.GetFileName));
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
