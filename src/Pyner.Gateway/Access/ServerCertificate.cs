using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Pyner.Gateway.Access;

/// <summary>The certificate by which the gateway says who it is. Where its files are replaced, new connections get the new one.</summary>
internal sealed class ServerCertificate
{
    private readonly ChangingFiles<SslStreamCertificateContext> _files;

    private ServerCertificate(string certificateFile, string keyFile) =>
        _files = new ChangingFiles<SslStreamCertificateContext>(() => Read(certificateFile, keyFile), certificateFile, keyFile);

    /// <summary>Called where the files changed and can't be used, so that the certificate from before is kept.</summary>
    public Action<string>? Kept
    {
        get => _files.Kept;
        set => _files.Kept = value;
    }

    /// <summary>The certificate that is configured; null where none is.</summary>
    /// <exception cref="ServiceConfigurationException">It can't be used.</exception>
    public static ServerCertificate? Open(GatewayOptions options) =>
        options is { CertificateFile: string certificate, CertificateKeyFile: string key } ? new ServerCertificate(certificate, key) : null;

    /// <summary>Has a port speak TLS with it.</summary>
    public void Serve(ListenOptions listen) => listen.UseHttps(new TlsHandshakeCallbackOptions
    {
        OnConnection = _ => ValueTask.FromResult(Settings()),
    });

    /// <summary>How it speaks TLS on the next connection.</summary>
    public SslServerAuthenticationOptions Settings() => new()
    {
        ServerCertificateContext = _files.Content,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
    };

    private static SslStreamCertificateContext Read(string certificateFile, string keyFile)
    {
        try
        {
            var certificate = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(certificateFile);
            // The first one is the gateway's own.
            chain.RemoveAt(0);
            return SslStreamCertificateContext.Create(certificate, chain, offline: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ServiceConfigurationException($"The certificate '{certificateFile}' with the key '{keyFile}' can't be used: {e.Message}");
        }
    }
}
