using System.Text.Json.Nodes;
using Pyner.TestServers;
using Xunit;

namespace Pyner.Cli.Tests.Reports;

/// <summary>What a browser makes of the report, opened as the file that it is.</summary>
public sealed class ReportInBrowserTests(HostileKnowledgeBase kb) : IClassFixture<HostileKnowledgeBase>, IAsyncLifetime
{
    // What WCAG AA asks of text of ordinary size; of plots it asks 3.
    private const double LeastContrast = 4.5;

    private Chromium? _browser;

    private Chromium Page => _browser!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Availability.WhyNoChromium is not null, Availability.WhyNoChromium ?? "");
        _browser = await Chromium.StartNewAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
    }

    [Theory]
    [InlineData(400, false)]
    [InlineData(400, true)]
    [InlineData(700, false)]
    [InlineData(700, true)]
    [InlineData(1400, false)]
    [InlineData(1400, true)]
    public async Task The_page_fits_every_width_and_can_be_read_light_and_dark(int width, bool dark)
    {
        await Page.ResizeAsync(width, dark);
        await OpenAsync();
        PageMeasure seen = await PageMeasure.OfAsync(Page);
        Assert.True(seen.Over <= 0, $"{seen.Over} pixels wider than {width}");
        Assert.True(seen.LeastContrast >= LeastContrast, $"{seen.LeastContrast} at {seen.Where}");
        Assert.True(seen.LeastBarContrast >= 3, $"{seen.LeastBarContrast} of a bar");
        // The style sheet was let through by the page's own policy.
        Assert.Equal(16, await NumberAsync("parseFloat(getComputedStyle(document.querySelector('main')).paddingLeft)"));
        Assert.Equal(dark ? "rgb(17, 22, 28)" : "rgb(244, 246, 248)", seen.Ground);
        await Page.ShootAsync("report", width, dark);
        Assert.Empty(Page.Complaints);
    }

    [Fact]
    public async Task The_keyboard_comes_by_everything_that_can_be_used_and_it_can_be_seen_where_it_is()
    {
        await Page.ResizeAsync(400, false);
        await OpenAsync();
        // An example of a rejected file is behind a summary; what is closed is passed by.
        int stops = await NumberAsync("document.querySelectorAll('a[href], summary, .scroll').length");
        Assert.True(stops > 10, $"{stops} stops");
        for (int stop = 0; stop < stops; stop++)
        {
            await Page.PressAsync("Tab", 9);
            JsonNode at = (await Page.EvaluateAsync(
                """
                (() => {
                  const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
                  return { stop: [...document.querySelectorAll('a[href], summary, .scroll')].indexOf(e), html: e.outerHTML.slice(0, 120),
                    seen: box.width > 0 && box.left >= 0 && box.top >= 0 && box.top < innerHeight, outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 };
                })()
                """))!;
            Assert.Equal(stop, at["stop"]!.GetValue<int>());
            Assert.True(at["seen"]!.GetValue<bool>() && at["outline"]!.GetValue<bool>(), at.ToJsonString());
        }
        // What scrolls does so by keyboard: here the window is narrower than the figures of a device need.
        await Page.EvaluateAsync("document.querySelector('#devices .scroll').focus()");
        Assert.True(await NumberAsync("(e => e.scrollWidth - e.clientWidth)(document.activeElement)") > 0);
        await Page.PressAsync("ArrowRight", 39);
        await Page.WaitAsync("document.activeElement.scrollLeft > 0");
        // The skip link leads past the sections' list, and a summary opens.
        await OpenAsync();
        await Page.PressAsync("Tab", 9);
        await Page.PressAsync("Enter", 13);
        await Page.WaitAsync("location.hash === '#main'");
        await Page.PressAsync("Tab", 9);
        Assert.True((await Page.EvaluateAsync("document.querySelector('main').contains(document.activeElement)"))!.GetValue<bool>());
        await Page.EvaluateAsync("document.querySelector('#rejected summary').focus()");
        await Page.PressAsync("Enter", 13);
        await Page.WaitAsync("document.querySelector('#rejected details').open");
        Assert.Empty(Page.Complaints);
    }

    private async Task OpenAsync()
    {
        await Page.OpenAsync(new Uri(kb.Report).AbsoluteUri);
        await Page.WaitAsync("location.protocol === 'file:' && document.readyState === 'complete'");
    }

    private async Task<int> NumberAsync(string expression) => (await Page.EvaluateAsync(expression))!.GetValue<int>();
}
