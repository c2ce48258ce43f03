using System.Diagnostics;
using System.Globalization;

namespace Pyner.TestServers;

/// <summary>A running server, behind a guard that ends it when this process ends (<c>guard.sh</c>).</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly string s_guard = ReadGuard();

    private readonly Process _guard;

    private ServerProcess(Process guard, int id)
    {
        _guard = guard;
        Id = id;
    }

    /// <summary>Process id of the server; also that of its group.</summary>
    public int Id { get; }

    public bool HasEnded => _guard.HasExited;

    /// <summary>Its exit code, once it has ended.</summary>
    public int ExitCode => _guard.ExitCode;

    /// <summary>Starts a server.</summary>
    /// <param name="folder">Its folder, which is removed when this process ends without having ended the server.</param>
    /// <param name="log">The file for what it says.</param>
    /// <param name="environment">Variables that it has beside this process's own; null takes one away.</param>
    /// <param name="command">The program and its arguments.</param>
    public static ServerProcess Start(string folder, string log, IReadOnlyDictionary<string, string?> environment, params string[] command)
    {
        // A session of its own keeps a Ctrl-C meant for the tests from ending the guard before it could do its work.
        var start = new ProcessStartInfo(Programs.SetSid!, ["--wait", "sh", "-c", s_guard, "guard", folder, log, .. command])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach ((string name, string? value) in environment)
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }
        Process guard = Process.Start(start) ?? throw new ServerFailedException("the guard did not start");
        string? id = guard.StandardOutput.ReadLine();
        return int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? new ServerProcess(guard, number)
            : throw new ServerFailedException($"the guard of {command[0]} did not say the server's process id");
    }

    /// <summary>Sends a signal (<c>KILL</c>, <c>TERM</c>, <c>STOP</c>, <c>CONT</c>) to the server.</summary>
    /// <param name="signal">Its name.</param>
    /// <param name="group">Whether it goes to all processes of the server.</param>
    public void Signal(string signal, bool group)
    {
        try
        {
            _guard.StandardInput.WriteLine($"{signal} {(group ? "group" : "server")}");
            _guard.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It ended before.
        }
    }

    /// <summary>Waits for the server's end.</summary>
    /// <returns>False where it still runs after the time.</returns>
    public async Task<bool> WaitAsync(TimeSpan time)
    {
        using var timeout = new CancellationTokenSource(time);
        try
        {
            await _guard.WaitForExitAsync(timeout.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose() => _guard.Dispose();

    private static string ReadGuard()
    {
        using Stream stream = typeof(ServerProcess).Assembly.GetManifestResourceStream("guard.sh")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
