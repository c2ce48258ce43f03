using System.Globalization;

namespace Pyner.Pipeline.Reports.Sections;

/// <summary>Organism by strategy, the darker the more.</summary>
internal sealed class OrganismStrategySection(OrganismStrategyTable table) : IReportSection
{
    // Steps of colour. They are of the logarithm: counts spread over many orders of magnitude.
    private const int Steps = 5;

    public string Id => "organism-strategies";

    public string Title => "Organism by strategy";

    public void Write(HtmlOutput html)
    {
        if (table.Pairs == 0)
        {
            html.Element("p", "No experiment points to a sample of its submission.");
            return;
        }
        html.Element("p", [("class", "soft")],
            $"Experiments that point to a sample of their submission. The {table.Organisms.Count} organisms and {table.Strategies.Count} strategies "
            + $"with the most, of {Figure.Count(table.Pairs)} {(table.Pairs == 1 ? "pair" : "pairs")}; colour by order of magnitude.");
        double largest = table.Counts.Max(row => row.Max());
        html.Element("div", [("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-labelledby", Id + "-title")], () =>
            html.Element("table", [("class", "heat")], () =>
            {
                html.Element("caption", [("class", "unseen")], "Experiments by organism and strategy");
                html.Element("thead", () => html.Element("tr", () =>
                {
                    html.Element("th", [("scope", "col")], "Organism");
                    foreach (string strategy in table.Strategies)
                        html.Element("th", [("scope", "col")], () => html.Name(strategy));
                }));
                html.Element("tbody", () =>
                {
                    for (int row = 0; row < table.Organisms.Count; row++)
                        WriteRow(html, table.Organisms[row], table.Counts[row], largest);
                });
            }));
    }

    private static void WriteRow(HtmlOutput html, string organism, IReadOnlyList<long> counts, double largest) => html.Element("tr", () =>
    {
        html.Element("th", [("scope", "row")], () => html.Name(organism));
        foreach (long count in counts)
            html.Element("td", [("class", "heat" + Step(count, largest))], Figure.Count(count));
    });

    private static string Step(long count, double largest)
    {
        if (count == 0)
            return "0";
        double height = largest <= 1 ? 1 : Math.Log(count) / Math.Log(largest);
        return Math.Clamp(1 + (int)(height * Steps), 1, Steps).ToString(CultureInfo.InvariantCulture);
    }
}
