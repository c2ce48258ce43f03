using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Pyner.TestServers;

/// <summary>Issues certificates for this machine.</summary>
public sealed class TestAuthority : IDisposable
{
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _intermediate;

    /// <summary>Makes one.</summary>
    /// <param name="name">Its name.</param>
    public TestAuthority(string name)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest root = Request($"CN={name}", rootKey, isAuthority: true);
        _root = root.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var intermediateKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 issued = Request($"CN={name} today", intermediateKey, isAuthority: true).Create(_root, now.AddDays(-1), now.AddHours(20), [1]);
        _intermediate = issued.CopyWithPrivateKey(intermediateKey);
    }

    /// <summary>The certificate to trust, as PEM.</summary>
    public string RootPem => _root.ExportCertificatePem();

    /// <summary>Writes a certificate for 127.0.0.1, with the one that issued it, and its key.</summary>
    /// <param name="certificateFile">The file for both certificates.</param>
    /// <param name="keyFile">The file for the key.</param>
    /// <param name="serial">The certificate's serial number.</param>
    public void Write(string certificateFile, string keyFile, byte serial)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = Request("CN=server", key, isAuthority: false);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate = request.Create(_intermediate, now.AddDays(-1), now.AddHours(10), [serial]);
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem() + "\n" + _intermediate.ExportCertificatePem() + "\n");
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _root.Dispose();
        _intermediate.Dispose();
    }

    private static CertificateRequest Request(string name, ECDsa key, bool isAuthority)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        return request;
    }
}
