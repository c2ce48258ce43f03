using Pyner.Cli.Terminal;
using Pyner.Contracts.V1;

namespace Pyner.Cli.Jobs;

/// <summary>A job's figures on stdout: a table on a terminal, aligned lines elsewhere.</summary>
internal static class JobSummary
{
    /// <summary>Writes it.</summary>
    public static void Write(Job job) => SummaryTable.Write(Title(job), Rows(job), job.State is not (JobState.Failed or JobState.Cancelled));

    private static string Title(Job job) => job.State == JobState.Completed ? "Done" : $"Job {job.State.Word()}";

    private static List<(string Label, string Value)> Rows(Job job)
    {
        Progress progress = job.Progress;
        List<(string, string)> rows =
        [
            ("Job", job.Id),
            ("State", State(job)),
            ("Source", Source(job)),
            ("Processed", $"{JobFigures.Of(job).Submissions}, {Quantity.Bytes(progress.XmlBytes)} of XML"),
            ("Batches", $"{Quantity.Count(progress.Planned.Batches)} planned, {Quantity.Count(progress.Parsed.Batches)} parsed, "
                + $"{Quantity.Count(progress.Merged.Batches)} merged, {Quantity.Count(progress.BatchesFailed)} failed"),
        ];
        if (job.StartedAt is not null)
            rows.Add(("Elapsed", Quantity.Duration(JobFigures.Elapsed(job))));
        if (progress.HasSubmissionsPerSecond)
        {
            rows.Add(("Throughput",
                $"{Quantity.Count((long)Math.Round(progress.SubmissionsPerSecond))} submissions/s, {Quantity.Bytes(progress.XmlBytesPerSecond)}/s"));
        }
        if (progress.Remaining is { } left)
            rows.Add(("Time left", Quantity.Clock(left.ToTimeSpan())));
        rows.AddRange(
        [
            ("Experiments", Quantity.Count(progress.Experiments)),
            ("Samples", Quantity.Count(progress.Samples)),
            ("Runs", Quantity.Count(progress.Runs)),
            ("Checkpoints", Quantity.Count(progress.Checkpoints)),
            ("Errors", progress.FilesRejected == 0 ? "0" : Quantity.Count(progress.FilesRejected, "rejected file")),
        ]);
        rows.AddRange(JobFigures.Devices(job).Select(device => (SafeText.OneLine(device.Name), string.Join(", ", device.Words))));
        rows.AddRange(job.Workers.Select(worker => ("Worker", Worker(worker, job))));
        rows.AddRange(job.Failures.Select(failed => ("Failed batch", SafeText.OneLine($"{Quantity.Count(failed.Ordinal)}: {failed.Reason}"))));
        rows.Add(("Knowledge base", KnowledgeBase(job)));
        return rows;
    }

    private static string State(Job job)
    {
        string share = job.Progress.HasPercent ? $", {Quantity.Percent(job.Progress.Percent / 100)}" : "";
        string cancelling = job.CancelRequested && !job.State.IsEnd() ? ", to be cancelled" : "";
        string reason = job.Reason.Length > 0 ? $" ({SafeText.OneLine(job.Reason)})" : "";
        return job.State.Word() + share + cancelling + reason;
    }

    private static string Source(Job job) =>
        SafeText.OneLine(job.Options.Source) + (job.Source?.Kind.Word() is { } kind ? $" ({kind})" : "");

    private static string Worker(Worker worker, Job job)
    {
        TimeSpan silent = job.ReadAt.ToDateTimeOffset() - worker.LastHeartbeat.ToDateTimeOffset();
        string asked = worker.DeviceAsked == worker.Device ? "" : $" (asked for {worker.DeviceAsked})";
        return SafeText.OneLine($"{worker.Id} on {worker.Host}: {worker.Device}{asked}, {worker.Indexer}, "
            + $"heard of {Quantity.Duration(silent < TimeSpan.Zero ? TimeSpan.Zero : silent)} before");
    }

    private static string KnowledgeBase(Job job) => job.State switch
    {
        JobState.Completed => SafeText.OneLine(job.Options.Output.TrimEnd('/') + "/knowledge_base.json"),
        JobState.Failed or JobState.Cancelled => "not written",
        _ => "not written yet",
    };
}
