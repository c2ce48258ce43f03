using System.Text.Json;
using Pyner.Gateway.Access;
using Pyner.Gateway.Tests.Access;
using Pyner.Pipeline.Distribution;
using Pyner.TestServers;
using Xunit;

namespace Pyner.Gateway.Tests.Page;

/// <summary>The page of a gateway that lets in only who has a key or a token.</summary>
public sealed class PageAccessTests(HostileSample sample) : BrowserTests, IClassFixture<HostileSample>
{
    private const string Key = "pyner_key-of-a-reader-0123456789abcdef";
    private const string NextKey = "pyner_next-key-of-the-reader-0123456789abcdef";
    private const string Audience = "pyner-of-ours";

    private TestIssuer? _issuer;

    public override async ValueTask InitializeAsync()
    {
        _issuer = await TestIssuer.StartAsync();
        Folder.Write("keys.json", _issuer.PublicKeys);
        KeyFile.Write(Folder["keys"], ("read", "reader", Key));
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_issuer is not null)
            await _issuer.DisposeAsync();
    }

    private protected override GatewayOptions Configure(GatewayOptions options) => options with
    {
        AllowAnonymous = false,
        ApiKeysFile = Folder["keys"],
        Issuer = new IssuerOptions { Issuer = new Uri(_issuer!.Issuer), Audience = Audience, KeysFile = Folder["keys.json"] },
        OutputRoots = [.. options.OutputRoots, sample.Root],
    };

    [Fact]
    public async Task The_page_asks_for_a_key_until_it_gets_one_and_keeps_it_in_its_tab_only()
    {
        JobStatus job = Gateway.AddJob();
        await OpenAsync(job.Id);
        await Page.SeeAsync("This gateway asks for a key");
        PageStructure.Require((await PageMeasure.OfAsync(Page)).Html);
        // The field has the focus: nobody has to look for it.
        await EnterAsync("pyner_guess");
        await Page.SeeAsync("The key or token that was sent does not open this gateway");
        Assert.Empty(await Page.TextsAsync("#view .card"));
        await EnterAsync($"  {Key} ");
        // Where the reader wanted to go.
        await Page.SeeAsync("250 of 1,000 submissions");
        Assert.Equal(
            JsonSerializer.Serialize(
                new { kept = new Dictionary<string, string> { ["pyner.key"] = Key }, elsewhere = 0, cookies = "", address = "#" + job.Id }),
            (await Page.EvaluateAsync(
                "({ kept: { ...sessionStorage }, elsewhere: localStorage.length, cookies: document.cookie, address: location.hash })"))!.ToJsonString());
        // Loaded anew in the same tab.
        await OpenAsync(job.Id);
        await Page.SeeAsync("250 of 1,000 submissions");

        await Page.EvaluateAsync("document.getElementById('forget').click()");
        await Page.SeeAsync("This gateway asks for a key");
        Assert.Equal(0, (await Page.EvaluateAsync("sessionStorage.length"))!.GetValue<int>());
        RequireRefusalsOnly();
    }

    [Fact]
    public async Task A_key_that_is_withdrawn_while_somebody_watches_is_asked_for_anew_and_the_view_goes_on()
    {
        JobStatus job = Gateway.AddJob();
        await OpenAsync(job.Id);
        await Page.SeeAsync("This gateway asks for a key");
        await EnterAsync(Key);
        await Page.SeeAsync("250 of 1,000 submissions");
        KeyFile.Write(Folder["keys"], ("read", "reader", NextKey));
        await Page.SeeAsync("it is wrong, was withdrawn, or has expired");
        Gateway.Ledger.Change(job.Id, job => job with { Parsed = job.Parsed with { Submissions = 400 } });
        await EnterAsync(NextKey);
        await Page.SeeAsync("400 of 1,000 submissions");
        RequireRefusalsOnly();
    }

    [Fact]
    public async Task A_token_that_is_good_and_for_nothing_here_is_said_to_be_so()
    {
        Gateway.AddJob();
        await OpenAsync("");
        await Page.SeeAsync("This gateway asks for a key");
        await EnterAsync(_issuer!.Issue(Audience, ["something-else"]));
        await Page.SeeAsync("it has neither the role 'read' nor 'operate'");
        await Page.EvaluateAsync("[...document.querySelectorAll('[role=alert] button')].find(button => button.textContent === 'Use another key').click()");
        await Page.SeeAsync("This gateway asks for a key");
        await EnterAsync(_issuer.Issue(Audience, ["pyner.read"]));
        await Page.SeeAsync("/data/tree");
        RequireRefusalsOnly();
    }

    [Fact]
    public async Task With_a_key_the_report_and_the_rejected_files_are_shown_too()
    {
        string id = Gateway.AddJob(sample.Of).Id;
        Gateway.Ledger.Note(id, sample.Findings);
        await OpenAsync(id + "/report");
        await Page.SeeAsync("This gateway asks for a key");
        await EnterAsync(Key);
        await Page.WaitAsync("document.querySelector('iframe.report') !== null");
        await Page.EvaluateAsync($"location.hash = '{id}/rejected'");
        await Page.SeeAsync($"50 files are shown, of {sample.Rejected.Count}");
        RequireRefusalsOnly();
    }

    [Theory]
    [InlineData(400, false)]
    [InlineData(400, true)]
    [InlineData(1400, false)]
    [InlineData(1400, true)]
    public async Task The_question_fits_and_can_be_read(int width, bool dark)
    {
        await Page.ResizeAsync(width, dark);
        await OpenAsync("");
        await Page.SeeAsync("This gateway asks for a key");
        await EnterAsync("pyner_guess");
        await Page.SeeAsync("does not open this gateway");
        PageMeasure seen = await PageMeasure.OfAsync(Page);
        Assert.True(seen.Over <= 0, $"{seen.Over} pixels wider than {width}");
        Assert.True(seen.LeastContrast >= 4.5, $"{seen.LeastContrast} at {seen.Where}");
        Assert.Equal("", seen.Squeezed);
        await Page.ShootAsync("access", width, dark);
    }

    private async Task EnterAsync(string key)
    {
        await Page.WaitAsync("document.activeElement?.name === 'key' && document.activeElement.value === ''");
        await Page.TypeAsync(key);
        await Page.PressAsync("Enter", 13);
    }

    // A browser notes each call that was refused, which is what is wanted here.
    private void RequireRefusalsOnly() => Assert.DoesNotContain(Page.Complaints, complaint =>
        !complaint.Contains("the server responded with a status of 401", StringComparison.Ordinal)
        && !complaint.Contains("the server responded with a status of 403", StringComparison.Ordinal));
}
