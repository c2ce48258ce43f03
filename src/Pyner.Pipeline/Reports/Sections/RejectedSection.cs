namespace Pyner.Pipeline.Reports.Sections;

/// <summary>Files that could not be read, by reason.</summary>
internal sealed class RejectedSection(RejectedDigest rejected) : IReportSection
{
    public string Id => "rejected";

    public string Title => "Rejected files";

    public void Write(HtmlOutput html)
    {
        if (rejected.Files == 0)
        {
            html.Element("p", "None: every file could be read as XML.");
            return;
        }
        BarTable.Write(html, "Rejected files by reason", ["Reason", "Files", "Share"], () =>
        {
            foreach (RejectedReason reason in rejected.Reasons)
            {
                BarTable.Row(
                    html, () => html.Element("code", VisibleText.Shortened(reason.Code)), reason.Files, rejected.Reasons[0].Files,
                    Figure.Count(reason.Files), Figure.Percent(reason.Files, rejected.Files));
            }
        });
        html.Element("h3", "Examples");
        html.Element("p", [("class", "soft")], "The first of each reason, by path; rejected.jsonl has all.");
        foreach (RejectedReason reason in rejected.Reasons)
        {
            html.Element("details", () =>
            {
                html.Element("summary", () => html.Element("code", VisibleText.Shortened(reason.Code)));
                html.Element("ul", [("class", "examples")], () =>
                {
                    foreach (RejectedExample example in reason.Examples)
                        html.Element("li", () => Write(html, example));
                });
            });
        }
    }

    private static void Write(HtmlOutput html, RejectedExample example)
    {
        html.Name(example.File);
        string line = example.Line is long number ? $", line {Figure.Count(number)}" : "";
        string offset = example.Offset is long at ? $", byte {Figure.Count(at)}" : "";
        html.Text($" ({VisibleText.Shortened(example.Accession)}{line}{offset}): ");
        html.Element("bdi", VisibleText.Shortened(example.Message));
    }
}
