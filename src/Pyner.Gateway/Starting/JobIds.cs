using System.Security.Cryptography;
using System.Text;

namespace Pyner.Gateway.Starting;

/// <summary>Ids of new jobs: 32 hexadecimal digits.</summary>
internal static class JobIds
{
    /// <summary>
    /// The id of the job that a request starts: the same for the same request id, so that a repeated request finds the job that it
    /// started.
    /// </summary>
    /// <param name="requestId">What the caller calls the request; empty where it does not mean to repeat it.</param>
    /// <param name="now">The present.</param>
    public static string For(string requestId, DateTimeOffset now)
    {
        if (requestId.Length == 0)
            return Guid.CreateVersion7(now).ToString("N");
        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes("pyner job " + requestId));
        return Convert.ToHexStringLower(digest.AsSpan(0, 16));
    }
}
