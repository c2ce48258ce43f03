using Microsoft.Extensions.Hosting;
using Xunit;

namespace Pyner.Gateway.Tests.Processes;

/// <summary>A gateway that can't work says what to set, and ends.</summary>
public sealed class GatewayConfigurationTests
{
    private static readonly Dictionary<string, string> s_right = new()
    {
        ["ConnectionStrings__messaging"] = "amqp://nobody:nothing@127.0.0.1:1",
        ["ConnectionStrings__ledger"] = "127.0.0.1:1",
        ["Gateway__SourceRoots"] = "/data",
        ["Gateway__OutputRoots"] = "/kb",
        ["Gateway__GrpcPort"] = "0",
        ["Gateway__HttpPort"] = "0",
    };

    [Theory]
    [InlineData("ConnectionStrings__messaging", "", "Set ConnectionStrings__messaging to RabbitMQ's address, such as amqp://user:password@localhost:5672.")]
    [InlineData("ConnectionStrings__ledger", "", "Set ConnectionStrings__ledger to Redis's address, such as localhost:6379.")]
    [InlineData("ConnectionStrings__messaging", "localhost", "ConnectionStrings__messaging must look like amqp://user:password@host:5672, or amqps:// for TLS.")]
    [InlineData("Gateway__SourceRoots", "", "Set Gateway__SourceRoots to the folders that jobs may read, separated by ':', such as /data.")]
    [InlineData("Gateway__GrpcPort", "x", "Gateway__GrpcPort is 'x', and must be a whole number from 0 to 65535.")]
    [InlineData("Health__Port", "-1", "Health__Port is '-1', and must be a port from 1 to 65535, or 0 for any free one.")]
    [InlineData("Health__Address", "here", "Health__Address is 'here', and must be an IP address such as 127.0.0.1 or 0.0.0.0.")]
    [InlineData("SOURCE_DATE_EPOCH", "today", "SOURCE_DATE_EPOCH is 'today', and must be a number of seconds since 1970-01-01 UTC, such as 1767225600. Set it so, or unset it.")]
    public async Task A_setting_that_is_missing_or_wrong_ends_it_with_a_line_that_says_what_to_set(string name, string value, string expected)
    {
        using var gateway = new GatewayProcess(new Dictionary<string, string>(s_right) { [name] = value });
        Assert.Equal(ServiceProgram.Misconfigured, await gateway.FailsToStartAsync());
        Assert.Contains("pyner-gateway: error: " + expected + "\n", gateway.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", gateway.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_servers_missing_are_told_at_once()
    {
        using var gateway = new GatewayProcess(new Dictionary<string, string>(s_right) { ["ConnectionStrings__messaging"] = "", ["ConnectionStrings__ledger"] = "" });
        Assert.Equal(ServiceProgram.Misconfigured, await gateway.FailsToStartAsync());
        Assert.Contains("Set ConnectionStrings__messaging", gateway.Log, StringComparison.Ordinal);
        Assert.Contains("and ConnectionStrings__ledger", gateway.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_starts_without_its_servers_and_says_that_they_are_missing()
    {
        using var gateway = new GatewayProcess(s_right);
        await gateway.StartAsync();
        using var client = new HttpClient();
        using HttpResponseMessage health = await client.GetAsync(new Uri(gateway.Health, "/health"), TestContext.Current.CancellationToken);
        Assert.Contains("127.0.0.1:1", await health.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using JobTool tool = JobTool.Start(gateway.Grpc, Path.GetTempPath(), "list");
        Assert.Equal(2, await tool.EndsAsync());
        Assert.Equal("pyner: error: The ledger can't be reached now. Ask again in a few seconds.\n", tool.Error);
        Assert.Equal(0, await gateway.StopAsync());
    }
}
