using System.Net;
using System.Net.Sockets;

namespace Pyner.TestServers;

/// <summary>Finds loopback ports that nobody listens on.</summary>
public static class FreePorts
{
    // Below the range from which Linux takes ports of outgoing connections: a server that is stopped must find its port free when it comes back.
    private const int First = 20_000;
    private const int End = 32_000;

    /// <summary>A port that nobody listened on a moment ago.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static int Take()
    {
        for (int attempt = 0; attempt < 1_000; attempt++)
        {
            int port = Random.Shared.Next(First, End);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Taken: try another one.
            }
        }
        throw new InvalidOperationException($"no free port from {First} to {End}");
    }
}
