using Grpc.Core;
using Grpc.Core.Interceptors;
using Pyner.Pipeline;
using Pyner.Pipeline.Distribution;

namespace Pyner.Gateway.Errors;

/// <summary>
/// Turns what a call throws into an error that says what to do; a fault that nobody foresaw goes to the log, and not to the caller.
/// </summary>
internal sealed partial class ErrorInterceptor(ILogger<ErrorInterceptor> logger) : Interceptor
{
    /// <inheritdoc/>
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw Translate(e, context);
        }
    }

    /// <inheritdoc/>
    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw Translate(e, context);
        }
    }

    private RpcException Translate(Exception e, ServerCallContext context)
    {
        switch (e)
        {
            case OperationCanceledException when context.CancellationToken.IsCancellationRequested:
                return new RpcException(new Status(StatusCode.Cancelled, "The caller went away."));
            case LedgerUnavailableException:
                LogUnavailable(context.Method, e.Message);
                return RpcErrors.Unavailable("The ledger can't be reached now. Ask again in a few seconds.");
            case JobException:
                return RpcErrors.FailedPrecondition("JOB", "", e.Message);
            default:
                LogFault(e, context.Method);
                return RpcErrors.Internal();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method}: {Reason}")]
    private partial void LogUnavailable(string method, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} failed")]
    private partial void LogFault(Exception e, string method);
}
