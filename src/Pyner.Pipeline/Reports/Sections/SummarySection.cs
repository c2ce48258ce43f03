using Pyner.KnowledgeBase.Publishing;

namespace Pyner.Pipeline.Reports.Sections;

/// <summary>The figures that one asks for first, and what a reader must know before trusting them.</summary>
internal sealed class SummarySection(JobFacts job, KnowledgeBaseStatistics statistics) : IReportSection
{
    public string Id => "summary";

    public string Title => "Summary";

    public void Write(HtmlOutput html)
    {
        WriteNotices(html);
        html.Element("dl", [("class", "tiles")], () =>
        {
            Tile(html, "Submissions", Figure.Count(job.Submissions));
            Tile(html, "Experiments", Figure.Count(statistics.TotalExperiments));
            Tile(html, "Samples", Figure.Count(statistics.TotalSamples));
            Tile(html, "Sequencing runs", Figure.Count(statistics.TotalRuns));
            Tile(html, "Organisms", Figure.Count(statistics.UniqueOrganisms));
            Tile(html, "Strategies", Figure.Count(statistics.UniqueStrategies));
            Tile(html, "Attribute tags", Figure.Count(statistics.UniqueAttributes));
            Tile(html, "Rejected files", Figure.Count(statistics.RejectedFiles));
            Tile(html, "XML read", Figure.Bytes(job.Bytes));
            Tile(html, job.ResumedFrom is null ? "Duration" : "Duration since resumed", Figure.Duration(job.ElapsedSeconds));
            Tile(html, "Submissions per second", Figure.Rate(job.SubmissionsPerSecond));
            Tile(html, "XML per second", Figure.Bytes(job.BytesPerSecond));
            if (job.CpuSeconds is double cpu)
                Tile(html, "Processor time", Figure.Duration(cpu));
            if (job.PeakMemory is long memory)
                Tile(html, "Peak memory", Figure.Bytes(memory));
        });
        html.Element("h3", "Counted apart");
        html.Element("dl", [("class", "rows figures")], () =>
        {
            Row(html, "Experiments without accession, title or strategy", statistics.ExperimentsMissingFields);
            Row(html, "Samples without organism", statistics.SamplesMissingFields);
            Row(html, "Records in a file of another kind", statistics.MisplacedRecords);
            Row(html, "Experiments that point to no counted sample of their submission", statistics.UnresolvedSampleReferences);
            foreach ((string kind, long files) in job.Files)
                Row(html, "Files: " + kind, files);
            Row(html, "Files that are no submission files", job.IgnoredFiles);
        });
    }

    private void WriteNotices(HtmlOutput html)
    {
        html.Element("p", [("class", job.FailedBatches > 0 ? "notice bad" : "notice")], () =>
        {
            html.Text(State());
            if (job.Message is { Length: > 0 } message)
                html.Text(" " + message);
        });
        if (job.FailedBatches == 0 || job.Failures.Count == 0)
            return;
        html.Element("ul", () =>
        {
            foreach (string reason in job.Failures)
                html.Element("li", VisibleText.Shortened(reason));
        });
    }

    private string State() => job.State switch
    {
        "done" => "Done: every file was read.",
        "done_with_rejected" =>
            $"Done; {Figure.Count(job.RejectedFiles)} {(job.RejectedFiles == 1 ? "file" : "files")} could not be read as XML, and nothing of them is counted.",
        _ => VisibleText.Shortened(job.State) + ".",
    };

    private static void Tile(HtmlOutput html, string name, string value) => html.Element("div", () =>
    {
        html.Element("dt", name);
        html.Element("dd", value);
    });

    private static void Row(HtmlOutput html, string name, long value) => Tile(html, name, Figure.Count(value));
}
