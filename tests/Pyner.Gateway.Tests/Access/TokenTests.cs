using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.Tokens;
using Pyner.Contracts.V1;
using Pyner.Gateway.Access;
using Pyner.TestServers;
using Xunit;

namespace Pyner.Gateway.Tests.Access;

/// <summary>Tries to get in with tokens: those of the issuer, and such as look like them.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private const string Audience = "pyner-of-ours";
    private const string Key = "pyner_key-beside-tokens-0123456789abcdef";

    private readonly TemporaryFolder _folder = new();
    private TestIssuer _issuer = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _issuer = await TestIssuer.StartAsync();
        _folder.Write("data/tree/SRA000001/SRA000001.run.xml", "");
        await File.WriteAllTextAsync(_folder["keys.json"], _issuer.PublicKeys, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _issuer.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_token_of_the_issuer_is_good_for_the_roles_in_it(bool fromFile)
    {
        await using TestGateway gateway = await StartAsync(fromFile);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), await TryAsync(gateway, _issuer.Issue(Audience, ["pyner.operate"])));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), await TryAsync(gateway, _issuer.Issue(Audience, ["something", "pyner.read"])));
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), await TryAsync(gateway, _issuer.Issue(Audience, [])));
        // A role of the gateway's own name is none of the issuer's.
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), await TryAsync(gateway, _issuer.Issue(Audience, ["operate"])));
        Assert.Equal(
            (HttpStatusCode.Forbidden, HttpStatusCode.Forbidden),
            await TryAsync(gateway, _issuer.Issue(Audience, ["operate"], rolesClaim: "http://schemas.microsoft.com/ws/2008/06/identity/claims/role")));
    }

    [Fact]
    public async Task A_token_that_is_not_quite_right_opens_nothing()
    {
        await using TestGateway gateway = await StartAsync(true);
        string[] operate = ["pyner.operate"];
        using var other = RSA.Create(2048);
        string right = _issuer.Issue(Audience, operate);
        string[] parts = right.Split('.');
        string tampered = Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("alice", "admin", StringComparison.Ordinal));
        var otherKey = new RsaSecurityKey(other) { KeyId = "today" };
        var publicKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(_issuer.PublicKeys)) { KeyId = "today" };
        (string What, string Token)[] wrong =
        [
            ("of another audience", _issuer.Issue("pyner-of-others", operate)),
            ("of another issuer", _issuer.Issue(Audience, operate, issuer: "https://elsewhere.example.org")),
            ("expired", _issuer.Issue(Audience, operate, expires: DateTime.UtcNow.AddMinutes(-2))),
            ("signed with another key", _issuer.Issue(Audience, operate, signing: new SigningCredentials(otherKey, SecurityAlgorithms.RsaSha256))),
            ("signed with the public key as a secret",
                _issuer.Issue(Audience, operate, signing: new SigningCredentials(publicKey, SecurityAlgorithms.HmacSha256))),
            ("not signed", $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}."),
            ("with its signature cut off", $"{parts[0]}.{parts[1]}."),
            ("with another content", $"{parts[0]}.{tampered}.{parts[2]}"),
            ("of nothing", ".."),
        ];
        foreach ((string what, string token) in wrong)
            Assert.Equal((what, (HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized)), (what, await TryAsync(gateway, token)));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), await TryAsync(gateway, right));
    }

    [Fact]
    public async Task Keys_of_the_issuer_that_are_replaced_count_soon()
    {
        await using TestGateway gateway = await StartAsync(true);
        await using TestIssuer tomorrow = await TestIssuer.StartAsync();
        string token = tomorrow.Issue(Audience, ["pyner.read"], issuer: _issuer.Issuer);
        Assert.Equal(HttpStatusCode.Unauthorized, (await TryAsync(gateway, token)).Look);
        await File.WriteAllTextAsync(_folder["keys.json"], tomorrow.PublicKeys, Cancellation);
        for (int attempt = 0; (await TryAsync(gateway, token)).Look != HttpStatusCode.OK; attempt++)
        {
            Assert.True(attempt < 100, "waited too long");
            await Task.Delay(50, Cancellation);
        }
        Assert.Equal(HttpStatusCode.Unauthorized, (await TryAsync(gateway, _issuer.Issue(Audience, ["pyner.read"]))).Look);
        await File.WriteAllTextAsync(_folder["keys.json"], """{"keys":[]}""", Cancellation);
        for (int attempt = 0; (await TryAsync(gateway, token)).Look != HttpStatusCode.Unauthorized; attempt++)
        {
            Assert.True(attempt < 100, "waited too long");
            await Task.Delay(50, Cancellation);
        }
    }

    [Fact]
    public async Task Keys_of_the_issuer_that_can_t_be_read_any_more_are_good_further_on()
    {
        await using TestGateway gateway = await StartAsync(true);
        string token = _issuer.Issue(Audience, ["pyner.read"]);
        await File.WriteAllTextAsync(_folder["keys.json"], "{", Cancellation);
        await Task.Delay(TimeSpan.FromSeconds(1.1), Cancellation);
        Assert.Equal(HttpStatusCode.OK, (await TryAsync(gateway, token)).Look);
    }

    [Fact]
    public async Task That_the_issuer_does_not_answer_is_not_told_as_a_wrong_token()
    {
        int port = FreePorts.Take();
        string address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        await using TestGateway gateway = await StartAsync(false, options => options with { Issuer = options.Issuer! with { Issuer = new Uri(address) } });
        string token = _issuer.Issue(Audience, ["pyner.operate"], issuer: address);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), await TryAsync(gateway, token));
        using (HttpResponseMessage without = await gateway.Json.GetAsync("/v1/jobs", Cancellation))
            Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
        var headers = new Metadata { { "Authorization", "Bearer " + token } };
        (string message, ErrorInfo details) = await gateway.Jobs.ListJobsAsync(new ListJobsRequest(), headers, cancellationToken: Cancellation)
            .ResponseAsync.FailsAsync<ErrorInfo>(StatusCode.Unavailable);
        Assert.Equal("ISSUER_UNREACHABLE", details.Reason);
        Assert.Contains("can't reach the issuer of tokens", message, StringComparison.Ordinal);

        await using TestIssuer late = await TestIssuer.StartAsync(port);
        token = late.Issue(Audience, ["pyner.operate"]);
        for (int attempt = 0; (await TryAsync(gateway, token)).Look != HttpStatusCode.OK; attempt++)
        {
            Assert.True(attempt < 100, "waited too long");
            await Task.Delay(100, Cancellation);
        }
        // Now it is the token that is wrong.
        Assert.Equal(HttpStatusCode.Unauthorized, (await TryAsync(gateway, _issuer.Issue(Audience, ["pyner.operate"], issuer: address))).Look);
    }

    [Fact]
    public async Task A_call_does_not_wait_for_a_silent_issuer_longer_than_one_without_a_key_may_last()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using TestGateway gateway = await StartAsync(false, options => options with
        {
            Issuer = options.Issuer! with { Issuer = new Uri($"http://{silent.LocalEndpoint}") },
            LongestCallWithoutKey = TimeSpan.FromSeconds(1),
        });
        await Assert.ThrowsAsync<HttpRequestException>(() => TryAsync(gateway, _issuer.Issue(Audience, ["pyner.operate"])));
    }

    [Fact]
    public async Task A_gateway_does_not_start_with_an_issuer_that_has_no_key()
    {
        await File.WriteAllTextAsync(_folder["keys.json"], """{"keys":[]}""", Cancellation);
        ServiceConfigurationException e = await Assert.ThrowsAsync<ServiceConfigurationException>(() => StartAsync(true));
        Assert.Contains("has none to check signatures with", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_and_tokens_go_together()
    {
        string keys = KeyFile.Write(_folder["keys"], ("read", "dashboard", Key));
        await using TestGateway gateway = await StartAsync(true, options => options with { ApiKeysFile = keys });
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), await TryAsync(gateway, Key));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), await TryAsync(gateway, _issuer.Issue(Audience, ["pyner.operate"])));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), await TryAsync(gateway, "pyner_wrong"));
        using HttpResponseMessage without = await gateway.Json.GetAsync("/v1/jobs", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
    }

    [Fact]
    public async Task The_claim_and_the_roles_may_have_other_names()
    {
        await using TestGateway gateway = await StartAsync(
            true, options => options with { Issuer = options.Issuer! with { RolesClaim = "scope", ReadRole = "sra:look", OperateRole = "sra:do" } });
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), await TryAsync(gateway, _issuer.Issue(Audience, ["openid sra:do"], rolesClaim: "scope")));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), await TryAsync(gateway, _issuer.Issue(Audience, ["sra:look"], rolesClaim: "scope")));
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), await TryAsync(gateway, _issuer.Issue(Audience, ["pyner.operate"])));
    }

    private Task<TestGateway> StartAsync(bool fromFile, Func<GatewayOptions, GatewayOptions>? change = null) => TestGateway.StartAsync(_folder, options =>
    {
        options = options with
        {
            AllowAnonymous = false,
            Issuer = new IssuerOptions { Issuer = new Uri(_issuer.Issuer), Audience = Audience, KeysFile = fromFile ? _folder["keys.json"] : null },
        };
        return change?.Invoke(options) ?? options;
    });

    /// <summary>What comes of looking and of starting.</summary>
    private async Task<(HttpStatusCode Look, HttpStatusCode Start)> TryAsync(TestGateway gateway, string token)
    {
        using var look = new HttpRequestMessage(HttpMethod.Get, "/v1/jobs");
        using var start = new HttpRequestMessage(HttpMethod.Post, "/v1/jobs") { Content = JsonContent.Create(new { source = _folder["data/tree"] }) };
        look.Headers.Authorization = start.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage looked = await gateway.Json.SendAsync(look, Cancellation);
        using HttpResponseMessage started = await gateway.Json.SendAsync(start, Cancellation);
        return (looked.StatusCode, started.StatusCode);
    }
}
