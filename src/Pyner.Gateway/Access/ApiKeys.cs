using System.Security.Cryptography;
using System.Text;

namespace Pyner.Gateway.Access;

/// <summary>The keys that open the gateway. Safe for several threads.</summary>
internal sealed partial class ApiKeys
{
    /// <summary>Longer than any key that <c>pyner key</c> makes: nobody is to have the gateway digest megabytes.</summary>
    private const int MostCharacters = 512;

    private readonly ChangingFiles<IReadOnlyList<ApiKey>> _keys;
    private readonly ILogger<ApiKeys> _logger;

    /// <summary>Takes them from a file.</summary>
    /// <param name="keys">The file.</param>
    /// <param name="logger">Where it is said that the file changed.</param>
    public ApiKeys(ChangingFiles<IReadOnlyList<ApiKey>> keys, ILogger<ApiKeys> logger)
    {
        (_keys, _logger) = (keys, logger);
        keys.Taken = taken => LogTaken(taken.Count > 0 ? LogLevel.Information : LogLevel.Warning, taken.Count);
        keys.Kept = LogKept;
    }

    /// <summary>Finds the key that a caller shows.</summary>
    /// <returns>Null where there is none of the kind.</returns>
    public ApiKey? Find(string shown)
    {
        if (shown.Length is 0 or > MostCharacters)
            return null;
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(shown), digest);
        ApiKey? found = null;
        // All are looked at, whichever it is, so that the time that it takes tells nothing.
        foreach (ApiKey key in _keys.Content)
        {
            if (CryptographicOperations.FixedTimeEquals(key.Digest.Span, digest))
                found = key;
        }
        return found;
    }

    [LoggerMessage(Message = "The file of keys changed; {Count} keys open the gateway now")]
    private partial void LogTaken(LogLevel level, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "The file of keys changed and can't be used; the keys from before are good further on. {Reason}")]
    private partial void LogKept(string reason);
}
