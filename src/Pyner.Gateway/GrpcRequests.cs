namespace Pyner.Gateway;

/// <summary>Tells gRPC from JSON: the same calls exist in both.</summary>
internal static class GrpcRequests
{
    /// <summary>What a request in gRPC calls its content.</summary>
    public const string ContentType = "application/grpc";

    /// <summary>Whether a request is one in gRPC.</summary>
    public static bool IsGrpc(this HttpContext context) =>
        context.Request.ContentType?.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase) == true;
}
