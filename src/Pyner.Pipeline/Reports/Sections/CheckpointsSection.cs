namespace Pyner.Pipeline.Reports.Sections;

/// <summary>The states from which the job could have gone on.</summary>
internal sealed class CheckpointsSection(JobFacts job) : IReportSection
{
    private const int Most = 40;

    public string Id => "checkpoints";

    public string Title => "Checkpoints";

    public void Write(HtmlOutput html)
    {
        IReadOnlyList<CheckpointFact> all = job.Checkpoints;
        int shown = Math.Min(all.Count, Most);
        string some = shown < all.Count ? $"; {shown} of them, evenly spread, are shown, and job.json has all" : "";
        html.Element("p", [("class", "soft")],
            $"{Figure.Count(all.Count)} {(all.Count == 1 ? "was" : "were")} recorded{some}. "
            + (job.ResumedFrom is long from ? $"The last execution went on from {Figure.Count(from)} submissions." : "The job was done in one execution."));
        if (shown == 0)
            return;
        BarTable.Write(html, "Checkpoints", ["Checkpoint", "Batches", "Submissions", "Recorded", "After"], () =>
        {
            for (int i = 0; i < shown; i++)
            {
                int at = shown == 1 ? 0 : (int)((long)i * (all.Count - 1) / (shown - 1));
                CheckpointFact checkpoint = all[at];
                BarTable.Row(
                    html, () => html.Text(Figure.Count(at + 1)), checkpoint.Submissions, job.Submissions,
                    Figure.Count(checkpoint.Batches), Figure.Count(checkpoint.Submissions), Figure.Time(checkpoint.Recorded),
                    Figure.Duration(Math.Max(0, (checkpoint.Recorded - job.Started).TotalSeconds)));
            }
        });
    }
}
