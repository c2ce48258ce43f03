using System.Diagnostics;

namespace Pyner.Cli.Tests;

/// <summary>Runs the built tool as a process of its own, as a user does.</summary>
public static class Tool
{
    /// <summary>The tool's assembly.</summary>
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "pyner.dll");

    /// <summary>The tool in a shell's command.</summary>
    public static string Command { get; } = $"'{BuiltProgram.Host}' '{Path}'";

    private static readonly Dictionary<string, string> s_nothing = [];

    /// <summary>Runs the tool to its end.</summary>
    public static ToolRun Run(params string[] arguments) => Run(s_nothing, arguments);

    /// <summary>Runs the tool to its end with additional environment variables.</summary>
    public static ToolRun Run(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using Process process = Start(environment, arguments);
        return ToolRun.EndOf(process);
    }

    /// <summary>Runs the tool from another place.</summary>
    public static ToolRun RunAt(string path, params string[] arguments)
    {
        using Process process = Start(path, s_nothing, arguments);
        return ToolRun.EndOf(process);
    }

    /// <summary>Runs a shell's command, such as redirects what the tool says.</summary>
    public static ToolRun InShell(string command) => ToolRun.Of(new ProcessStartInfo("sh", ["-c", command]));

    /// <summary>Starts the tool, with a plain environment: no terminal, no colours, nothing forced.</summary>
    public static Process Start(IReadOnlyDictionary<string, string> environment, params string[] arguments) => Start(Path, environment, arguments);

    private static Process Start(string path, IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo(BuiltProgram.Host, [path, .. arguments])
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
}
