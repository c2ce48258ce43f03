using System.Security.Cryptography;

namespace Pyner.Gateway.Access;

/// <summary>
/// Reads files of keys. A line has a role, a name and the key's SHA-256 in hexadecimal digits; <c>pyner key</c> writes such lines. Empty lines and those that
/// begin with <c>#</c> say nothing.
/// </summary>
internal static class ApiKeyFile
{
    /// <summary>Opens one, with which a gateway is to start.</summary>
    /// <returns>Its keys, and later those that it then has, which may be none: whoever takes the last one out wants nobody to be let in.</returns>
    /// <exception cref="ServiceConfigurationException">It can't be read, has no key, or a line that is none.</exception>
    public static ChangingFiles<IReadOnlyList<ApiKey>> Open(string path)
    {
        var file = new ChangingFiles<IReadOnlyList<ApiKey>>(() => Read(path), path);
        return file.Content.Count > 0 ? file : throw new ServiceConfigurationException($"The file of keys '{path}' has none. 'pyner key' makes one.");
    }

    /// <summary>Reads one.</summary>
    /// <returns>Its keys; none where it has no line that is one.</returns>
    /// <exception cref="ServiceConfigurationException">It can't be read, or has a line that is none. The message quotes nothing of the file.</exception>
    public static IReadOnlyList<ApiKey> Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ServiceConfigurationException($"The file of keys '{path}' can't be read: {e.Message}");
        }
        var keys = new List<ApiKey>();
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.Length > 0 && line[0] != '#')
                keys.Add(Parse(line) ?? throw Refusal(path, i, "is not a role (read or operate), a name, and the SHA-256 of a key in 64 hexadecimal digits"));
            if (keys.Count > 1 && keys[..^1].Any(other => other.Digest.Span.SequenceEqual(keys[^1].Digest.Span)))
                throw Refusal(path, i, "has a key that another line has too");
        }
        return keys;
    }

    private static ServiceConfigurationException Refusal(string path, int index, string what) =>
        new($"Line {index + 1} of the file of keys '{path}' {what}. 'pyner key' writes such lines.");

    private static ApiKey? Parse(string line)
    {
        if (line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is not [string role, string name, { Length: 2 * SHA256.HashSizeInBytes } digits])
            return null;
        AccessRole? known = role switch
        {
            AccessPolicies.Read => AccessRole.Read,
            AccessPolicies.Operate => AccessRole.Operate,
            _ => null,
        };
        return known is { } parsed && digits.All(char.IsAsciiHexDigit) ? new ApiKey(name, parsed, Convert.FromHexString(digits)) : null;
    }
}
