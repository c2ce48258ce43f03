using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Pyner.Gateway.Tests;

public sealed class GatewayOptionsTests
{
    [Fact]
    public void Roots_are_all_that_must_be_set()
    {
        GatewayOptions options = Read(("SourceRoots", "/data:/more"), ("OutputRoots:0", "/kb"), ("OutputRoots:1", "/kb2"));
        Assert.Equal(["/data", "/more"], options.SourceRoots);
        Assert.Equal(["/kb", "/kb2"], options.OutputRoots);
        Assert.Equal((IPAddress.Loopback, 5080, 5081), (options.Address, options.GrpcPort, options.HttpPort));
    }

    [Fact]
    public void Every_option_can_be_set()
    {
        GatewayOptions options = Read(
            ("SourceRoots", "/data"), ("OutputRoots", "/kb"), ("Address", "0.0.0.0"), ("GrpcPort", "1"), ("HttpPort", "2"),
            ("MaxUnfinishedJobs", "3"), ("MaxWatchers", "4"), ("CachedKnowledgeBases", "5"), ("PollMilliseconds", "60"));
        Assert.Equal(
            (IPAddress.Any, 1, 2, 3, 4, 5, TimeSpan.FromMilliseconds(60)),
            (options.Address, options.GrpcPort, options.HttpPort, options.MaxUnfinishedJobs, options.MaxWatchers,
                options.CachedKnowledgeBases, options.PollInterval));
    }

    [Theory]
    [InlineData("SourceRoots", "", "Set Gateway__SourceRoots to the folders that jobs may read, separated by ':', such as /data.")]
    [InlineData("OutputRoots", ":", "Set Gateway__OutputRoots to the folders that jobs may write to, separated by ':', such as /data.")]
    [InlineData("SourceRoots", "/data:kb", "Gateway__SourceRoots has 'kb', and must have full paths.")]
    [InlineData("Address", "localhost", "Gateway__Address is 'localhost', and must be an IP address such as 127.0.0.1, or 0.0.0.0 for all.")]
    [InlineData("GrpcPort", "65536", "Gateway__GrpcPort is '65536', and must be a whole number from 0 to 65535.")]
    [InlineData("MaxUnfinishedJobs", "0", "Gateway__MaxUnfinishedJobs is '0', and must be a whole number from 1 to 10000.")]
    [InlineData("MaxWatchers", "many", "Gateway__MaxWatchers is 'many', and must be a whole number from 1 to 100000.")]
    public void An_option_that_can_t_be_is_told_what_to_set(string name, string value, string expected)
    {
        ServiceConfigurationException e = Assert.Throws<ServiceConfigurationException>(
            () => Read(("SourceRoots", "/data"), ("OutputRoots", "/kb"), (name, value)));
        Assert.Equal(expected, e.Message);
    }

    [Theory]
    [InlineData("ApiKeyFile", "Gateway__ApiKeyFile is set, and no option has that name. There are: Address, AllowAnonymous, AllowPlaintext, ApiKeysFile, ")]
    [InlineData("Jwt:Audiences", "Gateway__Jwt__Audiences is set, and no option has that name. There are: Audience, Issuer, ")]
    public void A_misspelt_option_is_not_passed_over(string name, string expected)
    {
        ServiceConfigurationException e = Assert.Throws<ServiceConfigurationException>(() => Read(
            ("SourceRoots", "/data"), ("OutputRoots", "/kb"), ("Jwt:Issuer", "https://issuer.example"), ("Jwt:Audience", "pyner"), (name, "x")));
        Assert.StartsWith(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Upper_and_lower_case_are_the_same_in_the_name_of_an_option()
    {
        Assert.Equal(7, Read(("sourceroots", "/data"), ("OUTPUTROOTS", "/kb"), ("maxwatchers", "7")).MaxWatchers);
    }

    private static GatewayOptions Read(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationManager();
        foreach ((string name, string value) in settings)
            configuration["Gateway:" + name] = value;
        return GatewayOptions.From(configuration);
    }
}
