using System.Diagnostics;

namespace Pyner.Cli.Up;

/// <summary>A process that <c>pyner up</c> started, behind a guard that ends it when <c>pyner up</c> ends.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process _guard;

    private Child(string name, string log, Process guard)
    {
        Name = name;
        Log = log;
        _guard = guard;
    }

    /// <summary>What it is called in messages.</summary>
    public string Name { get; }

    /// <summary>The file with all that it says.</summary>
    public string Log { get; }

    /// <summary>Whether it ended.</summary>
    public bool HasEnded => _guard.HasExited;

    /// <summary>Its exit code, once it ended.</summary>
    public int ExitCode => _guard.ExitCode;

    /// <summary>Starts a process.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="folder">The folder that it runs in.</param>
    /// <param name="log">The file for what it says; an earlier one is replaced.</param>
    /// <param name="environment">Variables that it has beside this process's own; null takes one away.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <exception cref="UserException">It can't be started.</exception>
    public static Child Start(string name, string folder, string log, IReadOnlyDictionary<string, string?> environment, params string[] command)
    {
        File.WriteAllText(log, "");
        string setsid = Programs.Find("setsid") ?? throw new UserException("pyner up needs setsid (util-linux), which is not on this machine.");
        // A session of its own: a Ctrl-C in the terminal is for pyner up, which ends everything in order.
        var start = new ProcessStartInfo(setsid, ["--wait", "sh", "-c", Guard.Script, "pyner-guard", log, .. command])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach ((string variable, string? value) in environment)
        {
            if (value is null)
                start.Environment.Remove(variable);
            else
                start.Environment[variable] = value;
        }
        Process guard = Process.Start(start) ?? throw new UserException($"{name} could not be started.");
        // The guard says the process's number once it has started it.
        guard.StandardOutput.ReadLine();
        return new Child(name, log, guard);
    }

    /// <summary>Asks it to end.</summary>
    public void Terminate() => Signal("TERM");

    /// <summary>Waits until it ended; ends it by force where that takes too long.</summary>
    /// <returns>False where force was needed.</returns>
    public bool WaitForEnd(TimeSpan atMost)
    {
        if (_guard.WaitForExit(atMost))
            return true;
        // The end of the pipe is the end of the process and of all that it started.
        _guard.StandardInput.Close();
        _guard.WaitForExit();
        return false;
    }

    /// <summary>The last lines that it said.</summary>
    public string LogTail()
    {
        string[] lines = [.. File.ReadLines(Log).TakeLast(5)];
        return lines.Length == 0 ? "It said nothing." : string.Join('\n', lines);
    }

    /// <inheritdoc/>
    public void Dispose() => _guard.Dispose();

    private void Signal(string signal)
    {
        try
        {
            _guard.StandardInput.WriteLine(signal);
            _guard.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It ended by itself.
        }
    }
}
