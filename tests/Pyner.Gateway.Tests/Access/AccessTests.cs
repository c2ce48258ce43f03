using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Google.Rpc;
using Grpc.Core;
using Pyner.Contracts.V1;
using Pyner.TestServers;
using Xunit;

namespace Pyner.Gateway.Tests.Access;

/// <summary>Tries to get in, with keys and without.</summary>
public sealed class AccessTests : GatewayTests
{
    private const string ReadKey = "pyner_read-key-of-a-dashboard-0123456789abcdef";
    private const string OperateKey = "pyner_operate-key-of-alice-0123456789abcdef";

    private string Keys => Folder["keys"];

    public static TheoryData<string, bool> Calls()
    {
        var calls = new TheoryData<string, bool>();
        foreach ((string name, bool operates) in EveryCall.Names)
            calls.Add(name, operates);
        return calls;
    }

    public static TheoryData<string> CallNames() => [.. EveryCall.Names.Select(call => call.Name)];

    public static TheoryData<string> WrongHeaders() =>
    [
        "Bearer", "Bearer ", "Bearer pyner_guess", $"Bearer {KeyFile.Digest(OperateKey)}", $"Bearer {OperateKey}x", $"Bearer {OperateKey[..^1]}",
        $"Bearer {OperateKey.ToUpperInvariant()}",
        $"Basic {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("alice:" + OperateKey))}", OperateKey, $"Bearer {new string('x', 6_000)}",
        $"Bearer {ReadKey} {OperateKey}", $"Bearer {ReadKey},{OperateKey}", "Bearer a.b.c",
    ];

    public override async ValueTask InitializeAsync()
    {
        KeyFile.Write(Keys, ("read", "dashboard", ReadKey), ("operate", "alice", OperateKey));
        await base.InitializeAsync();
    }

    private protected override GatewayOptions Configure(GatewayOptions options) => options with { AllowAnonymous = false, ApiKeysFile = Keys };

    [Fact]
    public void All_calls_are_tried() => Assert.Equal(6 + 12, EveryCall.Names.Count());

