using System.Net;
using System.Net.Sockets;

namespace Pyner.Cli.Up;

/// <summary>Ports on 127.0.0.1.</summary>
internal static class LoopbackPorts
{
    /// <summary>A port that nobody listens on.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Makes sure that nobody listens on a port.</summary>
    /// <exception cref="UserException">Somebody does.</exception>
    public static void RequireFree(int port, string option)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new UserException($"Port {port} on 127.0.0.1 can't be used ({e.Message}). Choose another one with {option}, or end what listens there.");
        }
    }

    /// <summary>Whether what listens on a port answers as it should.</summary>
    public static async Task<bool> AnswersAsync(int port, byte[] question, byte[] answer, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, timeout.Token);
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
}
