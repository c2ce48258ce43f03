using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pyner.Gateway.Access;

namespace Pyner.Gateway;

/// <summary>Where the gateway listens. Before it has started, a port that was asked for as 0 is not known.</summary>
public sealed class GatewayEndpoints
{
    private readonly GatewayOptions _options;
    private readonly ServerCertificate? _certificate;
    private ListenOptions? _grpc;
    private ListenOptions? _json;

    internal GatewayEndpoints(GatewayOptions options, ServerCertificate? certificate) => (_options, _certificate) = (options, certificate);

    /// <summary>The address for gRPC.</summary>
    public Uri Grpc => Address(_grpc, _options.GrpcPort);

    /// <summary>The address for JSON.</summary>
    public Uri Json => Address(_json, _options.HttpPort);

    /// <summary>
    /// Adds both to the server. Without TLS nothing tells HTTP/2 from HTTP/1.1 before the first bytes, so each has a port of its own.
    /// </summary>
    internal void Listen(KestrelServerOptions kestrel)
    {
        kestrel.Listen(_options.Address, _options.GrpcPort, listen => Configure(_grpc = listen, HttpProtocols.Http2));
        kestrel.Listen(_options.Address, _options.HttpPort, listen => Configure(_json = listen, HttpProtocols.Http1));
    }

    private void Configure(ListenOptions listen, HttpProtocols protocols)
    {
        listen.Protocols = protocols;
        // The server's own limit would count probes on the internal port too, which are to be answered however many come to these.
        var connections = new ConnectionLimit(_options.MaxConnections);
        listen.Use(next => connection => connections.PassAsync(connection, next));
        _certificate?.Serve(listen);
    }

    // The server puts the port that it got into the options.
    private Uri Address(ListenOptions? listen, int port) =>
        new($"{(_certificate is null ? "http" : "https")}://{new IPEndPoint(_options.Address, listen?.IPEndPoint?.Port ?? port)}");
}
