namespace Pyner.Cli.Tests;

/// <summary>What a run of the tool left.</summary>
/// <param name="ExitCode">The process's exit code.</param>
/// <param name="Output">What it wrote to stdout.</param>
/// <param name="Error">What it wrote to stderr.</param>
public sealed record ToolRun(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of stdout.</summary>
    public string[] OutputLines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
