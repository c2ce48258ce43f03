using Microsoft.Extensions.Primitives;

namespace Pyner.Gateway.Access;

/// <summary>What a caller shows to be let in.</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";

    /// <summary>What follows <c>Bearer</c> in the header <c>Authorization</c>; null where there is no such header, or more than one.</summary>
    public static string? Of(HttpRequest request)
    {
        StringValues header = request.Headers.Authorization;
        return header is [string value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? value[Scheme.Length..].Trim() : null;
    }
}
