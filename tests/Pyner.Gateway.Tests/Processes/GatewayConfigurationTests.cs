using System.Net;
using Microsoft.Extensions.Hosting;
using Pyner.Gateway.Tests.Access;
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
        ["Gateway__AllowAnonymous"] = "true",
        ["Gateway__AllowPlaintext"] = "true",
    };

    [Theory]
    [InlineData("ConnectionStrings__messaging", "", "Set ConnectionStrings__messaging to RabbitMQ's address, such as amqp://user:password@localhost:5672.")]
    [InlineData("ConnectionStrings__ledger", "", "Set ConnectionStrings__ledger to Redis's address, such as localhost:6379.")]
    [InlineData(
        "ConnectionStrings__messaging", "localhost",
        "ConnectionStrings__messaging must look like amqp://user:password@host:5672, or amqps:// for TLS.")]
    [InlineData("Gateway__SourceRoots", "", "Set Gateway__SourceRoots to the folders that jobs may read, separated by ':', such as /data.")]
    [InlineData("Gateway__GrpcPort", "x", "Gateway__GrpcPort is 'x', and must be a whole number from 0 to 65535.")]
    [InlineData("Gateway__AllowAnonymous", "", "Set Gateway__ApiKeysFile to a file of the keys that open the gateway ('pyner key' writes one)")]
    [InlineData("Gateway__AllowAnonymous", "yes", "Gateway__AllowAnonymous is 'yes', and must be true or false.")]
    [InlineData(
        "Gateway__ApiKeysFile", "/no/such/keys",
        "Gateway__AllowAnonymous lets in everybody, and Gateway__ApiKeysFile or Gateway__Jwt only some: unset one of them.")]
    [InlineData("Gateway__Address", "0.0.0.0", "Gateway__AllowAnonymous lets in everybody who reaches 0.0.0.0")]
    [InlineData("Gateway__CertificateFile", "/no/such.crt", "Set both Gateway__CertificateFile and Gateway__CertificateKeyFile for TLS, or neither.")]
    [InlineData("Gateway__AllowPlaintext", "", "Set Gateway__CertificateFile and Gateway__CertificateKeyFile (PEM) for TLS. For development")]
    [InlineData("Gateway__Jwt__Audience", "ours", "Set Gateway__Jwt__Issuer too, or nothing of Gateway__Jwt.")]
    [InlineData("Gateway__Jwt__Issuer", "https://issuer", "Set Gateway__Jwt__Audience to what the issuer's tokens for this gateway have as their audience.")]
    [InlineData("Messaging__PasswordFile", "/no/such/password", "Messaging__PasswordFile '/no/such/password' can't be read: ")]
    [InlineData("Messaging__AuthorityFile", "/no/such.crt", "Messaging__AuthorityFile '/no/such.crt' can't be read: ")]
    [InlineData("Ledger__AuthorityFile", "/no/such.crt", "Ledger__AuthorityFile '/no/such.crt' can't be read: ")]
    [InlineData("Health__Port", "-1", "Health__Port is '-1', and must be a port from 1 to 65535, or 0 for any free one.")]
    [InlineData("Health__Address", "here", "Health__Address is 'here', and must be an IP address such as 127.0.0.1 or 0.0.0.0.")]
    [InlineData("Gateway__ApiKeyFile", "/keys", "Gateway__ApiKeyFile is set, and no option has that name. There are: Address, ")]
    [InlineData(
        "Messaging__PaswordFile", "/password",
        "Messaging__PaswordFile is set, and no option has that name. There are: AuthorityFile, Password, PasswordFile, User.")]
    [InlineData(
        "Ledger__AuthorityFle", "/ca.crt",
        "Ledger__AuthorityFle is set, and no option has that name. There are: AuthorityFile, Password, PasswordFile, User.")]
    [InlineData("Health__Adress", "0.0.0.0", "Health__Adress is set, and no option has that name. There are: Address, Port.")]
    [InlineData(
        "SOURCE_DATE_EPOCH", "today",
        "SOURCE_DATE_EPOCH is 'today', and must be a number of seconds since 1970-01-01 UTC, such as 1767225600. Set it so, or unset it.")]
    public async Task A_setting_that_is_missing_or_wrong_ends_it_with_a_line_that_says_what_to_set(string name, string value, string expected)
    {
        using var gateway = new GatewayProcess(new Dictionary<string, string>(s_right) { [name] = value });
        Assert.Equal(ServiceProgram.Misconfigured, await gateway.FailsToStartAsync());
        Assert.Contains("pyner-gateway: error: " + expected + (expected.EndsWith('.') ? "\n" : ""), gateway.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", gateway.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_another_machine_ends_it_with_a_line()
    {
        using var gateway = new GatewayProcess(new Dictionary<string, string>(s_right) { ["Health__Address"] = "192.0.2.1" });
        Assert.Equal(ServiceProgram.Misconfigured, await gateway.FailsToStartAsync());
        Assert.Contains("pyner-gateway: error: The address to listen on is not this machine's: ", gateway.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", gateway.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_servers_missing_are_told_at_once()
    {
        using var gateway = new GatewayProcess(
            new Dictionary<string, string>(s_right) { ["ConnectionStrings__messaging"] = "", ["ConnectionStrings__ledger"] = "" });
        Assert.Equal(ServiceProgram.Misconfigured, await gateway.FailsToStartAsync());
        Assert.Contains("Set ConnectionStrings__messaging", gateway.Log, StringComparison.Ordinal);
        Assert.Contains("and ConnectionStrings__ledger", gateway.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Gateway__ApiKeysFile", "The file of keys '{0}' can't be read: ")]
    [InlineData("Gateway__Jwt__KeysFile", "The file of the issuer's keys '{0}' can't be read: ")]
    public async Task A_file_without_which_nobody_could_be_let_in_must_be_there(string name, string expected)
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        using var gateway = new GatewayProcess(new Dictionary<string, string>(s_right)
        {
            ["Gateway__AllowAnonymous"] = "",
            ["Gateway__Jwt__Issuer"] = "https://issuer.example.org",
            ["Gateway__Jwt__Audience"] = "ours",
            [name] = path,
        });
        Assert.Equal(ServiceProgram.Misconfigured, await gateway.FailsToStartAsync());
        Assert.Contains("pyner-gateway: error: " + expected.Replace("{0}", path, StringComparison.Ordinal), gateway.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_everybody_is_let_in_and_that_there_is_no_TLS_is_logged()
    {
        using var gateway = new GatewayProcess(new Dictionary<string, string>(s_right)
        {
            ["Gateway__Address"] = "0.0.0.0",
            ["DOTNET_ENVIRONMENT"] = "Development",
        });
        await gateway.StartAsync();
        Assert.Equal(0, await gateway.StopAsync());
        foreach (string text in (string[])["Everybody who reaches this gateway may start and cancel jobs", "go over the network in the clear"])
        {
            string said = gateway.Log.Split('\n').Single(line => line.Contains(text, StringComparison.Ordinal));
            Assert.Contains("\"LogLevel\":\"Warning\"", said, StringComparison.Ordinal);
        }
        // Nothing of what ASP.NET would protect cookies with.
        Assert.DoesNotContain("DataProtection", gateway.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_key_and_no_token_is_logged_however_much_else_is()
    {
        using var folder = new TemporaryFolder();
        await using TestIssuer issuer = await TestIssuer.StartAsync();
        (string token, string useless) = (issuer.Issue("ours", ["pyner.read"]), issuer.Issue("theirs", ["pyner.read"]));
        await File.WriteAllTextAsync(folder["keys.json"], issuer.PublicKeys, TestContext.Current.CancellationToken);
        using var gateway = new GatewayProcess(new Dictionary<string, string>(s_right)
        {
            ["Gateway__AllowAnonymous"] = "",
            ["Gateway__ApiKeysFile"] = KeyFile.Write(folder["keys"], ("read", "alice", "pyner_right-and-secret")),
            ["Gateway__Jwt__Issuer"] = issuer.Issuer,
            ["Gateway__Jwt__Audience"] = "ours",
            ["Gateway__Jwt__KeysFile"] = folder["keys.json"],
            ["Logging__LogLevel__Default"] = "Trace",
            ["Logging__LogLevel__Microsoft.AspNetCore"] = "Trace",
            ["Logging__LogLevel__Grpc"] = "Trace",
        });
        await gateway.StartAsync();
        foreach (string key in (string[])["pyner_right-and-secret", "pyner_wrong-and-secret", token, useless])
        {
            using JobTool tool = JobTool.Start(gateway.Grpc, folder.Path, new Dictionary<string, string> { ["PYNER_API_KEY"] = key }, "list");
            // The ledger is away, or the key is wrong.
            Assert.Equal(2, await tool.EndsAsync());
        }
        Assert.Equal(0, await gateway.StopAsync());
        Assert.Contains("ListJobs", gateway.Log, StringComparison.Ordinal);
        Assert.Contains("CREDENTIALS_REFUSED", gateway.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("and-secret", gateway.Log, StringComparison.Ordinal);
        // Without its signature a token opens nothing.
        Assert.All((string[])[token, useless], issued => Assert.DoesNotContain(issued.Split('.')[2], gateway.Log, StringComparison.Ordinal));
        Assert.DoesNotContain(KeyFile.Digest("pyner_right-and-secret"), gateway.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_nobody_is_let_in_any_more_is_logged_and_who_is_refused_is_counted()
    {
        using var folder = new TemporaryFolder();
        using var gateway = new GatewayProcess(new Dictionary<string, string>(s_right)
        {
            ["Gateway__AllowAnonymous"] = "",
            ["Gateway__ApiKeysFile"] = KeyFile.Write(folder["keys"], ("read", "alice", "pyner_alice")),
        });
        await gateway.StartAsync();
        await File.WriteAllTextAsync(folder["keys"], "# nobody\n", TestContext.Current.CancellationToken);
        using var client = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", "pyner_alice") } };
        for (int attempt = 0; await StatusAsync() != HttpStatusCode.Unauthorized; attempt++)
        {
            Assert.True(attempt < 200, "waited too long");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        string metrics = await client.GetStringAsync(new Uri(gateway.Health, "/metrics"), TestContext.Current.CancellationToken);
        string[] refused = [.. metrics.Split('\n').Where(line => line.StartsWith("pyner_calls_refused_total{", StringComparison.Ordinal))];
        Assert.Contains("error_type=\"CREDENTIALS_REFUSED\"", Assert.Single(refused), StringComparison.Ordinal);
        Assert.Equal(0, await gateway.StopAsync());
        string said = gateway.Log.Split('\n').Single(line => line.Contains("0 keys open the gateway now", StringComparison.Ordinal));
        Assert.Contains("\"LogLevel\":\"Warning\"", said, StringComparison.Ordinal);

        async Task<HttpStatusCode> StatusAsync()
        {
            using HttpResponseMessage answer = await client.GetAsync(new Uri(gateway.Json, "/v1/jobs"), TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
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
