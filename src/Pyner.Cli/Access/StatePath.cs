namespace Pyner.Cli.Access;

/// <summary>Where <c>pyner up</c> keeps what it must not forget.</summary>
internal static class StatePath
{
    /// <summary>The folder, unless another one is named.</summary>
    public static string Default => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } home
            ? home
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state"),
        "pyner");
}
