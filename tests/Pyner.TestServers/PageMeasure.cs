using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pyner.TestServers;

/// <summary>What a browser computed for a page.</summary>
/// <param name="Over">How many pixels it is wider than its window.</param>
/// <param name="LeastContrast">The least contrast of a text to its ground, as WCAG has it.</param>
/// <param name="Where">That text's element.</param>
/// <param name="LeastBarContrast">The least contrast of a bar or curve to the ground of its card; a large number where there is none.</param>
/// <param name="Squeezed">An element with words in so little room that they are broken up; empty where there is none.</param>
/// <param name="Ground">The page's ground.</param>
/// <param name="Html">The document as it is now.</param>
public sealed record PageMeasure(double Over, double LeastContrast, string Where, double LeastBarContrast, string Squeezed, string Ground, string Html)
{
    private const string Script =
        """
        (() => {
          const parse = c => c.match(/[\d.]+/g).map(Number);
          const light = c => { const [r, g, b] = parse(c).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const contrast = (x, y) => { const [a, b] = [light(x), light(y)]; return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05); };
          const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; const p = parse(c); if (p.length < 4 || p[3] > 0) return c; } return 'rgb(255, 255, 255)'; };
          let LeastContrast = 99, Where = '', LeastBarContrast = 99;
          for (const e of document.querySelectorAll('body *:not(noscript):not(option)')) {
            if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
            const seen = contrast(getComputedStyle(e).color, ground(e));
            if (seen < LeastContrast) { LeastContrast = seen; Where = e.outerHTML.slice(0, 120); }
          }
          for (const e of document.querySelectorAll('rect.fill')) LeastBarContrast = Math.min(LeastBarContrast, contrast(getComputedStyle(e).fill, ground(e)));
          for (const e of document.querySelectorAll('.curve')) LeastBarContrast = Math.min(LeastBarContrast, contrast(getComputedStyle(e).stroke, ground(e)));
          let Squeezed = '';
          for (const e of document.querySelectorAll('td, th, dd, dt, li span, h2, h3, label, button, a')) {
            const text = e.textContent.trim(), box = e.getBoundingClientRect();
            if (text.length > 8 && box.width > 0 && box.width < 50 && !e.closest('.unseen, .skip')) Squeezed = e.outerHTML.slice(0, 120);
          }
          return { Over: document.documentElement.scrollWidth - document.documentElement.clientWidth, LeastContrast, Where, LeastBarContrast, Squeezed,
            Ground: getComputedStyle(document.body).backgroundColor, Html: document.documentElement.outerHTML };
        })()
        """;

    /// <summary>Measures the page that is shown.</summary>
    public static async Task<PageMeasure> OfAsync(Chromium page)
    {
        JsonNode measured = (await page.EvaluateAsync(Script))!;
        return measured.Deserialize<PageMeasure>()!;
    }
}
