using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Xunit;

namespace Pyner.Gateway.Tests.Page;

/// <summary>What those who hear a page, or use it by keyboard, depend on.</summary>
internal static class PageStructure
{
    /// <summary>Requires it of a document.</summary>
    public static void Require(string html)
    {
        using IHtmlDocument page = new HtmlParser().ParseDocument(html);
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.EndsWith("Pyner", page.Title, StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll("main"));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Single(page.QuerySelectorAll("h2"));
        Assert.Equal("#main", page.QuerySelector("a")!.GetAttribute("href"));
        RequireHeadings(page);

        string[] ids = [.. page.QuerySelectorAll("[id]").Select(element => element.Id!)];
        Assert.Equal(ids.Distinct(), ids);
        foreach (string reference in (string[])["aria-labelledby", "aria-describedby", "aria-controls", "for"])
            Assert.All(page.QuerySelectorAll($"[{reference}]"), element => Assert.Contains(element.GetAttribute(reference), ids));

        // Whatever can be used has a name, and nothing changes the order in which the keyboard comes by.
        Assert.All(page.QuerySelectorAll("a[href], button, summary, iframe"), element => Assert.True(Name(element).Length > 0, element.OuterHtml));
        Assert.All(
            page.QuerySelectorAll("input, select"),
            element => Assert.True(element.Closest("label") is { } label && label.TextContent.Trim().Length > 0, element.OuterHtml));
        Assert.All(page.QuerySelectorAll("[tabindex]"), element => Assert.Contains(element.GetAttribute("tabindex"), (string[])["0", "-1"]));
        Assert.All(
            page.QuerySelectorAll("[tabindex='0'], nav, section, figure, progress, [role=img]"),
            element => Assert.True(Name(element).Length > 0, element.OuterHtml));
        Assert.All(
            page.QuerySelectorAll("svg"),
            element => Assert.True(element.GetAttribute("aria-hidden") == "true" || element.GetAttribute("role") == "img", element.OuterHtml));
        Assert.All(page.QuerySelectorAll("table"), RequireTable);
        Assert.Single(page.QuerySelectorAll("#connection[role=status]"));
        Assert.Empty(page.QuerySelectorAll("[style], [onclick]"));
    }

    private static void RequireHeadings(IHtmlDocument page)
    {
        int before = 0;
        foreach (IElement heading in page.QuerySelectorAll("h1, h2, h3, h4"))
        {
            int level = heading.LocalName[1] - '0';
            Assert.True(level <= before + 1, $"after a heading of level {before} comes {heading.OuterHtml}");
            before = level;
        }
    }

    private static void RequireTable(IElement table)
    {
        Assert.True(table.QuerySelector("caption")?.TextContent.Trim().Length > 0, table.OuterHtml);
        Assert.All(table.QuerySelectorAll("thead th"), head => Assert.Equal("col", head.GetAttribute("scope")));
        int columns = table.QuerySelectorAll(":scope > thead th").Length;
        foreach (IElement row in table.QuerySelectorAll(":scope > tbody > tr:not(.more)"))
        {
            Assert.Single(row.Children, cell => cell.GetAttribute("scope") == "row");
            Assert.Equal(columns, row.Children.Length);
        }
    }

    private static string Name(IElement element)
    {
        if (element.GetAttribute("aria-labelledby") is { } id)
            return element.Owner!.GetElementById(id)?.TextContent.Trim() ?? "";
        string label = element.GetAttribute("aria-label") ?? element.GetAttribute("title") ?? "";
        return label.Length > 0 || element.LocalName is "nav" or "section" or "figure" or "progress" or "iframe" or "svg" ? label : element.TextContent.Trim();
    }
}
