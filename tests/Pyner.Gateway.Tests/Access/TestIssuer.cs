using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Pyner.Gateway.Tests.Access;

/// <summary>An issuer of tokens on loopback, with its OpenID configuration and its keys.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly RSA _key = RSA.Create(2048);

    private TestIssuer(WebApplication server) => _server = server;

    /// <summary>The issuer's name, which is its address.</summary>
    public string Issuer => _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>The key that it signs with.</summary>
    public RsaSecurityKey Key => new(_key) { KeyId = "today" };

    /// <summary>Its keys without what must not be known, as JSON.</summary>
    public string PublicKeys
    {
        get
        {
            RSAParameters key = _key.ExportParameters(false);
            (string modulus, string exponent) = (Base64UrlEncoder.Encode(key.Modulus), Base64UrlEncoder.Encode(key.Exponent));
            return $$"""{"keys":[{"kty":"RSA","use":"sig","kid":"today","n":"{{modulus}}","e":"{{exponent}}"}]}""";
        }
    }

    /// <summary>Starts one.</summary>
    /// <param name="port">Its port; 0 for any free one.</param>
    public static async Task<TestIssuer> StartAsync(int port = 0)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        WebApplication server = builder.Build();
        var issuer = new TestIssuer(server);
        server.MapGet("/.well-known/openid-configuration", () => Results.Text(string.Create(
            CultureInfo.InvariantCulture, $$"""{"issuer":"{{issuer.Issuer}}","jwks_uri":"{{issuer.Issuer}}/keys"}"""), "application/json"));
        server.MapGet("/keys", () => Results.Text(issuer.PublicKeys, "application/json"));
        await server.StartAsync();
        return issuer;
    }

    /// <summary>Issues a token.</summary>
    public string Issue(
        string audience, string[] roles, string? issuer = null, DateTime? expires = null, SigningCredentials? signing = null, string rolesClaim = "roles") =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Issuer,
            Audience = audience,
            Expires = expires ?? DateTime.UtcNow.AddMinutes(5),
            Claims = new Dictionary<string, object> { ["sub"] = "alice", [rolesClaim] = roles },
            SigningCredentials = signing ?? new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
        });

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _key.Dispose();
    }
}
