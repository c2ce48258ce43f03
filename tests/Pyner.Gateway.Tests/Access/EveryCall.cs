using Grpc.Core;
using Pyner.Contracts.V1;

namespace Pyner.Gateway.Tests.Access;

/// <summary>Every call that the gateway has, by what its descriptors say, so that a new one is tried too.</summary>
internal static class EveryCall
{
    /// <summary>The names of the calls, and whether they need the role to operate.</summary>
    public static IEnumerable<(string Name, bool Operates)> Names => Contracts.V1.Jobs.Descriptor.Methods.Concat(Contracts.V1.Catalogs.Descriptor.Methods)
        .Select(method => ($"{method.Service.FullName}/{method.Name}", method.Name is "StartJob" or "CancelJob"));

    /// <summary>Makes a call with an empty request, which nobody who is let in gets anything but an error for.</summary>
    /// <returns>How it ended.</returns>
    public static async Task<RpcException> MakeAsync(ChannelBase channel, string name, Metadata headers, CancellationToken cancellation)
    {
        Marshaller<byte[]> asItIs = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);
        var method = new Method<byte[], byte[]>(MethodType.ServerStreaming, name.Split('/')[0], name.Split('/')[1], asItIs, asItIs);
        var options = new CallOptions(headers, cancellationToken: cancellation);
        using AsyncServerStreamingCall<byte[]> call = channel.CreateCallInvoker().AsyncServerStreamingCall(method, null, options, []);
        try
        {
            while (await call.ResponseStream.MoveNext(cancellation))
            {
                // What comes is not looked at.
            }
            return new RpcException(Status.DefaultSuccess);
        }
        catch (RpcException e)
        {
            return e;
        }
    }
}
