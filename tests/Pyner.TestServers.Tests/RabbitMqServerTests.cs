using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Xunit;

namespace Pyner.TestServers.Tests;

public sealed class RabbitMqServerTests
{
    public RabbitMqServerTests() => Assert.SkipWhen(Availability.WhyNoRabbitMq is not null, Availability.WhyNoRabbitMq ?? "");

    [Fact]
    public async Task A_queue_outlives_a_kill_and_a_stop_and_nothing_outlives_its_disposal()
    {
        string folder;
        await using (RabbitMqServer server = await RabbitMqServer.StartNewAsync(true, cancellation: TestContext.Current.CancellationToken))
        {
            folder = server.Folder;
            Assert.Equal($"amqp://pyner:{server.Password}@127.0.0.1:{server.Port}/", server.ConnectionString);
            using HttpClient client = Client(server);
            using var queue = new StringContent("""{"durable":true,"arguments":{"x-queue-type":"quorum"}}""", Encoding.UTF8, "application/json");
            HttpResponseMessage made = await client.PutAsync("api/queues/%2F/batches", queue, TestContext.Current.CancellationToken);
            Assert.True(made.IsSuccessStatusCode, made.ToString());
            await server.KillAsync();
            await server.StartAsync(TestContext.Current.CancellationToken);
            Assert.Contains("\"batches\"", await QueuesAsync(client), StringComparison.Ordinal);
            await server.StopAsync();
            Assert.False(server.IsRunning);
            await server.StartAsync(TestContext.Current.CancellationToken);
            Assert.Contains("\"batches\"", await QueuesAsync(client), StringComparison.Ordinal);
        }
        Assert.False(Directory.Exists(folder));
        Assert.DoesNotContain(Process.GetProcesses(), process => CommandLine.Of(process.Id).Contains(folder, StringComparison.Ordinal));
    }

    private static HttpClient Client(RabbitMqServer server) => new()
    {
        BaseAddress = new Uri($"http://127.0.0.1:{server.ManagementPort}/"),
        DefaultRequestHeaders =
        {
            Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"pyner:{server.Password}")))
        },
    };

    /// <summary>The management plugin listens a little after the broker does.</summary>
    private static async Task<string> QueuesAsync(HttpClient client)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                string queues = await client.GetStringAsync("api/queues", TestContext.Current.CancellationToken);
                if (queues.Contains("name", StringComparison.Ordinal) || attempt == 100)
                    return queues;
            }
            catch (HttpRequestException) when (attempt < 100)
            {
                // Not up yet.
            }
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
