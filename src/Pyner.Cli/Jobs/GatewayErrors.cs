using System.Net.Sockets;
using Grpc.Core;
using Pyner.Cli.Access;

namespace Pyner.Cli.Jobs;

/// <summary>Says in a sentence what a call to the gateway ended with.</summary>
/// <param name="address">Where the gateway is.</param>
internal sealed class GatewayErrors(Uri address)
{
    /// <summary>Whether the same call may work in a moment: the gateway or its ledger is away, or is being started anew.</summary>
    public static bool IsPassing(RpcException e) => e.StatusCode == StatusCode.Unavailable || IsConnection(e);

    /// <summary>The exception to throw instead.</summary>
    public Exception Describe(RpcException e, CancellationToken cancellation)
    {
        if (e.StatusCode == StatusCode.Cancelled && cancellation.IsCancellationRequested)
            return new OperationCanceledException(cancellation);
        return new UserException(e.StatusCode switch
        {
            _ when IsConnection(e) =>
                $"no gateway can be reached at {address} ({Reason(e)}); start it with 'pyner up', or name another with --gateway or {GatewayAddress.Variable}",
            StatusCode.DeadlineExceeded => $"the gateway at {address} did not answer in time; try again, or look into its log",
            StatusCode.Unimplemented => $"what answers at {address} is no gateway of this version of pyner: {e.Status.Detail}",
            StatusCode.Unauthenticated =>
                $"{e.Status.Detail} pyner takes it from --api-key-file, {GatewayKey.Variable} or {GatewayKey.FileVariable}; "
                + "on this machine it finds that of 'pyner up' itself",
            _ => e.Status.Detail,
        });
    }

    // What the gateway itself says has no exception behind it on this side.
    private static bool IsConnection(RpcException e) => e.Status.DebugException is HttpRequestException or IOException or SocketException;

    private static string Reason(RpcException e)
    {
        Exception cause = e.Status.DebugException!;
        while (cause.InnerException is { } inner)
            cause = inner;
        return cause.Message.TrimEnd('.');
    }
}
