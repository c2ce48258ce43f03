using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Pyner.Gateway.Errors;

namespace Pyner.Gateway.Paging;

/// <summary>
/// Where a listing goes on, as a text without meaning to callers. It holds the position and a digest of what was asked for, so that it can't be
/// used with another job, order or filter, where the position would mean something else. It protects nothing and hides nothing.
/// </summary>
internal static class PageToken
{
    private const int DigestLength = 12;
    private const string Field = "page_token";

    /// <summary>Makes a token.</summary>
    /// <param name="position">Where to go on.</param>
    /// <param name="query">What was asked for, page size apart.</param>
    public static string Make(string position, params ReadOnlySpan<string> query)
    {
        byte[] place = Encoding.UTF8.GetBytes(position);
        return Base64Url.EncodeToString([.. Digest(position, query), .. place]);
    }

    /// <summary>Makes a token.</summary>
    /// <param name="position">Where to go on, 0 or more.</param>
    /// <param name="query">What was asked for, page size apart.</param>
    public static string Make(long position, params ReadOnlySpan<string> query) => Make(position.ToString(CultureInfo.InvariantCulture), query);

    /// <summary>The number in a token, or 0 where there is none.</summary>
    /// <param name="token">The token. Who knows how they are made can make one with any position.</param>
    /// <param name="most">The furthest that a listing may have given.</param>
    /// <param name="query">What was asked for.</param>
    /// <exception cref="RpcException">The token is not of this query.</exception>
    public static long ReadNumber(string token, long most, params ReadOnlySpan<string> query)
    {
        if (Read(token, query) is not { } text)
            return 0;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long position) && position <= most ? position : throw Refused();
    }

    /// <summary>The position in a token, or null where there is none.</summary>
    /// <exception cref="RpcException">The token is not of this query.</exception>
    public static string? Read(string token, params ReadOnlySpan<string> query)
    {
        if (token.Length == 0)
            return null;
        if (Base64Url.IsValid(token, out int length) && length > DigestLength)
        {
            byte[] bytes = Base64Url.DecodeFromChars(token);
            string position = Encoding.UTF8.GetString(bytes.AsSpan(DigestLength));
            if (bytes.AsSpan(0, DigestLength).SequenceEqual(Digest(position, query)))
                return position;
        }
        throw Refused();
    }

    private static RpcException Refused() => RpcErrors.InvalidField(
        Field,
        "page_token is not one that this listing gave. "
        + "Give next_page_token of the page before, with the same job, order and filters, or leave it out to begin anew.");

    private static byte[] Digest(string position, ReadOnlySpan<string> query)
    {
        var text = new StringBuilder();
        // The lengths keep the parts apart.
        foreach (string part in query)
            text.Append(part.Length).Append(':').Append(part);
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.Append(position).ToString()))[..DigestLength];
    }
}
