using System.Diagnostics.Metrics;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Pyner.Gateway.Errors;
using Status = Google.Rpc.Status;

namespace Pyner.Gateway.Access;

/// <summary>Answers callers that are not let in as all other errors are answered: a google.rpc.Status, in gRPC's trailers or as JSON.</summary>
internal sealed partial class AccessRefusals : IAuthorizationMiddlewareResultHandler
{
    private static readonly JsonFormatter s_json =
        new(JsonFormatter.Settings.Default.WithTypeRegistry(TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    private readonly ILogger<AccessRefusals> _logger;
    private readonly Counter<long> _refused;

    public AccessRefusals(IMeterFactory meters, ILogger<AccessRefusals> logger)
    {
        _logger = logger;
        _refused = meters.Create("Pyner.Gateway").CreateCounter<long>("pyner.calls.refused", "{call}", "Calls whose caller was not let in, by reason.");
    }

    /// <inheritdoc/>
    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            await next(context);
            return;
        }
        if (authorizeResult.Forbidden)
        {
            await RefuseAsync(context, Code.PermissionDenied, "ROLE_MISSING", context.User.IsInRole(AccessPolicies.Read)
                ? $"This key or token is for looking at jobs. Starting and cancelling them takes one with the role '{AccessPolicies.Operate}'."
                : $"This key or token is good, and for nothing here: it has neither the role '{AccessPolicies.Read}' nor '{AccessPolicies.Operate}'.");
            return;
        }
        // What it came to when the call arrived: it is not found out a second time.
        if ((await context.AuthenticateAsync()).Failure is IssuerUnreachableException)
        {
            await RefuseAsync(
                context, Code.Unavailable, "ISSUER_UNREACHABLE",
                "The gateway can't reach the issuer of tokens, so that it can't tell whether this one is good. Try again in a moment; its log says more.");
            return;
        }
        (string reason, string message) = BearerToken.Of(context.Request) is null
            ? ("CREDENTIALS_MISSING", "Say who you are: send the header 'Authorization: Bearer KEY' with a key or a token of yours.")
            : ("CREDENTIALS_REFUSED", "The key or token that was sent does not open this gateway: it is wrong, was withdrawn, or has expired.");
        await RefuseAsync(context, Code.Unauthenticated, reason, message);
    }

    private async Task RefuseAsync(HttpContext context, Code code, string reason, string message)
    {
        _refused.Add(1, new KeyValuePair<string, object?>("error.type", reason));
        System.Net.IPAddress? address = context.Connection.RemoteIpAddress;
        LogRefused(address, context.Request.Path, reason);
        var status = new Status { Code = (int)code, Message = message, Details = { Any.Pack(new ErrorInfo { Reason = reason, Domain = RpcErrors.Domain }) } };
        if (code == Code.Unavailable)
            status.Details.Add(Any.Pack(RpcErrors.RetrySoon()));
        Microsoft.AspNetCore.Http.HttpResponse response = context.Response;
        if (context.IsGrpc())
        {
            // An answer without a body has its trailers among the headers: https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
            response.ContentType = GrpcRequests.ContentType;
            response.Headers["grpc-status"] = status.Code.ToString(CultureInfo.InvariantCulture);
            response.Headers["grpc-message"] = Uri.EscapeDataString(message);
            response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(status.ToByteArray());
            return;
        }
        response.StatusCode = code switch
        {
            Code.Unauthenticated => StatusCodes.Status401Unauthorized,
            Code.Unavailable => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status403Forbidden,
        };
        if (code == Code.Unauthenticated)
            response.Headers.WWWAuthenticate = "Bearer";
        response.ContentType = "application/json";
        await response.WriteAsync(s_json.Format(status), context.RequestAborted);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Refused a call from {Address} to {Path}: {Reason}")]
    private partial void LogRefused(System.Net.IPAddress? address, PathString path, string reason);
}
