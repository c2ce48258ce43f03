using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pyner.TestServers;
using StackExchange.Redis;
using Xunit;

namespace Pyner.Services.Tests;

/// <summary>How a service behaves whose servers are not there, or whose settings are wrong.</summary>
public sealed partial class HostTests(PynerSystem system)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => ["gateway", "scanner", "worker", "aggregator"];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Without_connection_strings_a_service_ends_at_once_and_says_what_to_set(string name)
    {
        (int code, string log) = await RunAsync(name, []);
        Assert.Equal(2, code);
        Assert.Contains("ConnectionStrings__messaging", log, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__ledger", log, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("worker", "Worker__Device", "gpu", "must be cpu, auto, or one device")]
    [InlineData("worker", "Worker__Device", "cuda:0,cuda:1", "must be cpu, auto, or one device")]
    [InlineData("worker", "Worker__Device", "cuda:471", "there is no device cuda:471")]
    [InlineData("worker", "Worker__Device", "471", "there is no device cuda:471")]
    [InlineData("worker", "Worker__Device", "opencl:471", "this machine has cpu")]
    [InlineData("worker", "Worker__Device", "cpu-accelerator:9", "there is no device cpu-accelerator:9")]
    [InlineData("worker", "Worker__Concurrency", "0", "must be 1 to 1024 batches")]
    [InlineData("worker", "Worker__Concurrency", "many", "many")]
    [InlineData("worker", "Worker__UnreadablePatienceSeconds", "-1", "Worker__UnreadablePatienceSeconds: must be 0 to 86400 seconds")]
    [InlineData("scanner", "Scanner__OverdueSecond", "5", "OverdueSecond")]
    [InlineData("scanner", "Scanner__SpoolFolder", "spool", "must be a full path")]
    [InlineData("aggregator", "Aggregator__LeaseSeconds", "0", "must be 0.1 to 86400 seconds")]
    public async Task A_setting_that_is_wrong_ends_a_service_at_once_and_is_named(string service, string setting, string value, string message)
    {
        (int code, string log) = await RunAsync(service, new()
        {
            ["ConnectionStrings__messaging"] = "amqp://localhost:1",
            ["ConnectionStrings__ledger"] = "localhost:1",
            [$"{char.ToUpperInvariant(service[0])}{service[1..]}__SpoolFolder"] = service == "aggregator" ? null : "/tmp/spool",
            [setting] = value,
        });
        Assert.Equal(2, code);
        Assert.Contains(message, log, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_and_a_ledger_that_are_not_there_yet_are_waited_for_and_health_says_so()
    {
        PynerSystem.Require();
        await using RedisServer redis = await RedisServer.StartNewAsync(cancellation: Cancellation);
        await redis.StopAsync();
        await using ServiceProcess worker = system.Worker("worker-early", "cpu", new()
        {
            ["ConnectionStrings__messaging"] = "amqp://pyner:pyner@127.0.0.1:1/",
            ["ConnectionStrings__ledger"] = redis.ConnectionString,
        });
        worker.Start();
        Uri health = await HealthAsync(worker);
        using var client = new HttpClient();
        JsonElement report = await ReadAsync(client, health);
        Assert.Equal("Unhealthy", report.GetProperty("status").GetString());
        Assert.Equal("Unhealthy", report.GetProperty("checks").GetProperty("ledger").GetProperty("status").GetString());
        Assert.Contains(
            report.GetProperty("checks").EnumerateObject(),
            check => check.Name.Contains("bus", StringComparison.Ordinal) && check.Value.GetProperty("status").GetString() != "Healthy");
        using HttpResponseMessage alive = await client.GetAsync(new Uri(health, "/alive"), Cancellation);
        Assert.True(alive.IsSuccessStatusCode);
        await WaitUntilAsync(() => worker.Log.Contains("Waiting for the ledger", StringComparison.Ordinal));
        await WaitUntilAsync(() => worker.Log.Contains("Connection Failed", StringComparison.Ordinal));

        await redis.StartAsync(Cancellation);
        for (long started = Stopwatch.GetTimestamp(); ; await Task.Delay(100, Cancellation))
        {
            report = await ReadAsync(client, health);
            if (report.GetProperty("checks").GetProperty("ledger").GetProperty("status").GetString() == "Healthy")
                break;
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30), report.ToString());
        }
        await worker.StopAsync();
    }

    [Fact]
    public async Task A_service_that_can_not_go_on_ends_and_the_exit_code_says_that_it_failed()
    {
        PynerSystem.Require();
        await using RedisServer redis = await RedisServer.StartNewAsync(cancellation: Cancellation);
        await using (ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString))
            await connection.GetDatabase().StringSetAsync("{pyner}:version", 99);
        (int code, string log) = await RunAsync("worker", new()
        {
            ["ConnectionStrings__messaging"] = "amqp://pyner:pyner@127.0.0.1:1/",
            ["ConnectionStrings__ledger"] = redis.ConnectionString,
            ["Worker__SpoolFolder"] = "/tmp/spool",
            ["Health__Port"] = FreePorts.Take().ToString(CultureInfo.InvariantCulture),
        });
        Assert.Equal(1, code);
        Assert.Matches("(?m)^pyner-worker: error: .*The ledger .* has version 99", log);
    }

    private static async Task<JsonElement> ReadAsync(HttpClient client, Uri health)
    {
        using HttpResponseMessage response = await client.GetAsync(health, Cancellation);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    /// <summary>Runs a service that is to end by itself.</summary>
    private static async Task<(int Code, string Log)> RunAsync(string service, Dictionary<string, string?> environment)
    {
        await using var process = new ServiceProcess(service, service, environment);
        process.Start();
        int code = await process.WaitAsync(TimeSpan.FromSeconds(60));
        return (code, process.Log);
    }

    private static async Task<Uri> HealthAsync(ServiceProcess service)
    {
        Match match = Match.Empty;
        await WaitUntilAsync(() => (match = Listening().Match(service.Log)).Success);
        return new Uri(new Uri(match.Groups["address"].Value), "/health");
    }

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        for (long started = Stopwatch.GetTimestamp(); !condition(); await Task.Delay(20, Cancellation))
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60), "waited too long");
    }

    [GeneratedRegex("Now listening on: (?<address>http://[0-9.:]+)")]
    private static partial Regex Listening();
}
