using Pyner.KnowledgeBase.Publishing;

namespace Pyner.Pipeline.Reports.Sections;

/// <summary>The largest values of each catalog.</summary>
/// <param name="catalogs">The catalogs.</param>
/// <param name="statistics">Tell how many records are in none.</param>
internal sealed class CatalogsSection(IReadOnlyList<ReportCatalog> catalogs, KnowledgeBaseStatistics statistics) : IReportSection
{
    public string Id => "catalogs";

    public string Title => "Catalogs";

    public void Write(HtmlOutput html)
    {
        html.Element("p", [("class", "soft")],
            "A submission counts once for a value, however many records in it have the value. A star marks what is not in the vocabulary of the SRA schemas.");
        foreach (string uncounted in UncountedText.Of(statistics))
            html.Element("p", [("class", "soft")], char.ToUpperInvariant(uncounted[0]) + uncounted[1..] + ".");
        html.Element("div", [("class", "columns")], () =>
        {
            foreach (ReportCatalog catalog in catalogs)
                html.Element("section", [("id", catalog.Kind.Id), ("aria-labelledby", catalog.Kind.Id + "-title"), ("class", "card")], () =>
                    Write(html, catalog));
        });
    }

    private static void Write(HtmlOutput html, ReportCatalog catalog)
    {
        html.Element("h3", [("id", catalog.Kind.Id + "-title")], catalog.Kind.Title);
        html.Element("p", [("class", "soft")], catalog.Values == 0
            ? "None."
            : catalog.Top.Count < catalog.Values
                ? $"The {catalog.Top.Count} largest of {Figure.Count(catalog.Values)}."
                : $"All {Figure.Count(catalog.Values)}.");
        if (catalog.Values == 0)
            return;
        long largest = catalog.Top[0].Count;
        string counted = Capitalised(catalog.Kind.Catalog.Counted);
        string value = Capitalised(catalog.Kind.Catalog.Value);
        BarTable.Write(html, catalog.Kind.Title, [value, counted, "Share", "Submissions"], () =>
        {
            foreach (CatalogEntry entry in catalog.Top)
            {
                BarTable.Row(
                    html,
                    () =>
                    {
                        html.Name(entry.Value);
                        if (catalog.Unknown.Contains(entry.Value))
                            html.Element("span", [("class", "star"), ("title", "not in the vocabulary")], " *");
                    },
                    entry.Count, largest,
                    Figure.Count(entry.Count), Figure.Percent(entry.Count, catalog.Whole), Figure.Count(entry.Submissions));
            }
        });
    }

    private static string Capitalised(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
