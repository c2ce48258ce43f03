using Google.Protobuf;
using Grpc.Core;
using Xunit;

namespace Pyner.Gateway.Tests;

/// <summary>Looks into the errors of calls.</summary>
internal static class Errors
{
    /// <summary>Requires that a call ends with an error of a kind, whose details hold a message of a type.</summary>
    /// <returns>The message for people, and the details.</returns>
    public static async Task<(string Message, T Details)> FailsAsync<T>(this Task call, StatusCode code)
        where T : class, IMessage<T>, new()
    {
        RpcException e = await Assert.ThrowsAnyAsync<RpcException>(() => call);
        Assert.Equal(code, e.StatusCode);
        Google.Rpc.Status status = e.GetRpcStatus() ?? throw new InvalidOperationException("the error has no details");
        Assert.Equal((int)code, status.Code);
        Assert.Equal(e.Status.Detail, status.Message);
        Assert.EndsWith(".", status.Message, StringComparison.Ordinal);
        return (status.Message, status.GetDetail<T>() ?? throw new InvalidOperationException($"the details have no {typeof(T).Name}"));
    }

    /// <inheritdoc cref="FailsAsync{T}(Task, StatusCode)"/>
    public static Task<(string Message, T Details)> FailsAsync<T>(this AsyncUnaryCall<Contracts.V1.Job> call, StatusCode code)
        where T : class, IMessage<T>, new() => FailsAsync<T>(call.ResponseAsync, code);
}
