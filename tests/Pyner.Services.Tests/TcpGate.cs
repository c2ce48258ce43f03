using System.Net;
using System.Net.Sockets;

namespace Pyner.Services.Tests;

/// <summary>Passes connections on to a server on loopback, and on request holds back what clients send while what the server sends still comes.</summary>
internal sealed class TcpGate : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _server;
    private readonly List<Task> _running = [];
    private volatile bool _holds;

    public TcpGate(int server)
    {
        _server = server;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _running.Add(AcceptAsync());
    }

    public int Port { get; }

    /// <summary>From now on, nothing of what a client sends arrives.</summary>
    public void HoldClients() => _holds = true;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        Task[] running;
        lock (_running)
            running = [.. _running];
        await Task.WhenAll(running);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_end.Token);
                lock (_running)
                    _running.Add(PassAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _server, _end.Token);
                NetworkStream near = client.GetStream();
                NetworkStream far = server.GetStream();
                await Task.WhenAny(CopyAsync(near, far, true), CopyAsync(far, near, false));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
            {
                // One of the sides is gone, and so is the other one now.
            }
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, bool isClient)
    {
        byte[] buffer = new byte[1 << 16];
        try
        {
            for (int count; (count = await from.ReadAsync(buffer, _end.Token)) > 0;)
            {
                if (!isClient || !_holds)
                    await to.WriteAsync(buffer.AsMemory(0, count), _end.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            // As above.
        }
    }
}
