using Pyner.Cli.Terminal;

namespace Pyner.Cli;

/// <summary>Tells errors to the person at the terminal: one line on stderr, without a stack trace unless <c>PYNER_DEBUG=1</c>.</summary>
internal static class ErrorReport
{
    /// <summary>Runs a command and turns whatever it throws into a line and an exit code.</summary>
    public static int Guard(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (StdoutClosedException)
        {
            return ExitCode.StdoutClosed;
        }
#pragma warning disable CA1031 // The last line of defence: a user gets a sentence, never a stack trace.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Write(Describe(e));
            if (Environment.GetEnvironmentVariable("PYNER_DEBUG") == "1")
                Stderr.WriteLine(e.ToString());
            else if (IsUnforeseen(e))
                Stderr.WriteLine("This is a fault in pyner itself; PYNER_DEBUG=1 shows where.");
            return ExitCode.Error;
        }
    }

    /// <summary>Writes <c>pyner: error: ...</c> on one line of stderr.</summary>
    public static void Write(string message) =>
        Stderr.WriteLine((TerminalInfo.ErrorTakesColour ? "\e[1mpyner: \e[31merror:\e[0m " : "pyner: error: ") + SafeText.OneLine(message));

    private static string Describe(Exception e) => IsUnforeseen(e) ? $"{e.GetType().Name}: {e.Message}" : e.Message;

    // The kinds whose messages are written for people; the rest come from the runtime or from a mistake of ours.
    private static bool IsUnforeseen(Exception e) =>
        e is not (UserException or IOException or UnauthorizedAccessException or InvalidDataException)
        && e.GetType().Assembly == typeof(object).Assembly;
}
