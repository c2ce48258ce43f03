using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace Pyner.Cli.Tests;

/// <summary>Runs the built tool as a process of its own, as a user does.</summary>
public static partial class Tool
{
    /// <summary>SIGINT's number: what Ctrl-C sends.</summary>
    public const int Interrupt = 2;

    /// <summary>SIGKILL's number.</summary>
    public const int Kill = 9;

    /// <summary>SIGTERM's number.</summary>
    public const int Terminate = 15;

    /// <summary>The tool's assembly.</summary>
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "pyner.dll");

    /// <summary>The <c>dotnet</c> that runs it.</summary>
    public static string Host { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static readonly Dictionary<string, string> s_nothing = [];

    /// <summary>Runs the tool to its end.</summary>
    public static ToolRun Run(params string[] arguments) => Run(s_nothing, arguments);

    /// <summary>Runs the tool to its end with additional environment variables.</summary>
    public static ToolRun Run(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using Process process = Start(environment, arguments);
        return Finish(process);
    }

    /// <summary>Runs the tool from another place.</summary>
    public static ToolRun RunAt(string path, params string[] arguments)
    {
        using Process process = Start(path, s_nothing, arguments);
        return Finish(process);
    }

    /// <summary>Starts the tool, with a plain environment: no terminal, no colours, nothing forced.</summary>
    public static Process Start(IReadOnlyDictionary<string, string> environment, params string[] arguments) => Start(Path, environment, arguments);

    private static Process Start(string path, IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo(Host, [path, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (string variable in new[] { "PYNER_INDEXER", "PYNER_DEBUG", "SOURCE_DATE_EPOCH", "NO_COLOR" })
            start.Environment.Remove(variable);
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException("the tool did not start");
    }

    /// <summary>Reads what is left of a started tool's output and waits for its end.</summary>
    public static ToolRun Finish(Process process)
    {
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ToolRun(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    /// <summary>Sends a signal.</summary>
    public static void Send(Process process, int signal) => Assert.Equal(0, SendSignal(process.Id, signal));

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
