using System.Net;
using Pyner.Gateway.Access;

namespace Pyner.Gateway;

/// <summary>The gateway's options: environment variables <c>Gateway__Name</c>, or <c>Gateway:Name</c> in any other configuration.</summary>
public sealed record GatewayOptions
{
    private const string Section = "Gateway";

    /// <summary>Folders below which a job's source must lie. Required.</summary>
    public required IReadOnlyList<string> SourceRoots { get; init; }

    /// <summary>Folders below which a job's outputs must lie; where a request names none, they go below the first. Required.</summary>
    public required IReadOnlyList<string> OutputRoots { get; init; }

    /// <summary>The file of the keys that open the gateway; null for none.</summary>
    public string? ApiKeysFile { get; init; }

    /// <summary>The issuer of the tokens that open it; null for none.</summary>
    public IssuerOptions? Issuer { get; init; }

    /// <summary>Whether everybody who reaches it may do everything: for development.</summary>
    public bool AllowAnonymous { get; init; }

    /// <summary>Whether it may do without TLS: for development, and behind what ends TLS for it.</summary>
    public bool AllowPlaintext { get; init; }

    /// <summary>The certificate for TLS, and those that it was issued by, as PEM; null for no TLS.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>The certificate's private key, as PEM.</summary>
    public string? CertificateKeyFile { get; init; }

    /// <summary>The address to listen on.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Port for gRPC: HTTP/2, which without TLS a port can't offer together with HTTP/1.1. 0 for any free one.</summary>
    public int GrpcPort { get; init; } = 5080;

    /// <summary>Port for JSON: HTTP/1.1. 0 for any free one.</summary>
    public int HttpPort { get; init; } = 5081;

    /// <summary>Most jobs that may be unfinished at a time.</summary>
    public int MaxUnfinishedJobs { get; init; } = 8;

    /// <summary>Most connections at a time to each of the two ports.</summary>
    public int MaxConnections { get; init; } = 1_000;

    /// <summary>Most watchers at a time.</summary>
    public int MaxWatchers { get; init; } = 200;

    /// <summary>How long a call without a key may last, such as a watch of the gateway's health: those that have none are not counted.</summary>
    public TimeSpan LongestCallWithoutKey { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Most knowledge bases that are held in memory.</summary>
    public int CachedKnowledgeBases { get; init; } = 2;

    /// <summary>How often the ledger is asked for news while someone watches.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Reads them.</summary>
    /// <exception cref="ServiceConfigurationException">One is missing, out of its range, or has an unknown name.</exception>
    public static GatewayOptions From(IConfiguration configuration)
    {
        var section = new OptionSection(configuration.GetSection(Section));
        var options = new GatewayOptions
        {
            SourceRoots = Roots(section, nameof(SourceRoots), "that jobs may read"),
            OutputRoots = Roots(section, nameof(OutputRoots), "that jobs may write to"),
        };
        options = options with
        {
            ApiKeysFile = section.Text(nameof(ApiKeysFile)),
            Issuer = ReadIssuer(section.Inner("Jwt")),
            AllowAnonymous = section.Flag(nameof(AllowAnonymous)),
            AllowPlaintext = section.Flag(nameof(AllowPlaintext)),
            CertificateFile = section.Text(nameof(CertificateFile)),
            CertificateKeyFile = section.Text(nameof(CertificateKeyFile)),
            MaxConnections = section.Number(nameof(MaxConnections), options.MaxConnections, 1, 100_000),
            Address = ReadAddress(section, options.Address),
            GrpcPort = section.Number(nameof(GrpcPort), options.GrpcPort, 0, IPEndPoint.MaxPort),
            HttpPort = section.Number(nameof(HttpPort), options.HttpPort, 0, IPEndPoint.MaxPort),
            MaxUnfinishedJobs = section.Number(nameof(MaxUnfinishedJobs), options.MaxUnfinishedJobs, 1, 10_000),
            MaxWatchers = section.Number(nameof(MaxWatchers), options.MaxWatchers, 1, 100_000),
            CachedKnowledgeBases = section.Number(nameof(CachedKnowledgeBases), options.CachedKnowledgeBases, 1, 100),
            PollInterval = TimeSpan.FromMilliseconds(
                section.Number("PollMilliseconds", (int)options.PollInterval.TotalMilliseconds, 50, 60_000)),
        };
        section.RejectOthers();
        return options;
    }

    private static string[] Roots(OptionSection section, string name, string purpose)
    {
        string[] roots = section.Texts(name);
        if (roots.Length == 0)
        {
            throw new ServiceConfigurationException(
                $"Set {section.NameOf(name)} to the folders {purpose}, separated by '{Path.PathSeparator}', such as /data.");
        }
        return roots.FirstOrDefault(root => !Path.IsPathFullyQualified(root)) is { } relative
            ? throw new ServiceConfigurationException($"{section.NameOf(name)} has '{relative}', and must have full paths.")
            : roots;
    }

    private static IssuerOptions? ReadIssuer(OptionSection section)
    {
        if (section.Text(nameof(IssuerOptions.Issuer)) is not string text)
        {
            return section.IsSet
                ? throw new ServiceConfigurationException($"Set {section.NameOf(nameof(IssuerOptions.Issuer))} too, or nothing of {Section}__Jwt.")
                : null;
        }
        string audience = section.Text(nameof(IssuerOptions.Audience))
            ?? throw new ServiceConfigurationException(
                $"Set {section.NameOf(nameof(IssuerOptions.Audience))} to what the issuer's tokens for this gateway have as their audience.");
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? issuer) || !IsSafe(issuer))
        {
            throw new ServiceConfigurationException(
                $"{section.NameOf(nameof(IssuerOptions.Issuer))} is '{text}', and must be an address that begins with https://.");
        }
        var options = new IssuerOptions { Issuer = issuer, Audience = audience };
        options = options with
        {
            KeysFile = section.Text(nameof(IssuerOptions.KeysFile)),
            RolesClaim = section.Text(nameof(IssuerOptions.RolesClaim)) ?? options.RolesClaim,
            ReadRole = section.Text(nameof(IssuerOptions.ReadRole)) ?? options.ReadRole,
            OperateRole = section.Text(nameof(IssuerOptions.OperateRole)) ?? options.OperateRole,
        };
        section.RejectOthers();
        return options;
    }

    // What is fetched from there decides who is let in.
    private static bool IsSafe(Uri issuer) => issuer.Scheme == Uri.UriSchemeHttps || (issuer.Scheme == Uri.UriSchemeHttp && issuer.IsLoopback);

    private static IPAddress ReadAddress(OptionSection section, IPAddress fallback) => section.Text(nameof(Address)) switch
    {
        null => fallback,
        string text when IPAddress.TryParse(text, out IPAddress? address) => address,
        string text => throw new ServiceConfigurationException(
            $"{section.NameOf(nameof(Address))} is '{text}', and must be an IP address such as 127.0.0.1, or 0.0.0.0 for all."),
    };
}
