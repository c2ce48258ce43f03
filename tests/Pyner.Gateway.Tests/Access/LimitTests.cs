using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Health.V1;
using Pyner.Contracts.V1;
using Xunit;

namespace Pyner.Gateway.Tests.Access;

/// <summary>What one caller can take of the gateway.</summary>
public sealed class LimitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_request_that_is_far_too_long_is_refused()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(_folder);
        RpcException e = await Assert.ThrowsAsync<RpcException>(
            async () => await gateway.Jobs.StartJobAsync(new StartJobRequest { Source = new string('x', 70_000) }, cancellationToken: Cancellation));
        Assert.Equal(StatusCode.ResourceExhausted, e.StatusCode);
        using HttpResponseMessage answer = await gateway.Json.PostAsJsonAsync("/v1/jobs", new { source = new string('x', 70_000) }, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(gateway.Hints.Given);
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_closed_and_a_place_that_is_left_is_free()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(_folder, options => options with { MaxConnections = 3 });
        int port = gateway.Json.BaseAddress!.Port;
        List<TcpClient> open = [];
        for (int i = 0; i < 3; i++)
            open.Add(await ConnectAsync(port));
        foreach (TcpClient client in open)
            Assert.True(await AnswersAsync(client));
        using (TcpClient beyond = await ConnectAsync(port))
            Assert.False(await AnswersAsync(beyond));
        // The other port has places of its own.
        Assert.Empty((await gateway.Jobs.ListJobsAsync(new ListJobsRequest(), cancellationToken: Cancellation)).Jobs);
        open[0].Dispose();
        for (int attempt = 0; ; attempt++)
        {
            using TcpClient next = await ConnectAsync(port);
            if (await AnswersAsync(next))
                break;
            Assert.True(attempt < 100, "the place was not free");
            await Task.Delay(50, Cancellation);
        }
        open.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task A_call_without_a_key_does_not_last()
    {
        const string Key = "pyner_key";
        string keys = KeyFile.Write(_folder["keys"], ("read", "alice", Key));
        await using TestGateway gateway = await TestGateway.StartAsync(
            _folder, options => options with { AllowAnonymous = false, ApiKeysFile = keys, LongestCallWithoutKey = TimeSpan.FromSeconds(3) });
        var health = new Health.HealthClient(gateway.Channel);
        long started = Stopwatch.GetTimestamp();
        using AsyncServerStreamingCall<HealthCheckResponse> unknown = health.Watch(new HealthCheckRequest(), cancellationToken: Cancellation);
        Assert.True(await unknown.ResponseStream.MoveNext(Cancellation));
        var headers = new Metadata { { "Authorization", "Bearer " + Key } };
        using AsyncServerStreamingCall<HealthCheckResponse> known = health.Watch(new HealthCheckRequest(), headers, cancellationToken: Cancellation);
        Assert.True(await known.ResponseStream.MoveNext(Cancellation));
        await Assert.ThrowsAsync<RpcException>(async () =>
        {
            // There may be news of the health before.
            while (await unknown.ResponseStream.MoveNext(Cancellation))
            {
            }
        });
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 2.9, 30);
        // Just as long again: the other one lasts.
        Task<bool> next = known.ResponseStream.MoveNext(Cancellation);
        await Task.Delay(TimeSpan.FromSeconds(3.5), Cancellation);
        Assert.True(!next.IsCompleted || await next);
    }

    private static async Task<TcpClient> ConnectAsync(int port)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Cancellation);
        return client;
    }

    private static async Task<bool> AnswersAsync(TcpClient client)
    {
        try
        {
            NetworkStream stream = client.GetStream();
            await stream.WriteAsync("GET /v1/jobs HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), Cancellation);
            byte[] answer = new byte[12];
            await stream.ReadExactlyAsync(answer, Cancellation);
            return answer.AsSpan().SequenceEqual("HTTP/1.1 200"u8);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
