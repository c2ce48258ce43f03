using System.Diagnostics;
using System.Text;
using Xunit;

namespace Pyner.Gateway.Tests;

/// <summary>A <c>pyner job ...</c> that runs as a process of its own; what it says can be waited for.</summary>
internal sealed class JobTool : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private JobTool(ProcessStartInfo start, IReadOnlyDictionary<string, string>? environment = null)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        foreach (string variable in (string[])["PYNER_INDEXER", "PYNER_DEBUG", "NO_COLOR", "PYNER_GATEWAY", "PYNER_API_KEY", "PYNER_API_KEY_FILE"])
            start.Environment.Remove(variable);
        // Where no `pyner up` has a key.
        start.Environment["XDG_STATE_HOME"] = Path.Combine(Path.GetTempPath(), "pyner-no-state");
        foreach ((string variable, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[variable] = value;
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Append(_error, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it wrote to stdout so far.</summary>
    public string Output => Text(_output);

    /// <summary>What it wrote to stderr so far.</summary>
    public string Error => Text(_error);

    /// <summary>Starts <c>pyner job</c>.</summary>
    /// <param name="gateway">The gateway's address.</param>
    /// <param name="folder">The folder to run in.</param>
    /// <param name="arguments">What follows <c>job</c>.</param>
    public static JobTool Start(Uri gateway, string folder, params string[] arguments) =>
        Start(gateway, folder, new Dictionary<string, string>(), arguments);

    /// <summary>Starts <c>pyner job</c> with more in its environment.</summary>
    public static JobTool Start(Uri gateway, string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(BuiltProgram.Host, [Assembly, "job", .. arguments, "--gateway", gateway.ToString()]) { WorkingDirectory = folder };
        return new JobTool(start, environment);
    }

    /// <summary>Starts <c>pyner job</c> on a terminal, the one that util-linux's <c>script</c> makes.</summary>
    public static JobTool StartOnTerminal(Uri gateway, int columns, params string[] arguments)
    {
        string command = $"stty cols {columns} rows 40; exec '{BuiltProgram.Host}' '{Assembly}' job {string.Join(' ', arguments)} --gateway {gateway}";
        var start = new ProcessStartInfo("/usr/bin/script", ["-q", "-e", "-c", command, "/dev/null"]);
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["LANG"] = "C.UTF-8";
        return new JobTool(start);
    }

    /// <summary>Waits until it has said something on stderr or stdout.</summary>
    /// <param name="text">What.</param>
    /// <param name="times">How often.</param>
    public async Task SaysAsync(string text, int times = 1)
    {
        var patience = Stopwatch.StartNew();
        while (Error.Split(text).Length <= times && Output.Split(text).Length <= times)
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(60), $"waited for '{text}'; stderr: {Error}; stdout: {Output}");
            Assert.False(_process.HasExited, $"ended before '{text}'; stderr: {Error}; stdout: {Output}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Sends what Ctrl-C sends.</summary>
    public void PressCtrlC() => Signal.Send(_process, Signal.Interrupt);

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndsAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60));
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static string Assembly { get; } = BuiltProgram.Find("Pyner.Cli", "pyner.dll");

    private static void Append(StringBuilder text, string? line)
    {
        if (line is not null)
        {
            lock (text)
                text.Append(line).Append('\n');
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }
}
