using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pyner.Contracts.V1;
using Pyner.TestServers;
using Xunit;

namespace Pyner.Services.Tests;

/// <summary>The gateway's page in a browser, while the services do a job.</summary>
public sealed class PageTests(PynerSystem system)
{
    private const string Values = "section[aria-label=Catalog] tbody bdi";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_is_watched_in_a_browser_from_its_batches_to_its_knowledge_base()
    {
        PynerSystem.Require();
        Assert.SkipWhen(Availability.WhyNoChromium is not null, Availability.WhyNoChromium ?? "");
        await using Chromium page = await Chromium.StartNewAsync(Cancellation);
        // As somebody did who entered a key in this tab before.
        string entered = $"if (location.protocol === 'http:') sessionStorage.setItem('pyner.key', '{system.Key}')";
        await page.CallAsync("Page.addScriptToEvaluateOnNewDocument", new { source = entered });
        await page.OpenAsync(system.PageAddress);
        await page.SeeAsync("Live");
        // Nothing is done before the browser is there to see it, and one worker with batches of a submission each is asleep before it is through.
        ServiceProcess worker = system.Workers[0];
        foreach (ServiceProcess one in system.Workers)
            await one.StopAsync();
        Job job;
        try
        {
            job = await system.StartJobAsync(system.Corpora.Hostile(), request => request.BatchSize = 1);
            await page.WaitAsync($"document.querySelector('a[href=\"#{job.Id}\"]') !== null");
            await page.EvaluateAsync($"document.querySelector('a[href=\"#{job.Id}\"]').click()");
            worker.Start();
            await system.WaitAsync(job, now => now.Progress.Parsed.Submissions > 200);
            await worker.FreezeAsync();
            try
            {
                await WatchAsync(page, job);
                await ShootAsync(page, "during");
            }
            finally
            {
                worker.Thaw();
            }
        }
        finally
        {
            await system.StartAllAsync();
        }

        await page.SeeAsync("completed");
        Job ended = await system.RequireSameBytesAsync(job);
        JsonNode published = JsonNode.Parse(await File.ReadAllBytesAsync(Path.Combine(ended.Options.Output, "knowledge_base.json"), Cancellation))!;
        await BrowseAsync(page, ended, published);
        await ShootAsync(page, "knowledge");
        await LookAtRejectedAsync(page, ended);
        await page.OpenAsync($"{system.PageAddress}#{ended.Id}/report");
        await page.SeeAsync("Download the report");
        await page.WaitAsync("document.querySelector('a[download]').href === document.querySelector('iframe.report').src");
        await ShootAsync(page, "report");
        await page.OpenAsync($"{system.PageAddress}#{ended.Id}");
        await page.SeeAsync("At its end");
        await ShootAsync(page, "completed");
        await page.OpenAsync(system.PageAddress);
        await page.SeeAsync("Live");
        await ShootAsync(page, "jobs");
        Assert.Empty(page.Complaints);
    }

    /// <summary>What is shown of the running job is what the gateway tells of it.</summary>
    private async Task WatchAsync(Chromium page, Job job)
    {
        await page.SeeAsync("Share per device");
        await page.SeeAsync("running");
        // What was under way when they froze is over soon.
        Job now = await system.GetJobAsync(job);
        await page.WaitAsync("Number(document.querySelector('progress').value) > 0");
        Assert.InRange(now.Progress.Percent, 0.1, 99.9);
        await page.SeeAsync($"{Count(now.Progress.Parsed.Submissions)} of {Count(now.Progress.SubmissionsTotal)} submissions");
        await page.WaitAsync("document.querySelectorAll('section[aria-labelledby=title-top-organisms] tbody tr').length === 10");
        // What was found is that of no older state than the last checkpoint.
        await page.WaitAsync(
            "Number(/in the ([\\d,]+) submissions merged/.exec(document.querySelector('section[aria-labelledby=title-top-organisms] .about').textContent)[1]"
            + ".replace(/,/g, '')) "
            + $">= {Math.Max(now.Progress.Merged.Submissions, 50)}");
        await page.WaitAsync("document.querySelectorAll('section[aria-labelledby=title-top-strategies] tbody tr').length > 3");
        Assert.Equal(Corpora.HostileOrganism, (await page.TextsAsync("section[aria-labelledby=title-top-organisms] tbody bdi"))[0]);
        Assert.Equal(["100.0 %"], await page.TextsAsync("section[aria-labelledby=title-share-per-device] tbody td:nth-child(3)"));
        await page.WaitAsync("document.querySelectorAll('section[aria-labelledby=title-rejected-files] summary').length > 0");
        await page.WaitAsync("document.querySelectorAll('figure svg[role=img]').length === 2");
        Assert.Equal(0, (await page.EvaluateAsync("document.querySelectorAll('main img').length"))!.GetValue<int>());
    }

    private async Task BrowseAsync(Chromium page, Job ended, JsonNode published)
    {
        await page.OpenAsync($"{system.PageAddress}#{ended.Id}/knowledge");
        JsonObject organisms = published["organisms"]!.AsObject();
        await page.SeeAsync($"{Count(organisms.Count)} organisms");
        string[] expected = [.. organisms.Take(50).Select(entry => entry.Key)];
        await page.WaitAsync($"document.querySelectorAll({JsonSerializer.Serialize(Values)}).length === {expected.Length}");
        Assert.Equal(expected, await page.TextsAsync(Values));
        await page.EvaluateAsync("document.querySelector('input[type=search]').focus()");
        await page.TypeAsync("<IMG");
        await page.SeeAsync($"1 of {Count(organisms.Count)} organisms with \"<IMG\" in the name");
        Assert.Equal([Corpora.HostileOrganism], await page.TextsAsync(Values));
    }

    private async Task LookAtRejectedAsync(Chromium page, Job ended)
    {
        await page.OpenAsync($"{system.PageAddress}#{ended.Id}/rejected");
        string[] lines = await File.ReadAllLinesAsync(Path.Combine(ended.Options.Output, "rejected.jsonl"), Cancellation);
        await page.SeeAsync($"files are shown, of {Count(lines.Length)}");
        Assert.Equal(lines.Take(50).Select(line => JsonElement.Parse(line).GetProperty("file").GetString()), await page.TextsAsync(".files .file bdi"));
        await ShootAsync(page, "rejected");
    }

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Pictures for people to look at, where a folder for them is given.</summary>
    private static async Task ShootAsync(Chromium page, string name)
    {
        if (Chromium.PictureFolder is null)
            return;
        foreach (int width in (int[])[400, 1400])
        {
            foreach (bool dark in (bool[])[false, true])
            {
                await page.ResizeAsync(width, dark);
                await Task.Delay(300, Cancellation);
                await page.ShootAsync("services-" + name, width, dark);
            }
        }
    }
}