    [Theory]
    [MemberData(nameof(CallNames))]
    public async Task A_call_without_a_key_is_refused(string call)
    {
        RpcException e = await EveryCall.MakeAsync(Gateway.Channel, call, [], Cancellation);
        Assert.Equal(StatusCode.Unauthenticated, e.StatusCode);
        Assert.Equal("CREDENTIALS_MISSING", e.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason);
        Assert.Equal(e.Status.Detail, e.GetRpcStatus()!.Message);
        Assert.StartsWith("Say who you are", e.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_with_the_key_for_its_role_gets_through_and_one_with_a_lesser_one_does_not(string call, bool operates)
    {
        // What gets through to a call is refused there, for its request says nothing.
        StatusCode reading = (await EveryCall.MakeAsync(Gateway.Channel, call, Headers("Bearer " + ReadKey), Cancellation)).StatusCode;
        Assert.Equal(operates, reading == StatusCode.PermissionDenied);
        Assert.NotEqual(StatusCode.Unauthenticated, reading);
        StatusCode operating = (await EveryCall.MakeAsync(Gateway.Channel, call, Headers("bearer " + OperateKey), Cancellation)).StatusCode;
        Assert.True(operating is StatusCode.InvalidArgument or StatusCode.OK, operating.ToString());
    }

    [Theory]
    [MemberData(nameof(WrongHeaders))]
    public async Task What_is_no_key_opens_nothing(string header)
    {
        RpcException e = await EveryCall.MakeAsync(Gateway.Channel, "pyner.v1.Jobs/ListJobs", Headers(header), Cancellation);
        Assert.Equal(StatusCode.Unauthenticated, e.StatusCode);
        Assert.DoesNotContain(header.Split(' ')[^1] is { Length: > 8 } shown ? shown : "?!", e.Status.Detail, StringComparison.Ordinal);
        using HttpResponseMessage answer = await GetAsync("/v1/jobs", header);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Two_headers_are_none()
    {
        var headers = new Metadata { { "authorization", "Bearer " + OperateKey }, { "authorization", "Bearer " + OperateKey } };
        Assert.Equal(StatusCode.Unauthenticated, (await EveryCall.MakeAsync(Gateway.Channel, "pyner.v1.Jobs/ListJobs", headers, Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData("GET", "/v1/jobs")]
    [InlineData("GET", "/v1/jobs/0123456789abcdef0123456789abcdef")]
    [InlineData("GET", "/v1/jobs/0123456789abcdef0123456789abcdef:watch")]
    [InlineData("GET", "/v1/jobs/0123456789abcdef0123456789abcdef/organisms")]
    [InlineData("GET", "/v1/jobs/0123456789abcdef0123456789abcdef/statistics")]
    [InlineData("GET", "/v1/jobs/0123456789abcdef0123456789abcdef/findings")]
    [InlineData("GET", "/v1/jobs/0123456789abcdef0123456789abcdef/rejected-files")]
    [InlineData("GET", "/v1/jobs/0123456789abcdef0123456789abcdef/report")]
    [InlineData("POST", "/v1/jobs")]
    [InlineData("POST", "/v1/jobs/0123456789abcdef0123456789abcdef:cancel")]
    [InlineData("GET", "//v1/jobs")]
    [InlineData("GET", "/V1/JOBS")]
    [InlineData("GET", "/v1/jobs/?key=" + OperateKey)]
    [InlineData("GET", "/v1/jobs?access_token=" + OperateKey)]
    [InlineData("GET", "/v1/%6aobs")]
    public async Task Nothing_is_given_over_JSON_without_a_key(string method, string path)
    {
        string id = Gateway.AddJob().Id;
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Gateway.Json.BaseAddress!.AbsoluteUri.TrimEnd('/') + path));
        if (method == "POST")
            request.Content = JsonContent.Create(new { source = Folder["data/tree"] });
        using HttpResponseMessage answer = await Gateway.Json.SendAsync(request, Cancellation);
        string body = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound, answer.StatusCode.ToString());
        Assert.DoesNotContain(id, body, StringComparison.Ordinal);
        Assert.Empty(Gateway.Hints.Given);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return;
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
        JsonElement error = JsonElement.Parse(body);
        Assert.Equal((16, "CREDENTIALS_MISSING"), (error.GetProperty("code").GetInt32(), error.GetProperty("details")[0].GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task The_page_comes_without_a_key_asks_for_one_and_shows_nothing_before_it_has_one()
    {
        Assert.SkipWhen(Availability.WhyNoChromium is not null, Availability.WhyNoChromium ?? "");
        string id = Gateway.AddJob().Id;
        await using Chromium page = await Chromium.StartNewAsync(Cancellation);
        await page.OpenAsync(Gateway.Json.BaseAddress!.AbsoluteUri);
        await page.SeeAsync("This gateway asks for a key");
        Assert.DoesNotContain(id, (string)(await page.EvaluateAsync("document.documentElement.outerHTML"))!, StringComparison.Ordinal);
        await EnterAsync(page, "pyner_wrong");
        await page.SeeAsync("does not open this gateway");
        await EnterAsync(page, ReadKey);
        await page.WaitAsync($"document.querySelector('a[href=\"#{id}\"]') !== null");
        Assert.DoesNotContain(ReadKey, (string)(await page.EvaluateAsync("document.documentElement.outerHTML + location"))!, StringComparison.Ordinal);

        static async Task EnterAsync(Chromium page, string key)
        {
            await page.EvaluateAsync("document.querySelector('input[name=key]').value = ''; document.querySelector('input[name=key]').focus()");
            await page.TypeAsync(key);
            await page.PressAsync("Enter", 13);
        }
    }

    [Fact]
    public async Task Over_JSON_a_key_is_good_for_its_role_and_no_other()
    {
        using HttpResponseMessage listed = await GetAsync("/v1/jobs", "Bearer " + ReadKey);
        Assert.Equal(HttpStatusCode.OK, listed.StatusCode);
        using HttpResponseMessage refused = await StartAsync(ReadKey);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        JsonElement error = await refused.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal((7, "ROLE_MISSING"), (error.GetProperty("code").GetInt32(), error.GetProperty("details")[0].GetProperty("reason").GetString()));
        Assert.Empty(Gateway.Hints.Given);
        using HttpResponseMessage started = await StartAsync(OperateKey);
        Assert.Equal(HttpStatusCode.OK, started.StatusCode);
        Assert.Single(Gateway.Hints.Given);
    }

    [Fact]
    public async Task A_key_that_is_withdrawn_or_added_counts_soon_and_a_file_that_is_broken_changes_nothing()
    {
        const string NewKey = "pyner_new-key-of-bob-0123456789abcdef";
        KeyFile.Write(Keys, ("operate", "bob", NewKey));
        await WaitForAsync(NewKey, HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(OperateKey));
        await File.WriteAllTextAsync(Keys, "operate bob", Cancellation);
        await Task.Delay(1500, Cancellation);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(NewKey));
        // As a mounted secret is replaced: by setting a link.
        File.Delete(Keys);
        Folder.Link("keys", KeyFile.Write(Folder["keys-of-today"], ("read", "alice", OperateKey)));
        await WaitForAsync(OperateKey, HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(NewKey));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nobody\n")]
    public async Task With_the_last_key_withdrawn_nobody_is_let_in_until_there_is_one_again(string content)
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(OperateKey));
        await File.WriteAllTextAsync(Keys, content, Cancellation);
        await WaitForAsync(OperateKey, HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(ReadKey));
        KeyFile.Write(Keys, ("read", "dashboard", ReadKey));
        await WaitForAsync(ReadKey, HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(OperateKey));
    }

    [Fact]
    public async Task A_file_of_keys_that_is_gone_changes_nothing()
    {
        File.Delete(Keys);
        await Task.Delay(1500, Cancellation);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(OperateKey));
    }

    [Fact]
    public async Task The_tool_shows_the_key_that_it_is_given_and_says_so_where_it_has_none()
    {
        string file = Folder["alice.key"];
        await File.WriteAllTextAsync(file, OperateKey + "\n", Cancellation);
        await ListAsync(0, "", [], "--api-key-file", file);
        await ListAsync(0, "", new() { ["PYNER_API_KEY"] = ReadKey });
        await ListAsync(0, "", new() { ["PYNER_API_KEY_FILE"] = file });
        // The option stands before the variables, and what is found for this machine behind them.
        string state = Directory.CreateDirectory(Folder["state/pyner"]).Parent!.FullName;
        await File.WriteAllTextAsync(Path.Combine(state, "pyner", "gateway.key"), OperateKey, Cancellation);
        await ListAsync(0, "", new() { ["XDG_STATE_HOME"] = state });
        await ListAsync(2, "does not open this gateway", new() { ["XDG_STATE_HOME"] = state, ["PYNER_API_KEY"] = "pyner_wrong" });
        await ListAsync(0, "", new() { ["PYNER_API_KEY"] = "pyner_wrong" }, "--api-key-file", file);
        await ListAsync(2, "--api-key-file, PYNER_API_KEY or PYNER_API_KEY_FILE", []);
        await ListAsync(2, "can't be read from", [], "--api-key-file", Folder["no-such-key"]);
        Dictionary<string, string> reading = new() { ["PYNER_API_KEY"] = ReadKey };
        using JobTool started = JobTool.Start(Gateway.Address, Folder.Path, reading, "start", "data/tree");
        Assert.Equal(2, await started.EndsAsync());
        Assert.Contains("takes one with the role 'operate'", started.Error, StringComparison.Ordinal);
    }

    private static Metadata Headers(string authorization) => new() { { "authorization", authorization } };

    private async Task ListAsync(int exitCode, string error, Dictionary<string, string> environment, params string[] arguments)
    {
        using JobTool tool = JobTool.Start(Gateway.Address, Folder.Path, environment, ["list", .. arguments]);
        Assert.Equal(exitCode, await tool.EndsAsync());
        Assert.Contains(error, tool.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("pyner_", tool.Error, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await Gateway.Json.SendAsync(request, Cancellation);
    }

    private async Task<HttpResponseMessage> StartAsync(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/jobs") { Content = JsonContent.Create(new { source = Folder["data/tree"] }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await Gateway.Json.SendAsync(request, Cancellation);
    }

    private async Task<HttpStatusCode> StatusAsync(string key)
    {
        using HttpResponseMessage answer = await GetAsync("/v1/jobs", "Bearer " + key);
        return answer.StatusCode;
    }

    private async Task WaitForAsync(string key, HttpStatusCode status)
    {
        for (int attempt = 0; await StatusAsync(key) != status; attempt++)
        {
            Assert.True(attempt < 200, "waited too long");
            await Task.Delay(50, Cancellation);
        }
    }
}
