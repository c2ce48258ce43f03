using System.Globalization;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using AngleSharp.Dom;
using Xunit;

namespace Pyner.Cli.Tests.Reports;

/// <summary>The report says what the knowledge base says, and nothing in the data can become part of the page.</summary>
public sealed class ReportTests(HostileKnowledgeBase kb) : IClassFixture<HostileKnowledgeBase>
{
    private const int Shown = 20;

    [Fact]
    public void The_page_is_well_formed_as_html_and_as_xml()
    {
        // The HTML parser was strict already.
        using var reader = XmlReader.Create(new StringReader(kb.Text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Parse, XmlResolver = null });
        var page = XDocument.Load(reader);
        Assert.Equal("html", page.Root!.Name.LocalName);
        string[] ids = [.. kb.Page.All.Select(element => element.GetAttribute("id")).OfType<string>()];
        Assert.Equal(ids.Distinct().Order(), ids.Order());
        foreach (IElement reference in kb.Page.QuerySelectorAll("[aria-labelledby]"))
            Assert.NotNull(kb.Page.GetElementById(reference.GetAttribute("aria-labelledby")!));
    }

    [Fact]
    public void Those_who_hear_the_page_or_use_it_by_keyboard_find_their_way() => ReportStructure.Require(kb.Page);

    [Fact]
    public void Nothing_is_run_and_nothing_comes_from_elsewhere()
    {
        Assert.Empty(kb.Page.QuerySelectorAll("script, img, iframe, object, embed, link, form, base, [src], [style]"));
        Assert.DoesNotContain(
            kb.Page.All.SelectMany(element => element.Attributes),
            attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
        Assert.All(kb.Page.QuerySelectorAll("[href]"), link => Assert.NotNull(kb.Page.GetElementById(link.GetAttribute("href")![1..])));
        Assert.DoesNotContain("url(", kb.Text, StringComparison.Ordinal);
        string policy = kb.Page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content")!;
        byte[] style = System.Text.Encoding.UTF8.GetBytes(kb.Page.QuerySelector("style")!.TextContent);
        Assert.Equal(
            $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(style))}'; "
            + "base-uri 'none'; form-action 'none'",
            policy);
    }

    [Fact]
    public void Names_that_look_like_markup_are_shown_as_text()
    {
        Assert.Contains(HostileKnowledgeBase.ShownOrganism, Rows("organisms").Select(row => row.Name));
        Assert.Contains("<b>RNA *", Rows("strategies").Select(row => row.Name));
        Assert.Contains("(empty) *", Rows("sources").Select(row => row.Name));
        Assert.EndsWith(HostileKnowledgeBase.Source, kb.Page.QuerySelector("header .source")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', kb.Text);
    }

    [Theory]
    [InlineData("organisms", "organisms")]
    [InlineData("attributes", "attributes")]
    [InlineData("strategies", "strategies")]
    [InlineData("instruments", "instrument_models")]
    [InlineData("selections", "selections")]
    [InlineData("sources", "sources")]
    [InlineData("platforms", "platforms")]
    [InlineData("layouts", "layouts")]
    public void A_catalog_shows_its_largest_values_with_the_knowledge_base_s_figures(string section, string name)
    {
        JsonElement catalog = kb.Published.GetProperty(name);
        var expected = catalog.EnumerateObject().Take(Shown).Select(value => name == "organisms"
            ? (Page(value.Name), value.Value.GetProperty("count").GetInt64(), value.Value.GetProperty("studies").GetInt64())
            : (Page(value.Name), value.Value.GetInt64(), kb.Published.GetProperty("submissions_behind").GetProperty(name).GetProperty(value.Name).GetInt64()));
        Assert.Equal(
            expected,
            Rows(section).Select(row => (row.Name.Replace(" *", "", StringComparison.Ordinal), Number(row.Figures[0]), Number(row.Figures[2]))));
        int values = catalog.EnumerateObject().Count();
        Assert.Contains($" {values}.", kb.Page.QuerySelector($"#{section} p")!.TextContent, StringComparison.Ordinal);
        double largest = Number(Rows(section)[0].Figures[0]);
        Assert.All(Rows(section), row => Assert.Equal(Number(row.Figures[0]) / largest * 100, row.Bar, 0.01));
    }

    [Fact]
    public void Organism_by_strategy_shows_the_knowledge_base_s_pairs()
    {
        IElement table = kb.Page.QuerySelector("#organism-strategies table")!;
        string[] strategies = [.. table.QuerySelectorAll("thead th").Skip(1).Select(head => head.TextContent.Trim())];
        Assert.Equal(["RNA-Seq", "WGS", "<b>RNA"], strategies.Order(StringComparer.Ordinal).OrderBy(name => name[0] == '<'));
        JsonElement pairs = kb.Published.GetProperty("organism_strategies");
        IElement[] rows = [.. table.QuerySelectorAll("tbody tr")];
        Assert.Equal(15, rows.Length);
        foreach (IElement row in rows)
        {
            string organism = row.QuerySelector("th")!.TextContent.Trim();
            JsonElement counts = pairs.EnumerateObject().Single(pair => Page(pair.Name) == organism).Value;
            Assert.Equal(
                strategies.Select(strategy => counts.TryGetProperty(strategy, out JsonElement pair) ? pair.GetProperty("count").GetInt64() : 0),
                row.QuerySelectorAll("td").Select(cell => Number(cell.TextContent)));
        }
    }

    [Fact]
    public void The_summary_has_the_knowledge_base_s_statistics()
    {
        JsonElement statistics = kb.Published.GetProperty("statistics");
        foreach ((string tile, string figure) in new[]
        {
            ("Experiments", "total_experiments"), ("Samples", "total_samples"), ("Sequencing runs", "total_runs"), ("Organisms", "unique_organisms"),
            ("Strategies", "unique_strategies"), ("Attribute tags", "unique_attributes"), ("Rejected files", "rejected_files"),
        })
        {
            IElement term = kb.Page.QuerySelectorAll("#summary .tiles dt").Single(term => term.TextContent.Trim() == tile);
            Assert.Equal(statistics.GetProperty(figure).GetInt64(), Number(term.NextElementSibling!.TextContent));
        }
        Assert.Equal("60", kb.Page.QuerySelector("#summary .tiles dd")!.TextContent.Trim());
    }

    [Fact]
    public void Rejected_files_stand_by_reason_with_examples()
    {
        IElement section = kb.Page.GetElementById("rejected")!;
        Assert.Equal(
            kb.Record.GetProperty("rejected").GetProperty("by_code").EnumerateObject().Select(code => (code.Name, code.Value.GetInt64()))
                .OrderBy(code => code.Name),
            section.QuerySelectorAll("tbody tr")
                .Select(row => (row.QuerySelector("th")!.TextContent.Trim(), Number(row.QuerySelector("td")!.TextContent)))
                .OrderBy(code => code.Item1));
        string[] examples = [.. section.QuerySelectorAll(".examples li bdi:first-child").Select(path => path.TextContent)];
        Assert.Equal(
            File.ReadLines(Path.Combine(kb.Folder, "rejected.jsonl"))
                .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("file").GetString()).Order(),
            examples.Order());
    }

    [Fact]
    public void Devices_checkpoints_and_environment_are_the_record_s()
    {
        (string Name, string[] Figures, double Bar) device = Assert.Single(Rows("devices"));
        Assert.Equal(("cpu", "60", 100), (device.Name, device.Figures[1], device.Bar));
        Assert.Equal(
            kb.Record.GetProperty("checkpoints").EnumerateArray().Select(checkpoint => checkpoint.GetProperty("submissions").GetInt64()),
            Rows("checkpoints").Select(row => Number(row.Figures[1])));
        string environment = kb.Page.GetElementById("environment")!.TextContent;
        foreach (string text in (string[])
            ["batch size", kb.Record.GetProperty("versions").GetProperty("runtime").GetString()!,
                kb.Record.GetProperty("source").GetProperty("fingerprint").GetString()!])
            Assert.Contains(text, environment, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_behind_the_plot_adds_up_to_all_submissions()
    {
        JsonElement[] points = [.. kb.Record.GetProperty("throughput").EnumerateArray()];
        Assert.Equal(60, points[^1].GetProperty("submissions").GetInt64());
        IElement[] rows = [.. kb.Page.QuerySelectorAll("#throughput details tbody tr")];
        Assert.InRange(rows.Length, 1, 60);
        Assert.Equal(rows.Length, kb.Page.QuerySelector("#throughput figure svg")!.QuerySelectorAll("rect").Length);
        Assert.All(kb.Page.QuerySelectorAll("#throughput svg"), plot => Assert.Equal("img", plot.GetAttribute("role")));
    }

    private (string Name, string[] Figures, double Bar)[] Rows(string section) =>
    [
        .. kb.Page.QuerySelectorAll($"#{section} tbody tr").Select(row => (
            row.QuerySelector("th")!.TextContent.Trim(),
            row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()).ToArray(),
            double.Parse(row.QuerySelector("rect.fill")!.GetAttribute("width")!, CultureInfo.InvariantCulture))),
    ];

    private static string Page(string name) => name.Length == 0 ? "(empty)" : name.Replace("\u202e", "\\u202e", StringComparison.Ordinal);

    private static long Number(string text) => long.Parse(text.Trim(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
