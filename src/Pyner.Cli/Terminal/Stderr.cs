namespace Pyner.Cli.Terminal;

/// <summary>
/// What is said to a person on stderr. Where it can't be written, as to a log on a full disk or where it is closed, the work goes on without.
/// </summary>
internal static class Stderr
{
    /// <summary>Writes a line.</summary>
    public static void WriteLine(string line) => Write(line + Environment.NewLine);

    /// <summary>Writes text.</summary>
    public static void Write(string text)
    {
        try
        {
            Console.Error.Write(text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // There is nowhere left to say so.
        }
    }
}
