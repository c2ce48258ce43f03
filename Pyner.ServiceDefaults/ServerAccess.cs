using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// How a service makes itself known to a server and knows it, beside what the connection string says: <c>Messaging__Name</c>, <c>Ledger__Name</c>.
/// </summary>
public sealed record ServerAccess
{
    /// <summary>The user; null for the one in the connection string.</summary>
    public string? User { get; private init; }

    /// <summary>The password; null for the one in the connection string.</summary>
    public string? Password { get; private init; }

    /// <summary>
    /// Whether the server may be believed to be who it says, where <c>AuthorityFile</c> names the certificates by which its own must be issued (PEM); null
    /// where those decide that the system trusts.
    /// </summary>
    public RemoteCertificateValidationCallback? Validation { get; private init; }

    /// <summary>Nothing of it: it has a password.</summary>
    public override string ToString() => nameof(ServerAccess);

    /// <summary>Reads it.</summary>
    /// <param name="configuration">The service's configuration.</param>
    /// <param name="section">The server's section.</param>
    /// <exception cref="ServiceConfigurationException">
    /// An option has an unknown name; a file can't be read, or holds something else. The message quotes nothing of it.
    /// </exception>
    public static ServerAccess From(IConfiguration configuration, string section)
    {
        var options = new OptionSection(configuration.GetSection(section));
        string? user = options.Text(nameof(User));
        string? passwordFile = options.Text(nameof(Password) + "File");
        string? password = options.Text(nameof(Password));
        string? authorityFile = options.Text("AuthorityFile");
        options.RejectOthers();
        if (passwordFile is not null && password is not null)
            throw new ServiceConfigurationException($"Set {section}__Password or {section}__PasswordFile, not both.");
        return new ServerAccess
        {
            User = user,
            Password = passwordFile is null ? password : ReadPassword(section, passwordFile),
            Validation = authorityFile is null ? null : IssuedBy(ReadAuthorities(section, authorityFile)),
        };
    }

    private static RemoteCertificateValidationCallback IssuedBy(X509Certificate2Collection authorities) => (_, certificate, sent, errors) =>
        certificate is not null
        // That its issuer is unknown to the system is what the file is for; that it is another server's, or none was sent, stays an error.
        && (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None
        && IsIssuedBy(authorities, certificate, sent);

    private static bool IsIssuedBy(X509Certificate2Collection authorities, X509Certificate certificate, X509Chain? sent)
    {
        using var own = new X509Certificate2(certificate);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        foreach (X509ChainElement element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        return chain.Build(own);
    }

    private static string ReadPassword(string section, string path)
    {
        try
        {
            string password = File.ReadAllText(path).TrimEnd('\r', '\n');
            return password.Length > 0 ? password : throw new ServiceConfigurationException($"{section}__PasswordFile '{path}' is empty.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ServiceConfigurationException($"{section}__PasswordFile '{path}' can't be read: {e.Message}");
        }
    }

    private static X509Certificate2Collection ReadAuthorities(string section, string path)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ServiceConfigurationException($"{section}__AuthorityFile '{path}' can't be read: {e.Message}");
        }
        return authorities.Count > 0
            ? authorities
            : throw new ServiceConfigurationException($"{section}__AuthorityFile '{path}' has no certificate in it (PEM).");
    }
}
