using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Pyner.Pipeline.Reports;

namespace Pyner.Gateway.Errors;

/// <summary>The errors that calls end with: a google.rpc.Status whose details a program can act on, and whose message a person can.</summary>
internal static class RpcErrors
{
    /// <summary>Domain of the reasons in google.rpc.ErrorInfo.</summary>
    public const string Domain = "pyner";

    /// <summary>Type of a job in google.rpc.ResourceInfo.</summary>
    public const string JobType = "pyner.v1.Job";

    private const int MostShown = 300;

    private static readonly TimeSpan s_retryDelay = TimeSpan.FromSeconds(2);

    /// <summary>Fields of the request that can't be as they are.</summary>
    public static RpcException InvalidFields(IReadOnlyList<BadRequest.Types.FieldViolation> violations) => Error(
        Code.InvalidArgument,
        string.Join(" ", violations.Select(violation => violation.Description)),
        new BadRequest { FieldViolations = { violations } });

    /// <summary>One field of the request that can't be as it is.</summary>
    public static RpcException InvalidField(string field, string description) =>
        InvalidFields([new BadRequest.Types.FieldViolation { Field = field, Description = description }]);

    /// <summary>A position that lies beyond what there is.</summary>
    public static RpcException OutOfRange(string field, string description) => Error(
        Code.OutOfRange, description,
        new BadRequest { FieldViolations = { new BadRequest.Types.FieldViolation { Field = field, Description = description } } });

    /// <summary>There is no such job.</summary>
    public static RpcException UnknownJob(string jobId)
    {
        string shown = Shown(jobId);
        return NotFound(JobType, shown, $"There is no job '{shown}'. ListJobs gives those that there are.");
    }

    /// <summary>Something that the request names does not exist.</summary>
    public static RpcException NotFound(string type, string name, string message) =>
        Error(Code.NotFound, message, new ResourceInfo { ResourceType = type, ResourceName = name, Description = message });

    /// <summary>Something that the request names may not be used.</summary>
    public static RpcException NotAllowed(string reason, string type, string name, string message) => Error(
        Code.PermissionDenied, message,
        new ErrorInfo { Reason = reason, Domain = Domain },
        new ResourceInfo { ResourceType = type, ResourceName = name, Description = message });

    /// <summary>The request is right, and can't be done as things are.</summary>
    public static RpcException FailedPrecondition(string type, string subject, string message) => Error(
        Code.FailedPrecondition, message,
        new PreconditionFailure { Violations = { new PreconditionFailure.Types.Violation { Type = type, Subject = subject, Description = message } } });

    /// <summary>There is enough of it already.</summary>
    public static RpcException Exhausted(string subject, string message) => Error(
        Code.ResourceExhausted, message,
        new QuotaFailure { Violations = { new QuotaFailure.Types.Violation { Subject = subject, Description = message } } });

    /// <summary>It can't be done now, and can be asked again.</summary>
    public static RpcException Unavailable(string message) =>
        Error(Code.Unavailable, message, RetrySoon());

    /// <summary>When to ask again what can't be done now.</summary>
    public static RetryInfo RetrySoon() => new() { RetryDelay = Duration.FromTimeSpan(s_retryDelay) };

    /// <summary>A fault of the gateway's own; the log has more.</summary>
    public static RpcException Internal() =>
        Error(Code.Internal, "The gateway failed; its log says why.", new ErrorInfo { Reason = "GATEWAY_FAULT", Domain = Domain });

    /// <summary>
    /// What a caller wrote, short enough to be shown again: errors travel in headers, which clients take only up to 8 KiB or so.
    /// </summary>
    public static string Shown(string text) => VisibleText.Shortened(text, MostShown);

    private static RpcException Error(Code code, string message, params IMessage[] details) =>
        new Google.Rpc.Status { Code = (int)code, Message = message, Details = { details.Select(detail => Any.Pack(detail)) } }.ToRpcException();
}
