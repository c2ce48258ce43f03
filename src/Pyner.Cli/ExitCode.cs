namespace Pyner.Cli;

/// <summary>What the process's exit code says. Part of the tool's interface: scripts branch on it.</summary>
internal static class ExitCode
{
    /// <summary>Everything was done; for <c>verify</c>, every figure agrees.</summary>
    public const int Done = 0;

    /// <summary>Done, but some files were rejected; for <c>verify</c>, some figure does not agree.</summary>
    public const int DoneWithRejectedFiles = 1;

    /// <summary>The command line is wrong, or the work could not be done.</summary>
    public const int Error = 2;

    /// <summary>Stopped by Ctrl-C or SIGTERM; the job can be resumed.</summary>
    public const int Interrupted = 130;

    /// <summary>Whoever read stdout went away before the answer's end: what a shell says of a program that SIGPIPE ended.</summary>
    public const int StdoutClosed = 141;
}
