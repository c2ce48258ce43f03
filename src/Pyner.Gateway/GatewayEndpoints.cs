using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Pyner.Gateway;

/// <summary>Where the gateway listens. Before it has started, a port that was asked for as 0 is not known.</summary>
/// <param name="options">What was asked for.</param>
public sealed class GatewayEndpoints(GatewayOptions options)
{
    private ListenOptions? _grpc;
    private ListenOptions? _json;

    /// <summary>The address for gRPC.</summary>
    public Uri Grpc => Address(_grpc, options.GrpcPort);

    /// <summary>The address for JSON.</summary>
    public Uri Json => Address(_json, options.HttpPort);

    /// <summary>
    /// Adds both to the server. Without TLS nothing tells HTTP/2 from HTTP/1.1 before the first bytes, so each has a port of its own.
    /// </summary>
    internal void Listen(KestrelServerOptions kestrel)
    {
        kestrel.Listen(options.Address, options.GrpcPort, listen => (_grpc = listen).Protocols = HttpProtocols.Http2);
        kestrel.Listen(options.Address, options.HttpPort, listen => (_json = listen).Protocols = HttpProtocols.Http1);
    }

    // The server puts the port that it got into the options.
    private Uri Address(ListenOptions? listen, int port) =>
        new($"http://{new IPEndPoint(options.Address, listen?.IPEndPoint?.Port ?? port)}");
}
