using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Pyner.Ledger.Hosting;
using StackExchange.Redis;
using Xunit;

namespace Pyner.Ledger.Tests.Faults;

/// <summary>Whoever asks for a service's health, which needs no key, costs the ledger next to nothing, and gets an answer of now.</summary>
public sealed class HealthCheckTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_many_ask_the_ledger_is_asked_once_in_a_while()
    {
        await using OwnRedis redis = await OwnRedis.StartAsync();
        using IHost service = await ServiceAsync(redis);
        HealthCheckService health = service.Services.GetRequiredService<HealthCheckService>();
        await using ConnectionMultiplexer connection = await redis.ConnectAsync();
        // The first one also asks for the ledger's version.
        await health.CheckHealthAsync(Cancellation);
        long before = await ScriptsAsync(connection);
        long started = Stopwatch.GetTimestamp();
        for (int round = 0; round < 20; round++)
        {
            HealthReport[] reports = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => health.CheckHealthAsync(Cancellation)));
            Assert.All(reports, report => Assert.Equal(HealthStatus.Healthy, report.Status));
        }
        Assert.InRange(await ScriptsAsync(connection) - before, 0, 1 + (long)Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    [Fact]
    public async Task A_ledger_that_goes_and_comes_is_noticed()
    {
        await using OwnRedis redis = await OwnRedis.StartAsync();
        using IHost service = await ServiceAsync(redis);
        HealthCheckService health = service.Services.GetRequiredService<HealthCheckService>();
        await BecomesAsync(health, HealthStatus.Healthy);
        await redis.Server.KillAsync();
        await BecomesAsync(health, HealthStatus.Unhealthy);
        await redis.Server.StartAsync(Cancellation);
        await BecomesAsync(health, HealthStatus.Healthy);
    }

    [Fact]
    public async Task Who_goes_away_takes_nobody_s_answer_along()
    {
        await using OwnRedis redis = await OwnRedis.StartAsync();
        await redis.Server.FreezeAsync();
        using IHost service = await ServiceAsync(redis);
        HealthCheckService health = service.Services.GetRequiredService<HealthCheckService>();
        using var gone = new CancellationTokenSource();
        Task<HealthReport> first = health.CheckHealthAsync(gone.Token);
        Task<HealthReport> second = health.CheckHealthAsync(Cancellation);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(HealthStatus.Unhealthy, (await second).Status);
    }

    private static async Task<IHost> ServiceAsync(OwnRedis redis)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        await builder.AddLedgerAsync(redis.Server.ConnectionString + ",asyncTimeout=1500,connectTimeout=1500", null, null, null);
        return builder.AddLedgerCheck(isNeeded: true).Build();
    }

    private static async Task BecomesAsync(HealthCheckService health, HealthStatus status)
    {
        for (long started = Stopwatch.GetTimestamp(); (await health.CheckHealthAsync(Cancellation)).Status != status; await Task.Delay(50, Cancellation))
            Assert.True(Stopwatch.GetElapsedTime(started) < s_patience, $"it is not {status}");
    }

    private static async Task<long> ScriptsAsync(ConnectionMultiplexer connection)
    {
        IGrouping<string, KeyValuePair<string, string>>[] figures = await connection.GetServers()[0].InfoAsync("commandstats");
        return figures.SelectMany(group => group).Where(figure => figure.Key is "cmdstat_eval" or "cmdstat_evalsha")
            .Sum(figure => long.Parse(figure.Value.Split(['=', ','])[1], CultureInfo.InvariantCulture));
    }
}
