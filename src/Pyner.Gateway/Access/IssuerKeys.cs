using Microsoft.IdentityModel.Tokens;

namespace Pyner.Gateway.Access;

/// <summary>The issuer's keys, where a file has them. Safe for several threads.</summary>
internal sealed partial class IssuerKeys
{
    private readonly ChangingFiles<IList<SecurityKey>> _keys;
    private readonly ILogger<IssuerKeys> _logger;

    /// <summary>Takes them from a file.</summary>
    /// <param name="keys">The file.</param>
    /// <param name="logger">Where it is said that the file changed.</param>
    public IssuerKeys(ChangingFiles<IList<SecurityKey>> keys, ILogger<IssuerKeys> logger)
    {
        (_keys, _logger) = (keys, logger);
        keys.Taken = taken => LogTaken(taken.Count > 0 ? LogLevel.Information : LogLevel.Warning, taken.Count);
        keys.Kept = LogKept;
    }

    /// <summary>Those that are good now.</summary>
    public IList<SecurityKey> Now => _keys.Content;

    /// <summary>Opens a file of keys (a JSON Web Key Set).</summary>
    /// <exception cref="ServiceConfigurationException">It can't be read, or has none in it.</exception>
    public static ChangingFiles<IList<SecurityKey>> Open(string path)
    {
        var keys = new ChangingFiles<IList<SecurityKey>>(() => Read(path), path);
        // Later it may have none: then no token is good any more.
        return keys.Content.Count > 0
            ? keys
            : throw new ServiceConfigurationException($"The file of the issuer's keys '{path}' has none to check signatures with.");
    }

    private static IList<SecurityKey> Read(string path)
    {
        try
        {
            return new JsonWebKeySet(File.ReadAllText(path)).GetSigningKeys();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ServiceConfigurationException($"The file of the issuer's keys '{path}' can't be read: {e.Message}");
        }
    }

    [LoggerMessage(Message = "The file of the issuer's keys changed; {Count} keys check tokens now")]
    private partial void LogTaken(LogLevel level, int count);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The file of the issuer's keys changed and can't be used; tokens are checked with the keys from before further on. {Reason}")]
    private partial void LogKept(string reason);
}
