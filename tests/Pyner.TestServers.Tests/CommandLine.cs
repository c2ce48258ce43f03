namespace Pyner.TestServers.Tests;

/// <summary>Command lines of processes.</summary>
internal static class CommandLine
{
    /// <summary>A process's command line; empty where it ended.</summary>
    public static string Of(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
