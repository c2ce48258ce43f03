using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using Pyner.Pipeline.Reports;

namespace Pyner.Gateway.Page;

/// <summary>
/// The page for people: files in the assembly, served beside the JSON calls that they use. Nothing else is ever served as a file, and nothing on the page
/// comes from anywhere else. It holds no data and needs no key; the calls do.
/// </summary>
internal static class ProgressPage
{
    private const string Folder = "page/";
    private const string Start = "index.html";

    // No inline script or style, no other origin, not in a frame: a name in the data that got into the page as markup could still do nothing. The frame
    // with a job's report has the page's policy too, which is why the report's style sheet is let through.
    private static readonly string s_policy =
        $"default-src 'none'; script-src 'self'; style-src 'self' {ReportFile.StyleSource}; img-src 'self'; connect-src 'self'; frame-src blob:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

    /// <summary>Maps its files.</summary>
    public static void MapProgressPage(this WebApplication app)
    {
        foreach (string name in typeof(ProgressPage).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            byte[] content = Read(name);
            string type = TypeOf(name);
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexString(SHA256.HashData(content), 0, 16)}\"");
            app.MapGet(name == Folder + Start ? "/" : "/" + name, (HttpContext context) =>
            {
                IHeaderDictionary headers = context.Response.Headers;
                headers.ContentSecurityPolicy = s_policy;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "no-referrer";
                // A gateway of another version may answer next time.
                headers.CacheControl = "no-cache";
                return Results.Bytes(content, type, entityTag: tag);
            }).AllowAnonymous();
        }
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => throw new InvalidOperationException($"'{name}' is of no type that the page has"),
    };

    private static byte[] Read(string name)
    {
        using Stream stream = typeof(ProgressPage).Assembly.GetManifestResourceStream(name)!;
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
