using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Pyner.Gateway.Errors;

namespace Pyner.Gateway.Starting;

/// <summary>Ids of jobs: 32 hexadecimal digits.</summary>
internal static class JobIds
{
    private const int Length = 32;
    private static readonly SearchValues<char> s_digits = SearchValues.Create("0123456789abcdef");

    /// <summary>Requires that a call names a job, in a form that a job's id can have: the ledger is not asked for anything else.</summary>
    /// <exception cref="Grpc.Core.RpcException">It does not.</exception>
    public static string Require(string jobId)
    {
        if (jobId.Length == 0)
            throw RpcErrors.InvalidField("job_id", "job_id is missing. ListJobs gives the jobs that there are.");
        return jobId.Length == Length && !jobId.AsSpan().ContainsAnyExcept(s_digits) ? jobId : throw RpcErrors.UnknownJob(jobId);
    }

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
