namespace Pyner.Pipeline.Reports.Sections;

/// <summary>What was read, with what, and where the time went.</summary>
internal sealed class EnvironmentSection(JobFacts job) : IReportSection
{
    public string Id => "environment";

    public string Title => "Environment";

    public void Write(HtmlOutput html) => html.Element("div", [("class", "columns")], () =>
    {
        foreach ((string title, IReadOnlyList<KeyValuePair<string, string>> values) in job.Environment)
        {
            html.Element("div", [("class", "card")], () =>
            {
                html.Element("h3", title);
                html.Element("dl", [("class", "rows")], () =>
                {
                    foreach ((string name, string value) in values)
                    {
                        html.Element("div", () =>
                        {
                            html.Element("dt", VisibleText.Shortened(name.Replace('_', ' ')));
                            html.Element("dd", () => html.Name(value));
                        });
                    }
                });
            });
        }
    });
}
