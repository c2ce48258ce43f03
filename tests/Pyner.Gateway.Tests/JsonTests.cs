using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Pyner.Pipeline.Distribution;
using Xunit;

namespace Pyner.Gateway.Tests;

/// <summary>The same calls as HTTP and JSON.</summary>
public sealed class JsonTests(PublishedSample sample) : GatewayTests, IClassFixture<PublishedSample>
{
    private protected override GatewayOptions Configure(GatewayOptions options) => options with { OutputRoots = [.. options.OutputRoots, sample.Folder] };

    [Fact]
    public async Task A_job_is_started_shown_listed_and_cancelled()
    {
        JsonElement started = await PostAsync("/v1/jobs", new { source = Folder["data/tree"], batchSize = 5, checkpointEvery = 20 });
        string id = started.GetProperty("id").GetString()!;
        Assert.Equal(("JOB_STATE_QUEUED", 5), (started.GetProperty("state").GetString(), Gateway.Ledger[id].Request.BatchSize));

        JsonElement shown = await GetAsync($"/v1/jobs/{id}");
        Assert.Equal(Folder["data/tree"], shown.GetProperty("options").GetProperty("source").GetString());
        JsonElement listed = await GetAsync("/v1/jobs?page_size=1");
        Assert.Equal(id, listed.GetProperty("jobs")[0].GetProperty("id").GetString());

        JsonElement cancelled = await PostAsync($"/v1/jobs/{id}:cancel", new { reason = "enough" });
        Assert.Equal((true, "enough"), (cancelled.GetProperty("cancelRequested").GetBoolean(), cancelled.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task Errors_have_their_http_status_and_the_same_details()
    {
        using HttpResponseMessage answer = await Gateway.Json.PostAsJsonAsync(
            "/v1/jobs", new { source = Folder["data/tree"], stage = 9, limit = 0 }, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        JsonElement error = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(3, error.GetProperty("code").GetInt32());
        Assert.StartsWith("stage 9 does not exist.", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        JsonElement details = error.GetProperty("details")[0];
        Assert.Equal("type.googleapis.com/google.rpc.BadRequest", details.GetProperty("@type").GetString());
        Assert.Equal(
            ["stage", "limit"],
            details.GetProperty("fieldViolations").EnumerateArray().Select(violation => violation.GetProperty("field").GetString()));
    }

    [Theory]
    [InlineData("/v1/jobs/no-such-job", HttpStatusCode.NotFound)]
    [InlineData("/v1/jobs/no-such-job:watch", HttpStatusCode.NotFound)]
    [InlineData("/v1/jobs?page_size=1000", HttpStatusCode.BadRequest)]
    [InlineData("/v1/nothing", HttpStatusCode.NotFound)]
    public async Task A_bad_request_is_refused(string path, HttpStatusCode expected)
    {
        using HttpResponseMessage answer = await Gateway.Json.GetAsync(path, Cancellation);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"source\": 5}")]
    [InlineData("{\"sauce\": \"/data\"}")]
    public async Task A_body_that_is_no_request_is_refused(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await Gateway.Json.PostAsync("/v1/jobs", content, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_far_too_long_is_refused()
    {
        using HttpResponseMessage answer = await Gateway.Json.PostAsJsonAsync("/v1/jobs", new { source = new string('x', 100_000) }, Cancellation);
        Assert.False(answer.IsSuccessStatusCode);
        Assert.InRange((int)answer.StatusCode, 400, 499);
    }

    [Fact]
    public async Task Watching_gives_an_object_a_line_until_the_end()
    {
        string id = Gateway.AddJob().Id;
        using HttpResponseMessage answer = await Gateway.Json.GetAsync($"/v1/jobs/{id}:watch", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancellation));
        JsonElement first = JsonElement.Parse((await lines.ReadLineAsync(Cancellation))!);
        Assert.Equal(
            (17, 25.0),
            (first.GetProperty("job").GetProperty("revision").GetInt64(), first.GetProperty("job").GetProperty("progress").GetProperty("percent").GetDouble()));
        Gateway.Ledger.Change(id, job => job with { State = DistributedJobState.Completed });
        JsonElement last = JsonElement.Parse((await lines.ReadLineAsync(Cancellation))!);
        Assert.Equal("JOB_STATE_COMPLETED", last.GetProperty("job").GetProperty("state").GetString());
        Assert.Null(await lines.ReadLineAsync(Cancellation));
    }

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:1", HttpStatusCode.OK)]
    [InlineData("sra.example.org", HttpStatusCode.BadRequest)]
    public async Task Without_a_key_only_this_machine_s_own_names_are_answered(string host, HttpStatusCode status)
    {
        // A page from elsewhere may have its name lead to 127.0.0.1, and is then taken for the gateway's own.
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/jobs");
        request.Headers.Host = host;
        using HttpResponseMessage answer = await Gateway.Json.SendAsync(request, Cancellation);
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Catalogs_are_listed()
    {
        string id = Gateway.AddJob(job => job with
        {
            State = DistributedJobState.Completed,
            Request = job.Request with { OutputFolder = sample.Folder, Timestamp = sample.Timestamp },
        }).Id;
        JsonElement page = await GetAsync($"/v1/jobs/{id}/organisms?page_size=2&prefix=s&order_by=name");
        Assert.Equal(
            sample.Catalog("organisms").Where(value => value.Value.StartsWith('S'))
                .OrderBy(value => value.Value, StringComparer.Ordinal).Take(2).Select(value => (value.Value, value.Count)),
            page.GetProperty("values").EnumerateArray().Select(value => (value.GetProperty("value").GetString()!, value.GetProperty("count").GetInt64())));
        foreach (string catalog in (string[])["strategies", "sources", "selections", "layouts", "platforms", "instrument-models", "attributes"])
        {
            JsonElement values = await GetAsync($"/v1/jobs/{id}/{catalog}");
            Assert.Equal(sample.Catalog(catalog.Replace('-', '_')).Count(), values.GetProperty("totalSize").GetInt32());
        }
        JsonElement pairs = await GetAsync($"/v1/jobs/{id}/organism-strategies?organism={Uri.EscapeDataString("Homo sapiens")}");
        Assert.Equal(sample.Pairs().Count(pair => pair.Organism == "Homo sapiens"), pairs.GetProperty("totalSize").GetInt32());
        JsonElement statistics = await GetAsync($"/v1/jobs/{id}/statistics");
        Assert.Equal(sample.Truth.GetProperty("statistics").GetProperty("total_runs").GetInt64(), statistics.GetProperty("runs").GetInt64());
    }

    private async Task<JsonElement> GetAsync(string path) => await Gateway.Json.GetFromJsonAsync<JsonElement>(path, Cancellation);

    private async Task<JsonElement> PostAsync<T>(string path, T body)
    {
        using HttpResponseMessage answer = await Gateway.Json.PostAsJsonAsync(path, body, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }
}
