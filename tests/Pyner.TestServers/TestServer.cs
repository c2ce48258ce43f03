using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Pyner.TestServers;

/// <summary>
/// A real server on loopback with a folder, a port and a password of its own. Tests stop it, kill it and start it again: the data and the
/// connection string stay. It ends with its disposal, and at the latest with this process, however that ends.
/// </summary>
public abstract class TestServer : IAsyncDisposable
{
    private static readonly TimeSpan s_startTime = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan s_stopTime = TimeSpan.FromSeconds(60);

    private ServerProcess? _process;

    private protected TestServer(string name)
    {
        Folder = Directory.CreateTempSubdirectory($"pyner-{name}-").FullName;
        LogFile = Path.Combine(Folder, $"{name}.log");
    }

    /// <summary>The address, user and password, in the form that the services take.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; } = FreePorts.Take();

    /// <summary>The folder with its data, configuration and log. Removed on disposal.</summary>
    public string Folder { get; }

    /// <summary>What it said.</summary>
    public string LogFile { get; }

    /// <summary>Process id of the running server.</summary>
    /// <exception cref="InvalidOperationException">It does not run.</exception>
    public int ProcessId => Running.Id;

    /// <summary>Whether it was started and did not end since.</summary>
    public bool IsRunning => _process is { HasEnded: false };

    private ServerProcess Running => _process ?? throw new InvalidOperationException("the server does not run");

    /// <summary>Starts it, on the data that it had, and waits until it answers. Nothing happens where it runs.</summary>
    /// <exception cref="ServerFailedException">It ended, or did not answer in time.</exception>
    public async Task StartAsync(CancellationToken cancellation = default)
    {
        if (IsRunning)
            return;
        _process?.Dispose();
        _process = Launch();
        long started = Stopwatch.GetTimestamp();
        while (!await AnswersAsync(cancellation))
        {
            if (_process.HasEnded || Stopwatch.GetElapsedTime(started) > s_startTime)
            {
                string what = _process.HasEnded ? "ended while it started" : $"did not answer within {s_startTime.TotalSeconds} s";
                await KillAsync();
                throw new ServerFailedException($"{GetType().Name} in {Folder} {what}:\n{LogTail()}");
            }
            await Task.Delay(20, cancellation);
        }
    }

    /// <summary>Asks it to end, and waits until it did. Nothing happens where it does not run.</summary>
    public Task StopAsync() => EndAsync("TERM", false);

    /// <summary>Ends it as <c>kill -9</c> does: nothing that is in its memory reaches the disk.</summary>
    public Task KillAsync() => EndAsync("KILL", true);

    /// <summary>Freezes it (SIGSTOP): connections stay open, nothing is answered.</summary>
    public async Task FreezeAsync()
    {
        Running.Signal("STOP", true);
        while (IsRunning && !await IsFrozenAsync())
            await Task.Delay(1);
    }

    /// <summary>Lets it go on after <see cref="FreezeAsync"/>.</summary>
    public void Thaw() => Running.Signal("CONT", true);

    /// <summary>Kills it and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await EndCompanionsAsync();
        try
        {
            Directory.Delete(Folder, true);
        }
        catch (IOException)
        {
            // A process of its group that is just ending may still write there.
            await Task.Delay(500);
            Directory.Delete(Folder, true);
        }
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts the process.</summary>
    private protected abstract ServerProcess Launch();

    /// <summary>What to send once connected, and what the answer begins with when the server is ready.</summary>
    private protected abstract (byte[] Question, byte[] Answer) Greeting();

    /// <summary>Ends what the server needs beside itself.</summary>
    private protected virtual ValueTask EndCompanionsAsync() => ValueTask.CompletedTask;

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        (byte[] question, byte[] answer) = Greeting();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port, timeout.Token);
            NetworkStream stream = client.GetStream();
            await stream.WriteAsync(question, timeout.Token);
            byte[] said = new byte[answer.Length];
            await stream.ReadExactlyAsync(said, timeout.Token);
            return said.AsSpan().SequenceEqual(answer);
        }
        catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    private async Task EndAsync(string signal, bool group)
    {
        if (_process is null)
            return;
        _process.Signal(signal, group);
        if (!await _process.WaitAsync(s_stopTime))
        {
            _process.Signal("KILL", true);
            await _process.WaitAsync(s_stopTime);
            throw new ServerFailedException($"{GetType().Name} in {Folder} did not end within {s_stopTime.TotalSeconds} s:\n{LogTail()}");
        }
        _process.Dispose();
        _process = null;
        await WaitForPortAsync();
    }

    /// <summary>Of a group that was killed, the process with the port may be gone a little after the one that was waited for.</summary>
    private async Task WaitForPortAsync()
    {
        for (int attempt = 0; attempt < 500; attempt++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, Port);
            }
            catch (SocketException)
            {
                return;
            }
            await Task.Delay(10);
        }
    }

    // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: the state follows the name, which stands in brackets.
    private async Task<bool> IsFrozenAsync() =>
        (await File.ReadAllTextAsync($"/proc/{ProcessId}/stat")).Split(')')[^1].TrimStart().StartsWith('T');

    private string LogTail() => File.Exists(LogFile) ? string.Join('\n', File.ReadLines(LogFile).TakeLast(30)) : "(it said nothing)";
}
