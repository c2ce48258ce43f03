using System.Text.Json;
using System.Text.Json.Nodes;
using Pyner.Pipeline.Distribution;
using Pyner.TestServers;
using Xunit;

namespace Pyner.Gateway.Tests.Page;

/// <summary>The page in a browser, over jobs of a ledger in memory and knowledge bases that <c>pyner build</c> made.</summary>
public sealed class PageInBrowserTests(PublishedSample sample, HostileSample hostile)
    : BrowserTests, IClassFixture<PublishedSample>, IClassFixture<HostileSample>
{
    private const string Hostile = "/data/<img src=x onerror=alert(1)>\u202etree";
    private const string Values = "section[aria-label=Catalog] tbody bdi";

    private protected override GatewayOptions Configure(GatewayOptions options) =>
        options with { OutputRoots = [.. options.OutputRoots, sample.Folder, hostile.Root] };

    [Fact]
    public async Task A_running_job_is_listed_and_followed_to_its_end()
    {
        JobStatus job = Gateway.AddJob(job => job with { Request = job.Request with { SourcePath = Hostile } });
        Gateway.Ledger.Note(job.Id, hostile.Findings);
        await OpenAsync("");
        await Page.SeeAsync("running");
        await Page.SeeAsync("/data/<img src=x onerror=alert(1)>\\u202etree");
        // By keyboard: skip link, title, the job.
        for (int i = 0; i < 3; i++)
            await Page.PressAsync("Tab", 9);
        await Page.PressAsync("Enter", 13);
        await Page.SeeAsync("Share per device");
        await Page.SeeAsync("250 of 1,000 submissions");
        await Page.SeeAsync("25.0 %");
        Assert.Equal(["cuda:0", "cpu"], (await Page.TextsAsync("section[aria-labelledby=title-share-per-device] tbody bdi")).OrderDescending());
        Assert.Equal(["40.0 %", "60.0 %"], (await Page.TextsAsync("section[aria-labelledby=title-share-per-device] tbody td:nth-child(3)")).Order());
        // What was found so far, and how the job went.
        Assert.Equal(HostileSample.ShownOrganism, (await Page.TextsAsync("section[aria-labelledby=title-top-organisms] tbody bdi"))[0]);
        Assert.Equal(
            hostile.Findings.Reasons.Select(reason => (reason.Code, reason.Files.ToString(System.Globalization.CultureInfo.InvariantCulture))),
            (await Page.TextsAsync("section[aria-labelledby=title-rejected-files] tbody summary code"))
                .Zip(await Page.TextsAsync("section[aria-labelledby=title-rejected-files] tbody td:nth-child(2)")));
        Assert.Equal(2, (await Page.TextsAsync("figure.card svg[role=img]")).Length);

        Gateway.Ledger.Change(job.Id, job => job with { ParsedBatches = 5, Parsed = job.Parsed with { Submissions = 500, Rejected = 7 } });
        await Page.SeeAsync("500 of 1,000 submissions");
        // News take neither the focus from where the reader is, nor close what was opened, nor undo what was selected.
        await Page.EvaluateAsync("document.querySelector('.scroll[aria-label=Stages]').focus()");
        await Page.EvaluateAsync("document.querySelector('section[aria-labelledby=title-rejected-files] summary').click()");
        await Page.EvaluateAsync("getSelection().selectAllChildren(document.querySelector('h2'))");
        Gateway.Ledger.Change(job.Id, job => job with { Parsed = job.Parsed with { Submissions = 600 } });
        await Page.SeeAsync("600 of 1,000 submissions");
        await Page.WaitAsync("document.activeElement.getAttribute('aria-label') === 'Stages'");
        await Page.WaitAsync("document.querySelector('section[aria-labelledby=title-rejected-files] details').open");
        await Page.WaitAsync("getSelection().toString().startsWith('<img')");
        Gateway.Ledger.Change(job.Id, job => job with { State = DistributedJobState.Failed, Reason = "<b>the disk</b> is full" });
        await Page.SeeAsync("<b>the disk</b> is full");
        await Page.SeeAsync("At its end");
        await RequireNoMarkupAsync();
    }

    [Fact]
    public async Task A_finished_knowledge_base_is_browsed_and_searched()
    {
        string id = AddCompleted();
        await OpenAsync(id);
        await Page.SeeAsync("Knowledge base");
        await Page.EvaluateAsync("[...document.querySelectorAll('nav[aria-label=Job] a')].find(link => link.textContent === 'Knowledge base').click()");
        string[] all = [.. sample.Catalog("organisms")
            .OrderByDescending(value => value.Count).ThenBy(value => value.Value, StringComparer.Ordinal).Select(value => value.Value)];
        await Page.SeeAsync($"{all.Length} organisms");
        await WaitForRowsAsync(all.Length);
        Assert.Equal(all, await Page.TextsAsync(Values));

        // By any part of the name, from the keyboard.
        await Page.EvaluateAsync("document.querySelector('input[type=search]').focus()");
        await Page.TypeAsync("SAPIENS");
        await Page.SeeAsync($"1 of {all.Length} organisms with \"SAPIENS\" in the name");
        Assert.Equal(["Homo sapiens"], await Page.TextsAsync(Values));
        Assert.Equal(["sapiens"], await Page.TextsAsync("mark"));
        await Page.EvaluateAsync("document.querySelector('section[aria-label=Catalog] tbody button').focus()");
        await Page.PressAsync("Enter", 13);
        string[] strategies = [.. sample.Pairs().Where(pair => pair.Organism == "Homo sapiens")
            .OrderByDescending(pair => pair.Count).ThenBy(pair => pair.Strategy, StringComparer.Ordinal).Select(pair => pair.Strategy)];
        await Page.WaitAsync($"document.querySelectorAll('tr.more tbody tr').length === {strategies.Length}");
        Assert.Equal(strategies, await Page.TextsAsync("tr.more tbody bdi"));
        await Page.PressAsync("Enter", 13);
        await Page.WaitAsync("document.querySelectorAll('tr.more').length === 0");

        // Another catalog is an address of its own, and more of it is fetched when it is wanted.
        int attributes = sample.Catalog("attributes").Count();
        await Page.EvaluateAsync(
            "[...document.querySelectorAll('nav[aria-label=Catalogs] a')].find(link => link.textContent.startsWith('Attributes')).click()");
        await Page.SeeAsync($"{attributes} attributes");
        await WaitForRowsAsync(50);
        Assert.Equal("Attributes71", Assert.Single(await Page.TextsAsync("nav[aria-label=Catalogs] [aria-current=page]")));
        await ClickAsync("Show more: 50 of 71 are shown");
        await WaitForRowsAsync(attributes);
        await ClickAsync("Attribute");
        string[] byName = [.. sample.Catalog("attributes").Select(value => value.Value).Order(StringComparer.Ordinal)];
        await Page.WaitAsync($"document.querySelector({JsonSerializer.Serialize(Values)})?.textContent === {JsonSerializer.Serialize(byName[0])}");
        await WaitForRowsAsync(50);
        Assert.Equal(byName.Take(50), await Page.TextsAsync(Values));
        Assert.Equal("Attribute", Assert.Single(await Page.TextsAsync("th[aria-sort=ascending]")));
        await Page.EvaluateAsync("history.back()");
        await Page.SeeAsync($"{all.Length} organisms");
        await RequireNoMarkupAsync();
    }

    [Fact]
    public async Task Rejected_files_are_listed_by_reason_and_nothing_that_they_hold_is_markup()
    {
        string id = AddHostile();
        await OpenAsync(id + "/rejected");
        int all = hostile.Rejected.Count;
        await Page.SeeAsync($"50 files are shown, of {all}");
        await ClickAsync("Show more");
        await Page.SeeAsync($"100 files are shown, of {all}");
        Assert.Equal(hostile.Rejected.Take(100).Select(file => file.GetProperty("file").GetString()), await Page.TextsAsync(".files .file bdi"));
        (string code, int files) = hostile.Rejected.CountBy(file => file.GetProperty("code").GetString()!).OrderBy(pair => pair.Value).First();
        await Page.EvaluateAsync(
            $"(() => {{ const field = document.querySelector('select'); "
            + $"field.value = {JsonSerializer.Serialize(code)}; field.dispatchEvent(new Event('change')); }})()");
        await Page.SeeAsync($"{files} files are shown, of {files}");
        Assert.Equal(
            hostile.Rejected.Where(file => file.GetProperty("code").GetString() == code).Select(file => file.GetProperty("file").GetString()),
            await Page.TextsAsync(".files .file bdi"));
        await OpenAsync(id + "/knowledge");
        await WaitForRowsAsync(1, atLeast: true);
        Assert.Equal(HostileSample.ShownOrganism, (await Page.TextsAsync(Values))[0]);
        // Its strategies are asked for by its exact name.
        await Page.EvaluateAsync("document.querySelector('section[aria-label=Catalog] tbody button').click()");
        await Page.SeeAsync("No experiment could be joined to its samples.");
        await RequireNoMarkupAsync();
    }

    [Fact]
    public async Task The_report_is_shown_in_a_frame_in_which_nothing_runs()
    {
        string id = AddHostile();
        await OpenAsync(id + "/report");
        await Page.WaitAsync("document.querySelector('iframe.report')?.src.startsWith('blob:') ?? false");
        // The report's style sheet, and what it says.
        await InFrameAsync("getComputedStyle(document.querySelector('main')).paddingLeft === '16px' && document.body.innerText.includes('Pyner report')");
        await Page.WaitAsync("document.querySelector('a[download]').href === document.querySelector('iframe.report').src");
        Assert.Empty(Page.Complaints);

        // Somebody wrote another file in its place.
        string folder = Directory.CreateDirectory(Folder["kb/replaced"]).FullName;
        File.Copy(Path.Combine(hostile.Folder, "knowledge_base.json"), Path.Combine(folder, "knowledge_base.json"));
        File.WriteAllText(
            Path.Combine(folder, "report.html"),
            "<!DOCTYPE html><p>replaced<script>top.hacked = 1; document.title = 'hacked'</script><img src=x onerror=\"top.hacked = 1\">");
        string replaced = Gateway.AddJob(job => hostile.Of(job) with { Request = hostile.Of(job).Request with { OutputFolder = folder } }).Id;
        await OpenAsync(replaced + "/report");
        await Page.WaitAsync("document.querySelector('iframe.report') !== null");
        await InFrameAsync("document.readyState === 'complete' && document.body?.innerText.includes('replaced') && document.title === ''");
        Assert.False((await Page.EvaluateAsync("'hacked' in window"))!.GetValue<bool>());
    }

    [Fact]
    public async Task A_gateway_that_went_away_is_said_and_a_job_that_is_none_too()
    {
        await OpenAsync("0123");
        await Page.SeeAsync("There is no job '0123'.");
        await OpenAsync("%E0%A4%A/<b>/knowledge");
        await Page.SeeAsync("There is no job '%E0%A4%A'.");
        await OpenAsync("");
        await Page.SeeAsync("No jobs yet.");
        await Gateway.StopAsync();
        await Page.SeeAsync("The gateway does not answer; trying again");
    }

    [Theory]
    [InlineData(400, false)]
    [InlineData(400, true)]
    [InlineData(1400, false)]
    [InlineData(1400, true)]
    public async Task The_page_fits_and_can_be_read_and_used_without_seeing_it(int width, bool dark)
    {
        await Page.ResizeAsync(width, dark);
        JobStatus running = Gateway.AddJob();
        Gateway.Ledger.Note(running.Id, hostile.Findings);
        string completed = AddCompleted(), broken = AddHostile();
        Gateway.AddJob(job => job with { State = DistributedJobState.Failed, Reason = "the disk is full", EndedAt = DateTimeOffset.UtcNow });
        Gateway.AddJob(job => job with { State = DistributedJobState.Queued, StartedAt = null });
        foreach ((string name, string address, string there) in new[]
        {
            ("jobs", "", "completed"), ("running", running.Id, "250 of 1,000 submissions"), ("completed", broken, "Rejected files"),
            ("knowledge", completed + "/knowledge", "20 organisms"), ("rejected", broken + "/rejected", "50 files are shown"),
            ("report", broken + "/report", "Download the report"),
        })
        {
            await OpenAsync(address);
            await Page.SeeAsync(there);
            if (name is "running" or "completed")
                await Page.SeeAsync("Share per device");
            await Page.SeeAsync(name is "jobs" or "running" ? "Live" : "At its end");
            PageMeasure seen = await PageMeasure.OfAsync(Page);
            Assert.True(seen.Over <= 0, $"{name} is {seen.Over} pixels wider than {width}");
            Assert.True(seen.LeastContrast >= 4.5, $"{name}: {seen.LeastContrast} at {seen.Where}");
            Assert.True(seen.LeastBarContrast >= 3, $"{name}: {seen.LeastBarContrast} of a bar");
            Assert.Equal("", seen.Squeezed);
            Assert.Equal(dark ? "rgb(17, 22, 28)" : "rgb(244, 246, 248)", seen.Ground);
            PageStructure.Require(seen.Html);
            await Page.ShootAsync(name, width, dark);
        }
        Assert.Empty(Page.Complaints);
    }

    private string AddCompleted() => Gateway.AddJob(job => job with
    {
        State = DistributedJobState.Completed,
        EndedAt = DateTimeOffset.UtcNow,
        Request = job.Request with { OutputFolder = sample.Folder, Timestamp = sample.Timestamp },
    }).Id;

    private string AddHostile()
    {
        string id = Gateway.AddJob(hostile.Of).Id;
        Gateway.Ledger.Note(id, hostile.Findings);
        return id;
    }

    private Task WaitForRowsAsync(int count, bool atLeast = false) => Page.WaitAsync(
        $"document.querySelectorAll({JsonSerializer.Serialize(Values)}).length {(atLeast ? ">=" : "===")} {count}");

    private async Task ClickAsync(string text) => await Page.EvaluateAsync(
        $"[...document.querySelectorAll('button')].find(button => button.textContent === {JsonSerializer.Serialize(text)}).click()");

    private async Task RequireNoMarkupAsync()
    {
        Assert.Empty(Page.Complaints);
        Assert.Equal(0, (await Page.EvaluateAsync("document.querySelectorAll('main b, main img, main script').length"))!.GetValue<int>());
    }

    /// <summary>Waits until an expression is true in the page's frame, into which the page itself can't look.</summary>
    private async Task InFrameAsync(string condition)
    {
        for (int attempt = 0; ; attempt++)
        {
            JsonNode tree = await Page.CallAsync("Page.getFrameTree");
            string answer = tree.ToJsonString();
            if (tree["frameTree"]!["childFrames"]?[0]?["frame"]!["id"]?.GetValue<string>() is string frame)
            {
                try
                {
                    JsonNode world = await Page.CallAsync("Page.createIsolatedWorld", new { frameId = frame });
                    JsonNode found = await Page.CallAsync(
                        "Runtime.evaluate", new { expression = condition, returnByValue = true, contextId = world["executionContextId"]!.GetValue<int>() });
                    if (found["result"]!["value"]?.GetValueKind() == JsonValueKind.True)
                        return;
                    answer = found.ToJsonString();
                }
                catch (InvalidOperationException e)
                {
                    // The frame took in its document in between, and what it was before is gone.
                    answer = e.Message;
                }
            }
            Assert.True(attempt < 200, answer);
            await Task.Delay(50, Cancellation);
        }
    }
}
