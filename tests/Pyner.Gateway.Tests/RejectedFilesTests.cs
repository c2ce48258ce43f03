using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Google.Rpc;
using Grpc.Core;
using Pyner.Contracts.V1;
using Pyner.Gateway.Paging;
using Pyner.Pipeline.Distribution;
using Xunit;

namespace Pyner.Gateway.Tests;

/// <summary>Files that a job rejected, its report, and what it found, as callers get them.</summary>
public sealed class RejectedFilesTests(HostileSample sample) : GatewayTests, IClassFixture<HostileSample>
{
    private string _job = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _job = Gateway.AddJob(sample.Of).Id;
    }

    private protected override GatewayOptions Configure(GatewayOptions options) => options with { OutputRoots = [.. options.OutputRoots, sample.Root] };

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Pages_make_up_the_lines_of_the_list_of_all_files_and_of_each_reason(int size)
    {
        string[] codes = [.. sample.Rejected.Select(file => file.GetProperty("code").GetString()!).Distinct()];
        Assert.True(codes.Length > 1, "there is one reason only");
        foreach (string code in (string[])["", .. codes, "no-such-code"])
        {
            var request = new ListRejectedFilesRequest { JobId = _job, PageSize = size, Code = code };
            var listed = new List<RejectedSubmissionFile>();
            do
            {
                ListRejectedFilesResponse page = await Gateway.Catalogs.ListRejectedFilesAsync(request, cancellationToken: Cancellation);
                Assert.True(page.Files.Count <= size);
                Assert.Equal(sample.Rejected.Count, page.TotalSize);
                listed.AddRange(page.Files);
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);
            Assert.Equal(
                sample.Rejected.Where(file => code.Length == 0 || file.GetProperty("code").GetString() == code).Select(Line),
                listed.Select(Line));
        }
    }

    [Fact]
    public async Task A_token_is_good_for_the_list_as_it_was_and_for_its_reason_only()
    {
        string folder = Directory.CreateDirectory(Folder["kb/copy"]).FullName;
        foreach (string file in Directory.EnumerateFiles(sample.Folder))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        string job = Gateway.AddJob(status => sample.Of(status) with { Request = sample.Of(status).Request with { OutputFolder = folder } }).Id;
        var request = new ListRejectedFilesRequest { JobId = job, PageSize = 2 };
        request.PageToken = (await Gateway.Catalogs.ListRejectedFilesAsync(request, cancellationToken: Cancellation)).NextPageToken;
        Assert.Equal(2, (await Gateway.Catalogs.ListRejectedFilesAsync(request, cancellationToken: Cancellation)).Files.Count);
        foreach (ListRejectedFilesRequest other in (ListRejectedFilesRequest[])[new(request) { Code = "x" }, new(request) { JobId = _job }])
            await Gateway.Catalogs.ListRejectedFilesAsync(other, cancellationToken: Cancellation).ResponseAsync
                .FailsAsync<BadRequest>(StatusCode.InvalidArgument);
        string list = Path.Combine(folder, "rejected.jsonl");
        File.AppendAllText(list, File.ReadLines(list).First() + "\n");
        await Gateway.Catalogs.ListRejectedFilesAsync(request, cancellationToken: Cancellation).ResponseAsync
            .FailsAsync<BadRequest>(StatusCode.InvalidArgument);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("9223372036854775807")]
    [InlineData("99999999999999999999")]
    public async Task A_token_that_the_gateway_never_made_is_refused(string position)
    {
        var list = new FileInfo(Path.Combine(sample.Folder, "rejected.jsonl"));
        var request = new ListRejectedFilesRequest { JobId = _job };
        request.PageToken = PageToken.Make(
            position, $"{_job} rejected", string.Create(CultureInfo.InvariantCulture, $"{list.Length} {list.LastWriteTimeUtc.Ticks}"), "");
        (_, BadRequest details) = await Gateway.Catalogs.ListRejectedFilesAsync(request, cancellationToken: Cancellation)
            .ResponseAsync.FailsAsync<BadRequest>(StatusCode.InvalidArgument);
        Assert.Equal("page_token", Assert.Single(details.FieldViolations).Field);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1001)]
    public async Task A_page_has_a_limit(int size) => await Gateway.Catalogs
        .ListRejectedFilesAsync(new ListRejectedFilesRequest { JobId = _job, PageSize = size }, cancellationToken: Cancellation)
        .ResponseAsync.FailsAsync<BadRequest>(StatusCode.InvalidArgument);

    [Theory]
    [InlineData("rejected.jsonl", "rejected-files")]
    [InlineData("report.html", "report")]
    public async Task A_file_that_is_gone_or_a_link_that_leads_elsewhere_is_not_read(string name, string call)
    {
        string folder = Directory.CreateDirectory(Folder["kb/one"]).FullName;
        File.Copy(Path.Combine(sample.Folder, "knowledge_base.json"), Path.Combine(folder, "knowledge_base.json"));
        string job = Gateway.AddJob(status => sample.Of(status) with { Request = sample.Of(status).Request with { OutputFolder = folder } }).Id;
        Assert.Contains("it does not exist any more", await RefusedAsync($"/v1/jobs/{job}/{call}"), StringComparison.Ordinal);

        // What lies there belongs to nobody's job, and a line of it would be told in an error.
        File.WriteAllText(Folder["secret"], "{\"secret\": 1}\n");
        File.CreateSymbolicLink(Path.Combine(folder, name), Folder["secret"]);
        string refusal = await RefusedAsync($"/v1/jobs/{job}/{call}");
        Assert.Contains("a link that leads out", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal, StringComparison.Ordinal);

        File.Delete(Path.Combine(folder, name));
        Directory.CreateDirectory(Path.Combine(folder, name));
        Assert.Contains("can't be shown", await RefusedAsync($"/v1/jobs/{job}/{call}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"accession\": \"SRA000001\"}\n")]
    [InlineData("no JSON\n")]
    [InlineData("[]\n")]
    public async Task A_list_that_is_none_is_said_to_be_none(string text)
    {
        string folder = Directory.CreateDirectory(Folder["kb/broken"]).FullName;
        File.Copy(Path.Combine(sample.Folder, "knowledge_base.json"), Path.Combine(folder, "knowledge_base.json"));
        File.WriteAllText(Path.Combine(folder, "rejected.jsonl"), text);
        string job = Gateway.AddJob(status => sample.Of(status) with { Request = sample.Of(status).Request with { OutputFolder = folder } }).Id;
        Assert.Contains("lists no rejected files", await RefusedAsync($"/v1/jobs/{job}/rejected-files"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rejected-files")]
    [InlineData("report")]
    public async Task A_job_that_is_not_completed_has_neither(string call)
    {
        string running = Gateway.AddJob().Id;
        Assert.Contains("has not published", await RefusedAsync($"/v1/jobs/{running}/{call}"), StringComparison.Ordinal);
        using HttpResponseMessage answer = await Gateway.Json.GetAsync($"/v1/jobs/0123/{call}", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_report_comes_as_the_file_that_it_is_with_a_policy_under_which_nothing_runs()
    {
        using HttpResponseMessage answer = await Gateway.Json.GetAsync($"/v1/jobs/{_job}/report", Cancellation);
        Assert.Equal((HttpStatusCode.OK, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal(
            await File.ReadAllBytesAsync(Path.Combine(sample.Folder, "report.html"), Cancellation),
            await answer.Content.ReadAsByteArrayAsync(Cancellation));
        string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("sandbox; default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Google.Api.HttpBody body = await Gateway.Catalogs.GetReportAsync(new GetReportRequest { JobId = _job }, cancellationToken: Cancellation);
        Assert.Equal(await answer.Content.ReadAsByteArrayAsync(Cancellation), body.Data.ToByteArray());
    }

    [Fact]
    public async Task What_a_job_has_found_is_what_was_noted_of_it()
    {
        string job = Gateway.AddJob().Id;
        Assert.Equal(new Findings(), await Gateway.Jobs.GetFindingsAsync(new GetFindingsRequest { JobId = job }, cancellationToken: Cancellation));
        Gateway.Ledger.Note(job, sample.Findings);
        JsonElement findings = await Gateway.Json.GetFromJsonAsync<JsonElement>($"/v1/jobs/{job}/findings", Cancellation);
        Assert.Equal(
            (HostileSample.Organism, 20),
            (findings.GetProperty("organisms")[0].GetProperty("value").GetString(), findings.GetProperty("organisms")[0].GetProperty("count").GetInt64()));
        Assert.Equal(sample.Findings.Organisms.Count, findings.GetProperty("organisms").GetArrayLength());
        Assert.Equal(
            sample.Rejected.CountBy(file => file.GetProperty("code").GetString()!).Select(pair => (pair.Key, (long)pair.Value)).Order(),
            findings.GetProperty("reasons").EnumerateArray()
                .Select(reason => (reason.GetProperty("code").GetString()!, reason.GetProperty("files").GetInt64())).Order());
        Assert.Equal(sample.Findings.Course.Select(point => (point.Seconds, point.Bytes)), findings.GetProperty("course").EnumerateArray()
            .Select(point => (point.GetProperty("seconds").GetDouble(), (long?)point.GetProperty("xmlBytes").GetInt64())));
        using HttpResponseMessage unknown = await Gateway.Json.GetAsync($"/v1/jobs/{new string('0', 32)}/findings", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private async Task<string> RefusedAsync(string path)
    {
        using HttpResponseMessage answer = await Gateway.Json.GetAsync(path, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("message").GetString()!;
    }

    private static (string, string, string, string, string, long?, long?, long?) Line(JsonElement file) => (
        file.GetProperty("accession").GetString()!, file.GetProperty("kind").GetString()!,
        file.GetProperty("file").GetString()!, file.GetProperty("code").GetString()!,
        file.GetProperty("message").GetString()!, Number(file, "offset"), Number(file, "line"), Number(file, "column"));

    private static (string, string, string, string, string, long?, long?, long?) Line(RejectedSubmissionFile file) => (
        file.Accession, file.Kind, file.File, file.Code, file.Message,
        file.HasOffset ? file.Offset : null, file.HasLine ? file.Line : null, file.HasColumn ? file.Column : null);

    private static long? Number(JsonElement file, string name) =>
        file.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;
}
