using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Xunit;

namespace Pyner.Cli.Tests.Reports;

/// <summary>What a browser makes of the report.</summary>
public sealed class ReportInBrowserTests(HostileKnowledgeBase kb) : IClassFixture<HostileKnowledgeBase>, IDisposable
{
    // What WCAG AA asks of text of ordinary size; of plots it asks 3.
    private const double LeastContrast = 4.5;

    // Puts the report into frames of the widths, and reports what the browser computed: how far it is wider than its frame, and the least
    // contrast of a text to its ground.
    private const string Measure =
        """
        const parse = c => c.match(/[\d.]+/g).map(Number);
        const light = c => { const [r, g, b] = parse(c).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
        const ground = e => { for (; e; e = e.parentElement) { const c = e.ownerDocument.defaultView.getComputedStyle(e).backgroundColor; const p = parse(c); if (p.length < 4 || p[3] > 0) return c; } return 'rgb(255, 255, 255)'; };
        const results = [];
        for (const width of [400, 700, 1400]) {
          const frame = document.createElement('iframe');
          frame.style.width = width + 'px';
          frame.style.height = '800px';
          frame.style.border = '0';
          frame.onload = () => {
            const page = frame.contentDocument, view = frame.contentWindow;
            let least = 99, where = '';
            for (const e of page.querySelectorAll('body *')) {
              if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
              const a = light(view.getComputedStyle(e).color), b = light(ground(e));
              const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
              if (contrast < least) { least = contrast; where = e.outerHTML.slice(0, 80); }
            }
            const bar = page.querySelector('rect.fill'), a = light(view.getComputedStyle(bar).fill), b = light(ground(bar));
            results.push({ width, over: page.documentElement.scrollWidth - width, least, where, bars: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05),
              ground: view.getComputedStyle(page.body).backgroundColor, padding: parseFloat(view.getComputedStyle(page.querySelector('main')).paddingLeft), scripts: page.scripts.length });
            if (results.length === 3) document.body.textContent = JSON.stringify(results);
          };
          frame.srcdoc = report;
          document.body.append(frame);
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_page_fits_every_width_and_can_be_read_light_and_dark(bool dark)
    {
        string report = JsonSerializer.Serialize(kb.Text);
        File.WriteAllText(_folder["measure.html"], $"<!DOCTYPE html><meta charset=utf-8><body><script>const report = {report};\n{Measure}</script></body>");
        using IHtmlDocument measured = new HtmlParser().ParseDocument(Browser.Load(_folder["measure.html"], _folder["profile"], dark));
        JsonElement[] results = [.. JsonDocument.Parse(measured.Body!.TextContent).RootElement.EnumerateArray()];
        Assert.Equal([400, 700, 1400], results.Select(result => result.GetProperty("width").GetInt32()).Order());
        Assert.All(results, result =>
        {
            Assert.True(result.GetProperty("over").GetDouble() <= 0, result.ToString());
            Assert.True(result.GetProperty("least").GetDouble() >= LeastContrast, result.ToString());
            Assert.True(result.GetProperty("bars").GetDouble() >= 3, result.ToString());
            // The style sheet was let through by the page's own policy.
            Assert.Equal(16, result.GetProperty("padding").GetDouble());
            Assert.Equal(0, result.GetProperty("scripts").GetInt32());
            Assert.Equal(dark ? "rgb(17, 22, 28)" : "rgb(244, 246, 248)", result.GetProperty("ground").GetString());
        });
    }
}
