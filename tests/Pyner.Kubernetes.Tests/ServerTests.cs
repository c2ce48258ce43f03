using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Pyner.TestServers;

namespace Pyner.Kubernetes.Tests;

/// <summary>RabbitMQ's and Redis's configuration from the manifests, tried on real ones.</summary>
public sealed class ServerTests : IDisposable
{
    private const string Password = "correct horse/battery+staple=";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Redis_starts_by_the_manifest_s_command_wants_the_secret_s_password_and_writes_before_it_answers()
    {
        var manifests = Manifests.Of(Manifests.Production);
        Assert.SkipWhen(Availability.WhyNoRedis is not null, Availability.WhyNoRedis ?? "");
        Workload redis = manifests.Workloads["redis"];
        int port = FreePorts.Take();
        string settings = manifests.Get<V1ConfigMap>(redis.Pod.Volumes.Single(volume => volume.Name == "config").ConfigMap.Name).Data["redis.conf"];
        string password = _folder.Write("password", Password + "\n");
        string configuration = _folder.Write("redis.conf", settings
            .Replace("port 6379", string.Create(CultureInfo.InvariantCulture, $"bind 127.0.0.1\nport {port}"), StringComparison.Ordinal)
            .Replace("dir /data", $"dir {_folder.Path}", StringComparison.Ordinal));
        Assert.Equal(["sh", "-c"], redis.Container.Command);
        string script = Assert.Single(redis.Container.Args)
            .Replace("/config/redis.conf", configuration, StringComparison.Ordinal)
            .Replace("/secrets/ledger/password", password, StringComparison.Ordinal);
        using Process process = Process.Start(new ProcessStartInfo("sh", ["-c", script]) { RedirectStandardOutput = true })!;
        try
        {
            Assert.StartsWith("-NOAUTH", await AskAsync(port, "PING"), StringComparison.Ordinal);
            Assert.StartsWith("-WRONGPASS", await AskAsync(port, "AUTH wrong"), StringComparison.Ordinal);
            string answer = await AskAsync(
                port, $"AUTH \"{Password}\"", "PING", "CONFIG GET appendfsync", "CONFIG GET appendonly", "CONFIG GET maxmemory-policy", "CONFIG GET maxmemory");
            Assert.StartsWith("+OK\r\n+PONG\r\n", answer, StringComparison.Ordinal);
            Assert.Contains("appendfsync\r\n$6\r\nalways", answer, StringComparison.Ordinal);
            Assert.Contains("appendonly\r\n$3\r\nyes", answer, StringComparison.Ordinal);
            Assert.Contains("noeviction", answer, StringComparison.Ordinal);
            Assert.Contains($"{3L << 30}", answer, StringComparison.Ordinal);
            // Who lists processes does not see it.
            Assert.DoesNotContain("horse", await File.ReadAllTextAsync($"/proc/{process.Id}/cmdline", Cancellation), StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task RabbitMQ_takes_the_manifest_s_configuration()
    {
        var manifests = Manifests.Of(Manifests.Production);
        Assert.SkipWhen(Availability.WhyNoRabbitMq is not null, Availability.WhyNoRabbitMq ?? "");
        Workload rabbitmq = manifests.Workloads["rabbitmq"];
        IDictionary<string, string> files = manifests.Get<V1ConfigMap>(rabbitmq.Pod.Volumes.Single(volume => volume.Name == "config").ConfigMap.Name).Data;
        Assert.Equal("[rabbitmq_management].\n", files["enabled_plugins"]);
        string[] settings = [.. files["rabbitmq.conf"].Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
        int management = manifests.Get<V1Service>("rabbitmq").Spec.Ports.Single(port => port.Name == "management").Port;
        Assert.Contains($"management.tcp.port = {management}", settings);
        Assert.Contains($"default_user = {manifests.Workloads["worker"].Environment(manifests)["Messaging__User"]}", settings);
        // One that it does not know keeps it from starting. The others are the tests' own to set.
        string[] tried = [.. settings.Where(line => !line.StartsWith("listeners.", StringComparison.Ordinal)
            && !line.StartsWith("management.", StringComparison.Ordinal) && !line.StartsWith("default_user ", StringComparison.Ordinal))];
        Assert.InRange(tried.Length, 4, settings.Length);
        await using RabbitMqServer server = await RabbitMqServer.StartNewAsync(true, tried, Cancellation);
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("pyner:" + server.Password)));
        // What KEDA asks.
        using HttpResponseMessage answer = await client.GetAsync(
            new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{server.ManagementPort}/api/queues/%2F")), Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    // Redis also takes commands as lines.
    private static async Task<string> AskAsync(int port, params string[] commands)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, Cancellation);
                NetworkStream stream = client.GetStream();
                await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Join("\r\n", [.. commands, "QUIT", ""])), Cancellation);
                using var reader = new StreamReader(stream);
                return await reader.ReadToEndAsync(Cancellation);
            }
            catch (SocketException) when (attempt < 200)
            {
                await Task.Delay(50, Cancellation);
            }
        }
    }
}
