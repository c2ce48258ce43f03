namespace Pyner.Pipeline.Reports.Sections;

/// <summary>How fast the job was at what time.</summary>
internal sealed class ThroughputSection(JobFacts job) : IReportSection
{
    private readonly Course _course = Course.Of(job.Throughput);

    public string Id => "throughput";

    public string Title => "Throughput over time";

    public void Write(HtmlOutput html)
    {
        if (_course.Pieces.Count == 0)
        {
            html.Element("p", "The job has no record of its course.");
            return;
        }
        html.Element("p", [("class", "soft")],
            $"{Figure.Duration(_course.Seconds)} of work"
            + (_course.Resumptions.Count == 0 ? "." : "; dashed lines mark where the job was resumed, pauses are left out."));
        html.Element("div", [("class", "columns")], () =>
        {
            Plot(html, "Submissions per second", _course.Pieces.Max(piece => piece.SubmissionsPerSecond), piece => piece.SubmissionsPerSecond, Figure.Rate);
            if (_course.Pieces.Any(piece => piece.BytesPerSecond is not null))
                Plot(html, "XML per second", _course.Pieces.Max(piece => piece.BytesPerSecond ?? 0), piece => piece.BytesPerSecond, Figure.Bytes);
        });
        html.Element("details", () =>
        {
            html.Element("summary", "The same as a table");
            WriteTable(html);
        });
    }

    private void Plot(HtmlOutput html, string title, double top, Func<CoursePiece, double?> rate, Func<double, string> show) =>
        html.Element("figure", [("class", "card")], () =>
        {
            html.Element("figcaption", title);
            html.Element("div", [("class", "plot")], () =>
            {
                html.Element("div", [("class", "y"), ("aria-hidden", "true")], () =>
                {
                    foreach (double value in (double[])[top, top / 2, 0])
                        html.Element("span", show(value));
                });
                html.Element(
                    "svg",
                    [("viewBox", "0 0 600 200"), ("preserveAspectRatio", "none"), ("role", "img"),
                        ("aria-label", $"{title} over {Figure.Duration(_course.Seconds)} of work, at most {show(top)}. The table below has the figures.")],
                    () => Draw(html, top, rate));
                html.Element("div", [("class", "x"), ("aria-hidden", "true")], () =>
                {
                    foreach (double part in (double[])[0, 0.5, 1])
                        html.Element("span", part == 0 ? "0" : Figure.Duration(_course.Seconds * part));
                });
            });
        });

    private void Draw(HtmlOutput html, double top, Func<CoursePiece, double?> rate)
    {
        foreach (string y in (string[])["1", "100", "199"])
            html.Void("line", ("class", "grid"), ("x1", "0"), ("x2", "600"), ("y1", y), ("y2", y));
        foreach (CoursePiece piece in _course.Pieces)
        {
            double height = top > 0 ? 198 * (rate(piece) ?? 0) / top : 0;
            html.Void(
                "rect", ("class", "fill"), ("x", X(piece.Begin)), ("width", X(piece.End - piece.Begin)),
                ("y", HtmlOutput.Number(199 - height)), ("height", HtmlOutput.Number(height)));
        }
        foreach (double at in _course.Resumptions)
            html.Void("line", ("class", "resumed"), ("x1", X(at)), ("x2", X(at)), ("y1", "0"), ("y2", "200"));
    }

    private void WriteTable(HtmlOutput html) => html.Element("table", () =>
    {
        html.Element("caption", [("class", "unseen")], Title);
        html.Element("thead", () => html.Element("tr", () =>
        {
            foreach (string head in (string[])["From", "To", "Submissions per second", "XML per second"])
                html.Element("th", [("scope", "col")], head);
        }));
        html.Element("tbody", () =>
        {
            foreach (CoursePiece piece in _course.Pieces)
            {
                html.Element("tr", () =>
                {
                    html.Element("th", [("scope", "row")], Figure.Duration(piece.Begin));
                    html.Element("td", Figure.Duration(piece.End));
                    html.Element("td", Figure.Rate(piece.SubmissionsPerSecond));
                    html.Element("td", piece.BytesPerSecond is double bytes ? Figure.Bytes(bytes) : "-");
                });
            }
        });
    });

    private string X(double seconds) => HtmlOutput.Number(600 * seconds / _course.Seconds);
}
