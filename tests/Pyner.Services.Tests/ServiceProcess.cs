using System.Globalization;
using Pyner.TestServers;

namespace Pyner.Services.Tests;

/// <summary>One of the services, as a process from this build, which a test kills, freezes and starts again.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_endTime = TimeSpan.FromSeconds(60);

    private readonly string _folder;
    private readonly string _program;
    private readonly string[] _arguments;
    private readonly string[] _command;
    private readonly Dictionary<string, string?> _environment;
    private ServerProcess? _process;
    private int _starts;

    /// <param name="name">Its name among the system's processes.</param>
    /// <param name="program">Which program: <c>gateway</c>, <c>scanner</c>, <c>worker</c>, <c>aggregator</c>, <c>cli</c>.</param>
    /// <param name="environment">Its settings.</param>
    /// <param name="arguments">Its arguments.</param>
    public ServiceProcess(string name, string program, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        (Name, _program, _arguments) = (name, program, arguments);
        _folder = Directory.CreateTempSubdirectory($"pyner-{name}-").FullName;
        string assembly = program == "cli" ? "pyner.dll" : $"pyner-{program}.dll";
        // What a shell runs in the background ignores Ctrl-C, and so does what that starts; not so what a person starts.
        _command = ["env", "--default-signal=INT", BuiltProgram.Host, "exec", Path.Combine(BuildOutput(program), assembly), .. arguments];
        _environment = new Dictionary<string, string?>(environment)
        {
            // Started and killed many times over: start quickly.
            ["DOTNET_TieredPGO"] = "0",
        };
    }

    public string Name { get; }

    public bool IsRunning => _process is { HasEnded: false };

    /// <summary>All that it said since the first start.</summary>
    public string Log => string.Concat(Enumerable.Range(1, _starts).Select(start => File.Exists(LogFile(start)) ? File.ReadAllText(LogFile(start)) : ""));

    /// <summary>Processor time of the running process.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: fields 14 and 15, in ticks of 10 ms.
            string[] fields = File.ReadAllText($"/proc/{_process!.Id}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return TimeSpan.FromMilliseconds(
                10 * (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Whether the running process has the system tell it of changes in folders.</summary>
    public bool WatchesFolders => new DirectoryInfo($"/proc/{_process!.Id}/fd").EnumerateFileSystemInfos().Any(file => file.LinkTarget == "anon_inode:inotify");

    /// <summary>The folder that a program of this build is in.</summary>
    public static string BuildOutput(string program) => BuiltProgram.Folder("Pyner." + CultureInfo.InvariantCulture.TextInfo.ToTitleCase(program));

    /// <summary>Another process of the same program, which is not started, with the same settings and some more.</summary>
    public ServiceProcess With(string name, IReadOnlyDictionary<string, string?> environment) =>
        new(
            name, _program,
            new Dictionary<string, string?>([.. _environment.Where(setting => !environment.ContainsKey(setting.Key)), .. environment]),
            _arguments);

    public void Start()
    {
        if (IsRunning)
            return;
        _process?.Dispose();
        // The guard removes its folder only where this process dies, so it may be used again.
        _process = ServerProcess.Start(_folder, LogFile(++_starts), _environment, _command);
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public Task KillAsync() => EndAsync("KILL");

    /// <summary>Asks it to end (SIGTERM).</summary>
    public Task StopAsync() => EndAsync("TERM");

    /// <summary>Sends a signal, such as <c>INT</c>.</summary>
    public void Signal(string signal) => _process!.Signal(signal, false);

    /// <summary>Waits until it ends by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitAsync(TimeSpan time)
    {
        ServerProcess process = _process!;
        return await process.WaitAsync(time)
            ? process.ExitCode
            : throw new InvalidOperationException($"{Name} did not end within {time.TotalSeconds} s:\n{Log}");
    }

    public async Task FreezeAsync()
    {
        _process!.Signal("STOP", false);
        while (IsRunning && !File.ReadAllText($"/proc/{_process.Id}/stat").Split(')')[^1].TrimStart().StartsWith('T'))
            await Task.Delay(1);
    }

    public void Thaw() => _process!.Signal("CONT", false);

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, true);
    }

    private string LogFile(int start) => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{start}.log"));

    private async Task EndAsync(string signal)
    {
        if (_process is null)
            return;
        _process.Signal(signal, false);
        if (!await _process.WaitAsync(s_endTime))
            throw new InvalidOperationException($"{Name} did not end within {s_endTime.TotalSeconds} s of SIG{signal}:\n{Log}");
        _process.Dispose();
        _process = null;
    }
}
