using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Grpc.Core;
using Grpc.Net.Client;
using Pyner.TestServers;
using Xunit;

namespace Pyner.Gateway.Tests.Access;

/// <summary>The gateway over TLS, with a certificate that is replaced while it runs.</summary>
public sealed class TlsTests : GatewayTests
{
    private const string Key = "pyner_key-over-tls-0123456789abcdef";

    private readonly TestAuthority _authority = new("Pyner's tests");

    public override async ValueTask InitializeAsync()
    {
        _authority.Write(Folder["tls.crt"], Folder["tls.key"], serial: 7);
        Folder.Write("ca.crt", _authority.RootPem);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _authority.Dispose();
    }

    private protected override GatewayOptions Configure(GatewayOptions options) => options with
    {
        AllowAnonymous = false,
        AllowPlaintext = false,
        ApiKeysFile = KeyFile.Write(Folder["keys"], ("operate", "alice", Key)),
        CertificateFile = Folder["tls.crt"],
        CertificateKeyFile = Folder["tls.key"],
    };

    [Fact]
    public async Task Both_ports_speak_TLS_with_the_chain_that_a_client_needs()
    {
        Assert.Equal(("https", "https"), (Gateway.Address.Scheme, Gateway.Json.BaseAddress!.Scheme));
        using SocketsHttpHandler handler = Trusting(_authority);
        using GrpcChannel channel = GrpcChannel.ForAddress(Gateway.Address, new GrpcChannelOptions { HttpHandler = handler });
        RpcException e = await EveryCall.MakeAsync(channel, "pyner.v1.Jobs/ListJobs", new Metadata { { "authorization", "Bearer " + Key } }, Cancellation);
        Assert.Equal(StatusCode.OK, e.StatusCode);
        using var client = new HttpClient(Trusting(_authority));
        using HttpResponseMessage answer = await client.GetAsync(new Uri(Gateway.Json.BaseAddress, "/v1/jobs"), Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Who_trusts_another_authority_or_speaks_no_TLS_gets_nothing()
    {
        using var other = new TestAuthority("somebody else");
        using var client = new HttpClient(Trusting(other));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(Gateway.Json.BaseAddress, Cancellation));
        foreach (int port in (int[])[Gateway.Json.BaseAddress!.Port, Gateway.Address.Port])
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(IPAddress.Loopback, port, Cancellation);
            NetworkStream stream = socket.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /v1/jobs HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {Key}\r\n\r\n"), Cancellation);
            using var answer = new MemoryStream();
            await stream.CopyToAsync(answer, Cancellation);
            Assert.DoesNotContain("HTTP/1.1", Encoding.ASCII.GetString(answer.ToArray()), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Versions_of_TLS_that_are_good_today_are_taken(SslProtocols version) => Assert.Equal("07", await SerialAsync(version));

    [Fact]
    public void No_other_version_is() =>
        // What the port is told, for OpenSSL may refuse an old version by itself on either side, as Debian's does.
        Assert.Equal(SslProtocols.Tls12 | SslProtocols.Tls13, Gateway.Certificate.Settings().EnabledSslProtocols);

    [Fact]
    public async Task A_certificate_that_is_replaced_is_shown_soon_and_a_broken_one_is_not()
    {
        Assert.Equal("07", await SerialAsync());
        await File.WriteAllTextAsync(Folder["tls.key"], "broken", Cancellation);
        await Task.Delay(1500, Cancellation);
        Assert.Equal("07", await SerialAsync());
        _authority.Write(Folder["tls.crt"], Folder["tls.key"], serial: 8);
        for (int attempt = 0; await SerialAsync() != "08"; attempt++)
        {
            Assert.True(attempt < 100, "waited too long");
            await Task.Delay(100, Cancellation);
        }
    }

    [Fact]
    public async Task The_tool_trusts_the_certificates_that_it_is_told_to_trust()
    {
        Dictionary<string, string> environment = new() { ["PYNER_API_KEY"] = Key };
        using (JobTool distrusting = JobTool.Start(Gateway.Address, Folder.Path, environment, "list"))
        {
            Assert.Equal(2, await distrusting.EndsAsync());
            Assert.Contains("certificate", distrusting.Error, StringComparison.OrdinalIgnoreCase);
        }
        environment["SSL_CERT_FILE"] = Folder["ca.crt"];
        using JobTool tool = JobTool.Start(Gateway.Address, Folder.Path, environment, "list");
        Assert.Equal(0, await tool.EndsAsync());
        Assert.Empty(tool.Error);
    }

    private static SocketsHttpHandler Trusting(TestAuthority authority) => new()
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { X509Certificate2.CreateFromPem(authority.RootPem) },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    };

    /// <summary>The serial number of the certificate that the gateway shows.</summary>
    private async Task<string> SerialAsync(SslProtocols version = SslProtocols.None)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, Gateway.Address.Port, Cancellation);
#pragma warning disable CA5359 // Which one it is is what is looked at.
        await using var tls = new SslStream(socket.GetStream(), false, (_, _, _, _) => true);
#pragma warning restore CA5359
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "127.0.0.1", EnabledSslProtocols = version }, Cancellation);
        return tls.RemoteCertificate!.GetSerialNumberString();
    }
}
