using System.Globalization;
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
    /// <exception cref="ServiceConfigurationException">One is missing or out of its range.</exception>
    public static GatewayOptions From(IConfiguration configuration)
    {
        IConfigurationSection section = configuration.GetSection(Section);
        var options = new GatewayOptions
        {
            SourceRoots = Roots(section, nameof(SourceRoots), "that jobs may read"),
            OutputRoots = Roots(section, nameof(OutputRoots), "that jobs may write to"),
        };
        return options with
        {
            ApiKeysFile = Text(section, nameof(ApiKeysFile)),
            Issuer = ReadIssuer(section.GetSection("Jwt")),
            AllowAnonymous = ReadFlag(section, nameof(AllowAnonymous)),
            AllowPlaintext = ReadFlag(section, nameof(AllowPlaintext)),
            CertificateFile = Text(section, nameof(CertificateFile)),
            CertificateKeyFile = Text(section, nameof(CertificateKeyFile)),
            MaxConnections = ReadNumber(section, nameof(MaxConnections), options.MaxConnections, 1, 100_000),
            Address = ReadAddress(section, options.Address),
            GrpcPort = ReadNumber(section, nameof(GrpcPort), options.GrpcPort, 0, IPEndPoint.MaxPort),
            HttpPort = ReadNumber(section, nameof(HttpPort), options.HttpPort, 0, IPEndPoint.MaxPort),
            MaxUnfinishedJobs = ReadNumber(section, nameof(MaxUnfinishedJobs), options.MaxUnfinishedJobs, 1, 10_000),
            MaxWatchers = ReadNumber(section, nameof(MaxWatchers), options.MaxWatchers, 1, 100_000),
            CachedKnowledgeBases = ReadNumber(section, nameof(CachedKnowledgeBases), options.CachedKnowledgeBases, 1, 100),
            PollInterval = TimeSpan.FromMilliseconds(
                ReadNumber(section, "PollMilliseconds", (int)options.PollInterval.TotalMilliseconds, 50, 60_000)),
        };
    }

    // Either one text with the system's separator, or a list (Gateway__SourceRoots__0, ...).
    private static string[] Roots(IConfigurationSection section, string name, string purpose)
    {
        IConfigurationSection value = section.GetSection(name);
        string[] roots = value.Value is { } text
            ? text.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [.. value.GetChildren().Select(child => child.Value).OfType<string>().Where(root => root.Length > 0)];
        if (roots.Length == 0)
        {
            throw new ServiceConfigurationException(
                $"Set {Section}__{name} to the folders {purpose}, separated by '{Path.PathSeparator}', such as /data.");
        }
        return roots.FirstOrDefault(root => !Path.IsPathFullyQualified(root)) is { } relative
            ? throw new ServiceConfigurationException($"{Section}__{name} has '{relative}', and must have full paths.")
            : roots;
    }

    private static string? Text(IConfigurationSection section, string name) => section[name] is { Length: > 0 } text ? text : null;

    private static IssuerOptions? ReadIssuer(IConfigurationSection section)
    {
        if (Text(section, nameof(IssuerOptions.Issuer)) is not string text)
        {
            return section.Exists()
                ? throw new ServiceConfigurationException($"Set {Section}__Jwt__{nameof(IssuerOptions.Issuer)} too, or nothing of {Section}__Jwt.")
                : null;
        }
        string audience = Text(section, nameof(IssuerOptions.Audience))
            ?? throw new ServiceConfigurationException(
                $"Set {Section}__Jwt__{nameof(IssuerOptions.Audience)} to what the issuer's tokens for this gateway have as their audience.");
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? issuer) || !IsSafe(issuer))
        {
            throw new ServiceConfigurationException(
                $"{Section}__Jwt__{nameof(IssuerOptions.Issuer)} is '{text}', and must be an address that begins with https://.");
        }
        var options = new IssuerOptions { Issuer = issuer, Audience = audience };
        return options with
        {
            KeysFile = Text(section, nameof(IssuerOptions.KeysFile)),
            RolesClaim = Text(section, nameof(IssuerOptions.RolesClaim)) ?? options.RolesClaim,
            ReadRole = Text(section, nameof(IssuerOptions.ReadRole)) ?? options.ReadRole,
            OperateRole = Text(section, nameof(IssuerOptions.OperateRole)) ?? options.OperateRole,
        };
    }

    // What is fetched from there decides who is let in.
    private static bool IsSafe(Uri issuer) => issuer.Scheme == Uri.UriSchemeHttps || (issuer.Scheme == Uri.UriSchemeHttp && issuer.IsLoopback);

    private static bool ReadFlag(IConfigurationSection section, string name) => section[name] switch
    {
        null or "" => false,
        string text when bool.TryParse(text, out bool flag) => flag,
        string text => throw new ServiceConfigurationException($"{Section}__{name} is '{text}', and must be true or false."),
    };

    private static IPAddress ReadAddress(IConfigurationSection section, IPAddress fallback) => section[nameof(Address)] switch
    {
        null or "" => fallback,
        string text when IPAddress.TryParse(text, out IPAddress? address) => address,
        string text => throw new ServiceConfigurationException(
            $"{Section}__{nameof(Address)} is '{text}', and must be an IP address such as 127.0.0.1, or 0.0.0.0 for all."),
    };

    private static int ReadNumber(IConfigurationSection section, string name, int fallback, int least, int most) => section[name] switch
    {
        null or "" => fallback,
        string text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number >= least && number <= most => number,
        string text => throw new ServiceConfigurationException($"{Section}__{name} is '{text}', and must be a whole number from {least} to {most}."),
    };
}
