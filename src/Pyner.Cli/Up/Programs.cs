namespace Pyner.Cli.Up;

/// <summary>Where the programs are that <c>pyner up</c> starts.</summary>
internal static class Programs
{
    // Where Debian has servers, which is not on everybody's PATH.
    private static readonly string[] s_more =
        ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/opt/homebrew/sbin", "/opt/homebrew/bin", "/usr/lib/erlang/bin"];

    /// <summary>A program's path, or null where it is not installed.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(s_more)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
