namespace Pyner.Cli.Terminal;

/// <summary>What the streams are connected to.</summary>
internal static class TerminalInfo
{
    /// <summary>Whether stdout is a terminal that understands more than plain lines.</summary>
    public static bool OutputIsTerminal => !Console.IsOutputRedirected && !IsDumb;

    /// <summary>Whether stderr is a terminal that understands more than plain lines.</summary>
    public static bool ErrorIsTerminal => !Console.IsErrorRedirected && !IsDumb;

    /// <summary>Whether colour may be written to stderr (see no-color.org).</summary>
    public static bool ErrorTakesColour => ErrorIsTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    private static bool IsDumb => Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb";
}
