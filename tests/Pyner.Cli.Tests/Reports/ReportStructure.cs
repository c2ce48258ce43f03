using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace Pyner.Cli.Tests.Reports;

/// <summary>What those who hear the report, or use it by keyboard, depend on.</summary>
internal static class ReportStructure
{
    /// <summary>Requires it of a page.</summary>
    public static void Require(IHtmlDocument page)
    {
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.StartsWith("Pyner report", page.Title, StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll("main"));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Equal("#main", page.QuerySelector("a")!.GetAttribute("href"));
        RequireHeadings(page);

        // Whatever can be used has a name, and nothing changes the order in which the keyboard comes by.
        Assert.All(page.QuerySelectorAll("a[href], summary"), element => Assert.True(element.TextContent.Trim().Length > 0, element.OuterHtml));
        Assert.All(page.QuerySelectorAll("[tabindex]"), element => Assert.Equal("0", element.GetAttribute("tabindex")));
        IElement[] scrolling = [.. page.QuerySelectorAll(".scroll")];
        Assert.NotEmpty(scrolling);
        Assert.Equal(scrolling, page.QuerySelectorAll("[tabindex]"));
        Assert.All(scrolling, element => Assert.Equal("region", element.GetAttribute("role")));
        Assert.All(page.QuerySelectorAll("nav, section, figure, [role]"), element => Assert.True(Name(element).Length > 0, element.OuterHtml));
        Assert.All(
            page.QuerySelectorAll("svg"),
            element => Assert.True(element.GetAttribute("aria-hidden") == "true" || element.GetAttribute("role") == "img", element.OuterHtml));
        IElement[] tables = [.. page.QuerySelectorAll("table")];
        Assert.NotEmpty(tables);
        Assert.All(tables, RequireTable);
    }

    private static void RequireHeadings(IHtmlDocument page)
    {
        int before = 0;
        foreach (IElement heading in page.QuerySelectorAll("h1, h2, h3, h4, h5, h6"))
        {
            int level = heading.LocalName[1] - '0';
            Assert.True(level <= before + 1, $"after a heading of level {before} comes {heading.OuterHtml}");
            Assert.True(heading.TextContent.Trim().Length > 0, "a heading is empty");
            before = level;
        }
    }

    private static void RequireTable(IElement table)
    {
        Assert.True(table.QuerySelector(":scope > caption")?.TextContent.Trim().Length > 0, table.OuterHtml);
        IElement[] heads = [.. table.QuerySelectorAll(":scope > thead th")];
        Assert.NotEmpty(heads);
        Assert.All(heads, head => Assert.Equal("col", head.GetAttribute("scope")));
        foreach (IElement row in table.QuerySelectorAll(":scope > tbody > tr"))
        {
            Assert.Single(row.Children, cell => cell.LocalName == "th" && cell.GetAttribute("scope") == "row");
            Assert.Equal(heads.Length, row.Children.Length);
        }
    }

    private static string Name(IElement element)
    {
        if (element.GetAttribute("aria-labelledby") is { } id)
            return element.Owner!.GetElementById(id)?.TextContent.Trim() ?? "";
        return element.GetAttribute("aria-label")?.Trim() ?? element.QuerySelector(":scope > figcaption")?.TextContent.Trim() ?? "";
    }
}
