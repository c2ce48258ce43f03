using Pyner.Pipeline.Reports.Sections;

namespace Pyner.Pipeline.Reports;

/// <summary>The page: its head, and its sections one after the other.</summary>
internal sealed class ReportPage(JobFacts job, ReportCatalogs catalogs, RejectedDigest rejected)
{
    // Should markup get through the encoder in spite of all, the browser neither runs it nor fetches anything.
    private static readonly string s_policy = $"default-src 'none'; style-src {ReportFile.StyleSource}; base-uri 'none'; form-action 'none'";

    /// <summary>Writes it.</summary>
    public void Write(HtmlOutput html)
    {
        IReportSection[] sections =
        [
            new SummarySection(job, catalogs.Statistics),
            new ThroughputSection(job),
            new CatalogsSection(catalogs.Catalogs, catalogs.Statistics),
            new OrganismStrategySection(catalogs.OrganismStrategies),
            new DevicesSection(job.Devices),
            new CheckpointsSection(job),
            new RejectedSection(rejected),
            new EnvironmentSection(job),
        ];
        html.Doctype();
        html.Element("html", [("lang", "en")], () =>
        {
            html.Element("head", WriteHead(html));
            html.Element("body", () =>
            {
                html.Element("a", [("class", "skip"), ("href", "#main")], "Skip to the figures");
                html.Element("header", () => WriteHeader(html, sections));
                html.Element("main", [("id", "main")], () =>
                {
                    foreach (IReportSection section in sections)
                    {
                        html.Element("section", [("id", section.Id), ("aria-labelledby", section.Id + "-title")], () =>
                        {
                            html.Element("h2", [("id", section.Id + "-title")], section.Title);
                            section.Write(html);
                        });
                    }
                });
                html.Element("footer", () => html.Element("p", () =>
                {
                    html.Text("Made of knowledge_base.json, job.json and rejected.jsonl, which have every figure in full. ");
                    html.Element("code", "pyner report");
                    html.Text(" makes it again.");
                }));
            });
        });
    }

    private Action WriteHead(HtmlOutput html) => () =>
    {
        html.Void("meta", ("charset", "utf-8"));
        html.Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", s_policy));
        html.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        html.Void("meta", ("name", "color-scheme"), ("content", "light dark"));
        html.Void("meta", ("name", "referrer"), ("content", "no-referrer"));
        html.Element("title", "Pyner report: " + VisibleText.Shortened(job.SourcePath));
        html.Style(ReportStyle.Sheet);
    };

    private void WriteHeader(HtmlOutput html, IReportSection[] sections)
    {
        html.Element("h1", "Pyner report");
        html.Element("p", [("class", "source")], () => html.Name(job.SourcePath));
        html.Element("p", [("class", "soft")], () =>
        {
            html.Text("Ended ");
            html.Element("time", [("datetime", job.Ended.UtcDateTime.ToString("O"))], Figure.Time(job.Ended));
            html.Text(", job ");
            html.Element("code", VisibleText.Shortened(job.Job));
        });
        html.Element("nav", [("aria-label", "Sections")], () => html.Element("ul", () =>
        {
            foreach (IReportSection section in sections)
                html.Element("li", () => html.Element("a", [("href", "#" + section.Id)], section.Title));
        }));
    }
}
