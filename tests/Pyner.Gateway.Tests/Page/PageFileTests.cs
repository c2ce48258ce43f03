using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Xunit;

namespace Pyner.Gateway.Tests.Page;

/// <summary>The page's files, as a browser gets them.</summary>
public sealed partial class PageFileTests : GatewayTests
{
    [Fact]
    public async Task Every_file_that_the_page_asks_for_comes_with_a_policy_that_allows_nothing_but_the_page_s_own_files()
    {
        // From the page on, whatever a file names, as a browser finds it.
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var ahead = new Queue<string>(["/"]);
        while (ahead.TryDequeue(out string? path))
        {
            if (found.ContainsKey(path))
                continue;
            found[path] = await GetAsync(path);
            foreach (string next in Named(path, found[path]))
                ahead.Enqueue(next);
        }
        Assert.Subset(
            found.Keys.ToHashSet(),
            new HashSet<string> { "/", "/page/page.js", "/page/overview.js", "/page/gateway.js", "/page/look.css", "/page/icon.svg" });
        string[] written = [.. Directory.EnumerateFiles(Path.Combine(TestData.RealDocuments.RepositoryRoot, "src", "Pyner.Gateway", "Page", "Files"))
            .Select(file => Path.GetFileName(file)).Select(name => name == "index.html" ? "/" : "/page/" + name)];
        Assert.Equal(written.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        Assert.All(found, file =>
        {
            Assert.DoesNotContain("://", file.Value.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
            foreach (string way in (string[])
                ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "DOMParser", "srcdoc", "style=", "onclick=", "url("])
                Assert.DoesNotContain(way, file.Value, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("/index.html")]
    [InlineData("/page")]
    [InlineData("/page/")]
    [InlineData("/page/index.html")]
    [InlineData("/page/page.js.map")]
    [InlineData("/page/..%2f..%2fappsettings.json")]
    [InlineData("/pyner-gateway.dll")]
    public async Task Nothing_else_is_a_file(string path)
    {
        using HttpResponseMessage answer = await Gateway.Json.GetAsync(path, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<string> GetAsync(string path)
    {
        using HttpResponseMessage answer = await Gateway.Json.GetAsync(path, Cancellation);
        string type = Path.GetExtension(path) switch { ".css" => "text/css", ".js" => "text/javascript", ".svg" => "image/svg+xml", _ => "text/html" };
        Assert.Equal((path, HttpStatusCode.OK, type), (path, answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self' 'sha256-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));

        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(new EntityTagHeaderValue(answer.Headers.ETag!.Tag));
        using HttpResponseMessage unchanged = await Gateway.Json.SendAsync(again, Cancellation);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    private static IEnumerable<string> Named(string path, string text)
    {
        if (path.EndsWith(".js", StringComparison.Ordinal))
            return Import().Matches(text).Select(match => "/page/" + match.Groups[1].Value);
        if (path != "/")
            return [];
        using IHtmlDocument page = new HtmlParser().ParseDocument(text);
        return [.. page.QuerySelectorAll("script[src], link[href]").Select(found => "/" + (found.GetAttribute("src") ?? found.GetAttribute("href")))];
    }

    [GeneratedRegex("""^import .* from "\./([a-z]+\.js)";$""", RegexOptions.Multiline)]
    private static partial Regex Import();
}
