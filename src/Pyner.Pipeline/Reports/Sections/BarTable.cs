namespace Pyner.Pipeline.Reports.Sections;

/// <summary>A table whose first column has a bar below each name: the plot and its figures are one thing, for the eye and for a screen reader.</summary>
internal static class BarTable
{
    private const int MostNarrow = 4;
    private const string Width = "100";
    private const string Height = "6";

    /// <summary>Writes it.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="caption">What it is, for those who do not see the heading.</param>
    /// <param name="columns">Heads of the columns, the names' first.</param>
    /// <param name="rows">Writes the rows, by <see cref="Row"/>.</param>
    public static void Write(HtmlOutput html, string caption, ReadOnlySpan<string> columns, Action rows)
    {
        string[] heads = columns.ToArray();
        // What may be too wide for a narrow window scrolls by itself, by keyboard too.
        if (heads.Length > MostNarrow)
            html.Element("div", [("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", caption)], () =>
                WriteTable(html, caption, heads, rows));
        else
            WriteTable(html, caption, heads, rows);
    }

    /// <summary>Writes a row.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="name">Writes the name.</param>
    /// <param name="part">Length of the bar ...</param>
    /// <param name="whole">... of this.</param>
    /// <param name="figures">The other columns.</param>
    public static void Row(HtmlOutput html, Action name, double part, double whole, params ReadOnlySpan<string> figures)
    {
        string[] values = figures.ToArray();
        html.Element("tr", () =>
        {
            html.Element("th", [("scope", "row")], () =>
            {
                name();
                Bar(html, whole > 0 ? part / whole : 0);
            });
            foreach (string value in values)
                html.Element("td", value);
        });
    }

    private static void WriteTable(HtmlOutput html, string caption, string[] heads, Action rows)
    {
        html.Element("table", [("class", heads.Length > MostNarrow ? "bars wide" : "bars")], () =>
        {
            html.Element("caption", [("class", "unseen")], caption);
            html.Element("thead", () => html.Element("tr", () =>
            {
                foreach (string head in heads)
                    html.Element("th", [("scope", "col")], head);
            }));
            html.Element("tbody", rows);
        });
    }

    private static void Bar(HtmlOutput html, double share) => html.Element(
        "svg",
        [("class", "bar"), ("viewBox", $"0 0 {Width} {Height}"), ("preserveAspectRatio", "none"), ("aria-hidden", "true"), ("focusable", "false")],
        () =>
        {
            html.Void("rect", ("class", "track"), ("width", Width), ("height", Height));
            html.Void("rect", ("class", "fill"), ("width", HtmlOutput.Number(share * 100)), ("height", Height));
        });
}
