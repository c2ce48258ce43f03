using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Pyner.Benchmarks.Distribution;

/// <summary>All services on this machine, as <c>pyner up</c> starts them, with a RabbitMQ and a Redis of their own.</summary>
internal sealed class RunningServices : IDisposable
{
    // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: processor time is in ticks, 100 a second on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    private readonly Process _up;

    private RunningServices(Process up, string gateway)
    {
        _up = up;
        Gateway = gateway;
    }

    /// <summary>The gateway's address.</summary>
    public string Gateway { get; }

    /// <summary>Starts them, and waits until they are there.</summary>
    /// <param name="pyner">The tool.</param>
    /// <param name="folder">For their state.</param>
    public static RunningServices Start(string pyner, string folder)
    {
        string[] command =
        [
            "up", "--no-key", "--state", folder, "--source-root", "/", "--output-root", "/", "--port", $"{FreePort()}", "--http-port", $"{FreePort()}",
        ];
        Process up = Process.Start(new ProcessStartInfo(pyner, command) { RedirectStandardOutput = true })!;
        string gateway = up.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"{pyner} up did not start: see above");
        return new RunningServices(up, gateway);
    }

    /// <summary>Processor seconds that each program has taken so far, those of one name together.</summary>
    public Dictionary<string, double> ProcessorSeconds()
    {
        var processes = new Dictionary<int, (int Parent, double Seconds)>();
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id) && TryRead($"{folder}/stat") is string stat)
            {
                // The name, which may hold anything, is in parentheses; the state follows.
                string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                processes[id] = (Number(fields[1]), (Number(fields[11]) + Number(fields[12])) / TicksPerSecond);
            }
        }
        var seconds = new Dictionary<string, double>();
        foreach ((int id, (_, double taken)) in processes)
        {
            if (IsOurs(id) && Program(id) is string program)
                seconds[program] = seconds.GetValueOrDefault(program) + taken;
        }
        return seconds;

        bool IsOurs(int id) => processes.TryGetValue(id, out (int Parent, double) process) && (process.Parent == _up.Id || IsOurs(process.Parent));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        using (Process kill = Process.Start("kill", ["-TERM", $"{_up.Id}"]))
            kill.WaitForExit();
        _up.WaitForExit();
        _up.Dispose();
    }

    private static string? Program(int id)
    {
        string[] command = TryRead($"/proc/{id}/cmdline")?.Split('\0') ?? [];
        foreach ((string part, string program) in new[]
        {
            ("pyner-worker", "workers"), ("pyner-scanner", "scanner"), ("pyner-aggregator", "aggregator"), ("pyner-gateway", "gateway"),
            ("redis-server", "Redis"), ("beam.smp", "RabbitMQ"),
        })
        {
            // The program or what it runs, not the arguments of a process that guards it.
            if (command.Take(3).Any(word => Path.GetFileName(word).StartsWith(part, StringComparison.Ordinal)))
                return program;
        }
        return null;
    }

    private static string? TryRead(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return null;
        }
    }

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
