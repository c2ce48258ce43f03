using System.Diagnostics;

namespace Pyner.Testing;

/// <summary>What a run of a tool left.</summary>
/// <param name="ExitCode">The process's exit code.</param>
/// <param name="Output">What it wrote to stdout.</param>
/// <param name="Error">What it wrote to stderr.</param>
public sealed record ToolRun(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of stdout.</summary>
    public string[] OutputLines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs a tool, with nothing on its stdin, to its end.</summary>
    public static ToolRun Of(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start");
        return EndOf(process);
    }

    /// <summary>Reads what is left of what a tool says, and waits for its end.</summary>
    /// <param name="process">The running tool, with stdin, stdout and stderr redirected.</param>
    public static ToolRun EndOf(Process process)
    {
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ToolRun(process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
