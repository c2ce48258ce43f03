using Google.Protobuf;
using Grpc.Core;
using Pyner.Pipeline.Distribution;
using Pyner.Pipeline.Reports;

namespace Pyner.Gateway.Catalogs;

/// <summary>A job's report on its way to a browser, which is to treat it as a page of no site at all: nothing in it runs, and it fetches nothing.</summary>
internal static class ReportResponse
{
    /// <summary>Its type.</summary>
    public const string ContentType = "text/html; charset=utf-8";

    // One has about 100 kB.
    private const int MostBytes = 4 << 20;

    // The page has a policy of its own, which lets through its style sheet and no other; both apply.
    private const string Policy =
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Adds the headers that go with it.</summary>
    public static void AddHeaders(IHeaderDictionary headers, string jobId)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        headers.ContentDisposition = $"inline; filename=\"report-{jobId}.html\"";
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="RpcException">It is none.</exception>
    public static async Task<ByteString> ReadAsync(FileStream report, JobStatus job, CancellationToken cancellation)
    {
        if (report.Length > MostBytes)
            throw PublishedFiles.Gone(job, ReportFile.Name, "it is longer than any report that Pyner writes");
        return await ByteString.FromStreamAsync(report, cancellation);
    }
}
