namespace Pyner.Cli.Access;

/// <summary>
/// The key or token that opens the gateway, from where its owner keeps it. It is in no option: the list of processes shows those to everybody.
/// </summary>
internal static class GatewayKey
{
    /// <summary>The environment variable with the key.</summary>
    public const string Variable = "PYNER_API_KEY";

    /// <summary>The environment variable that names a file with it.</summary>
    public const string FileVariable = "PYNER_API_KEY_FILE";

    /// <summary>The name of the file that <c>pyner up</c> writes its key to, in its state folder.</summary>
    public const string FileName = "gateway.key";

    /// <summary>The key to use for a gateway; null for none.</summary>
    /// <param name="file">What the command line names, or null.</param>
    /// <param name="gateway">The gateway. One on this machine gets the key of the <c>pyner up</c> that runs where nothing else is said.</param>
    /// <exception cref="UserException">A file that was named can't be read.</exception>
    public static string? Of(string? file, Uri gateway)
    {
        if (file is not null)
            return Read(file, "--api-key-file");
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } key)
            return key.Trim();
        if (Environment.GetEnvironmentVariable(FileVariable) is { Length: > 0 } path)
            return Read(path, FileVariable);
        string own = Path.Combine(StatePath.Default, FileName);
        return gateway.IsLoopback && File.Exists(own) ? TryRead(own) : null;
    }

    private static string Read(string path, string name)
    {
        try
        {
            string key = File.ReadAllText(path).Trim();
            return key.Length > 0 ? key : throw new UserException($"the file '{path}' ({name}) is empty, and must have a key in it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"the key can't be read from '{path}' ({name}): {e.Message}");
        }
    }

    // Another user's, perhaps, of whose gateway nobody spoke.
    private static string? TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim() is { Length: > 0 } key ? key : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
