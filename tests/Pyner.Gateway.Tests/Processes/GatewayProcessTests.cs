using System.Net;
using System.Text.Json;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using Pyner.Contracts.V1;
using Pyner.Ledger;
using Pyner.TestServers;
using Xunit;

namespace Pyner.Gateway.Tests.Processes;

/// <summary>The gateway as a process, over a real Redis, without a broker: it does not need one.</summary>
public sealed class GatewayProcessTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private RedisServer _redis = null!;
    private RedisLedger _ledger = null!;
    private GatewayProcess _gateway = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Availability.WhyNoRedis is not null, Availability.WhyNoRedis ?? "");
        _redis = await RedisServer.StartNewAsync(cancellation: Cancellation);
        _ledger = await RedisLedger.OpenAsync(_redis.ConnectionString);
        _folder.Write("data/tree/SRA000001/SRA000001.run.xml", "");
        Directory.CreateDirectory(_folder["kb"]);
        _gateway = new GatewayProcess(new Dictionary<string, string>
        {
            ["ConnectionStrings__messaging"] = "amqp://nobody:nothing@127.0.0.1:1",
            ["ConnectionStrings__ledger"] = _redis.ConnectionString,
            ["Gateway__SourceRoots"] = _folder["data"],
            ["Gateway__OutputRoots"] = _folder["kb"],
            ["Gateway__GrpcPort"] = "0",
            ["Gateway__HttpPort"] = "0",
            ["Gateway__AllowAnonymous"] = "true",
            ["Gateway__AllowPlaintext"] = "true",
            ["Gateway__MaxUnfinishedJobs"] = "3",
        });
        await _gateway.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _gateway?.Dispose();
        if (_ledger is not null)
            await _ledger.DisposeAsync();
        if (_redis is not null)
            await _redis.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_job_is_watched_to_its_end_while_gateway_and_ledger_are_killed_and_started_again()
    {
        using JobTool tool = JobTool.Start(_gateway.Grpc, _folder.Path, "start", "data/tree", "--watch", "--json");
        await tool.SaysAsync("\"state\":\"queued\"");
        string id = JsonElement.Parse(tool.Output.Split('\n')[0]).GetProperty("job").GetString()!;
        await new Services(_ledger).WorkAsync(id, 60, async batch =>
        {
            switch (batch)
            {
                case 10 or 30 or 50:
                    await _gateway.KillAsync();
                    await _gateway.StartAsync();
                    await tool.SaysAsync("connected again", times: (batch + 10) / 20);
                    break;
                case 20:
                    await _redis.KillAsync();
                    await tool.SaysAsync("the gateway can't reach the ledger");
                    await _redis.StartAsync(Cancellation);
                    await tool.SaysAsync("the gateway reaches the ledger again");
                    break;
                default:
                    await Task.Delay(100, Cancellation);
                    break;
            }
        });
        Assert.Equal(1, await tool.EndsAsync());

        JsonElement[] lines = [.. tool.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
        Assert.True(lines.Length > 10, tool.Output);
        foreach (string figure in (string[])["revision", "percent", "submissions", "bytes", "rejected", "experiments", "source_bytes"])
        {
            double[] seen = [.. lines.Select(line => line.GetProperty(figure))
                .Where(value => value.ValueKind == JsonValueKind.Number).Select(value => value.GetDouble())];
            Assert.Equal(seen.Order(), seen);
        }
        Assert.All(lines.Where(line => line.GetProperty("state").GetString() != "completed"), line => Assert.True(
            line.GetProperty("percent").ValueKind == JsonValueKind.Null || line.GetProperty("percent").GetDouble() < 100));
        JsonElement summary = lines[^1];
        Assert.Equal(
            ("completed", 100.0, "done_with_rejected"),
            (summary.GetProperty("state").GetString(), summary.GetProperty("percent").GetDouble(), summary.GetProperty("outcome").GetString()));
        Assert.Equal(
            Enumerable.Range(0, 60).Sum(batch => LedgerContracts.Samples.Submissions(batch)), summary.GetProperty("submissions").GetInt64());
        Assert.Equal(["cpu", "cuda:0"], summary.GetProperty("devices").EnumerateArray().Select(device => device.GetProperty("device").GetString()));
    }

    [Fact]
    public async Task Of_many_requests_at_once_no_more_than_the_limit_start_a_job()
    {
        using var channel = GrpcChannel.ForAddress(_gateway.Grpc);
        var jobs = new Contracts.V1.Jobs.JobsClient(channel);
        Task<Job>[] calls = [.. Enumerable.Range(0, 12).Select(_ =>
            jobs.StartJobAsync(new StartJobRequest { Source = _folder["data/tree"] }, cancellationToken: Cancellation).ResponseAsync)];
        await Task.WhenAll(calls.Select(call => call.ContinueWith(_ => { }, Cancellation, TaskContinuationOptions.None, TaskScheduler.Default)));
        Assert.Equal(3, calls.Count(call => call.IsCompletedSuccessfully));
        foreach (Task<Job> refused in calls.Where(call => !call.IsCompletedSuccessfully))
            await refused.FailsAsync<QuotaFailure>(StatusCode.ResourceExhausted);
        Assert.Equal(3, (await jobs.ListJobsAsync(new ListJobsRequest(), cancellationToken: Cancellation)).Jobs.Count);
    }

    [Fact]
    public async Task A_repeated_request_and_one_for_a_folder_in_use_are_told_apart()
    {
        using var channel = GrpcChannel.ForAddress(_gateway.Grpc);
        var jobs = new Contracts.V1.Jobs.JobsClient(channel);
        var request = new StartJobRequest { Source = _folder["data/tree"], Output = _folder["kb/one"], RequestId = "once", Limit = 5 };
        Job first = await jobs.StartJobAsync(request, cancellationToken: Cancellation);
        Job again = await jobs.StartJobAsync(request, cancellationToken: Cancellation);
        Assert.Equal(first.Id, again.Id);
        request.RequestId = "";
        (string message, PreconditionFailure details) =
            await jobs.StartJobAsync(request, cancellationToken: Cancellation).FailsAsync<PreconditionFailure>(StatusCode.FailedPrecondition);
        Assert.Contains(first.Id, message, StringComparison.Ordinal);
        Assert.Equal(("OUTPUT_FOLDER", _folder["kb/one"]), (details.Violations[0].Type, details.Violations[0].Subject));
    }

    [Fact]
    public async Task Pages_of_jobs_and_cancelling_work_on_the_real_ledger()
    {
        using var channel = GrpcChannel.ForAddress(_gateway.Grpc);
        var jobs = new Contracts.V1.Jobs.JobsClient(channel);
        List<string> started = [];
        for (int i = 0; i < 3; i++)
            started.Add((await jobs.StartJobAsync(new StartJobRequest { Source = _folder["data/tree"] }, cancellationToken: Cancellation)).Id);
        ListJobsResponse first = await jobs.ListJobsAsync(new ListJobsRequest { PageSize = 2 }, cancellationToken: Cancellation);
        ListJobsResponse second = await jobs.ListJobsAsync(
            new ListJobsRequest { PageSize = 2, PageToken = first.NextPageToken }, cancellationToken: Cancellation);
        Assert.Equal(Enumerable.Reverse(started), first.Jobs.Concat(second.Jobs).Select(job => job.Id));
        Assert.Empty(second.NextPageToken);
        Job cancelled = await jobs.CancelJobAsync(new CancelJobRequest { JobId = started[0], Reason = "wrong" }, cancellationToken: Cancellation);
        Assert.Equal((true, "wrong"), (cancelled.CancelRequested, cancelled.Reason));
    }

    [Fact]
    public async Task Probes_are_answered_on_a_port_of_their_own()
    {
        using var client = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(_gateway.Health, "/alive"), Cancellation)).StatusCode);
        using HttpResponseMessage health = await client.GetAsync(new Uri(_gateway.Health, "/health"), Cancellation);
        // The broker is not there, and the report says so.
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        JsonElement checks = JsonElement.Parse(await health.Content.ReadAsStringAsync(Cancellation)).GetProperty("checks");
        Assert.Equal(
            ("Healthy", "Unhealthy"),
            (checks.GetProperty("ledger").GetProperty("status").GetString(), checks.GetProperty("masstransit-bus").GetProperty("status").GetString()));
        foreach (string path in (string[])["/health", "/alive", "/started", "/ready", "/metrics"])
        {
            using HttpResponseMessage there = await client.GetAsync(new Uri(_gateway.Health, path), Cancellation);
            Assert.NotEqual(HttpStatusCode.NotFound, there.StatusCode);
            foreach ((Uri port, Version version) in ((Uri, Version)[])[(_gateway.Json, HttpVersion.Version11), (_gateway.Grpc, HttpVersion.Version20)])
            {
                foreach (string host in (string[])[port.Authority, _gateway.Health.Authority])
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(port, path))
                    {
                        Version = version,
                        VersionPolicy = HttpVersionPolicy.RequestVersionExact
                    };
                    request.Headers.Host = host;
                    using HttpResponseMessage answer = await client.SendAsync(request, Cancellation);
                    Assert.Equal((path, port, HttpStatusCode.NotFound), (path, port, answer.StatusCode));
                }
            }
        }
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri(_gateway.Health, "/v1/jobs"), Cancellation)).StatusCode);
    }

    [Fact]
    public async Task It_stops_in_time_with_a_watcher_connected()
    {
        using JobTool tool = JobTool.Start(_gateway.Grpc, _folder.Path, "start", "data/tree", "--watch");
        await tool.SaysAsync("queued: ");
        Assert.Equal(0, await _gateway.StopAsync());
        await tool.SaysAsync("the connection to the gateway was lost");
    }
}
