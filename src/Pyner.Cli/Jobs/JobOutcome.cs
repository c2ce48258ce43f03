using Pyner.Cli.Terminal;
using Pyner.Contracts.V1;

namespace Pyner.Cli.Jobs;

/// <summary>How a job ended, as scripts and people are told.</summary>
/// <param name="ExitCode">An <see cref="Cli.ExitCode"/>.</param>
/// <param name="Word">As documented for <c>--json</c>; those of <c>pyner build</c>.</param>
/// <param name="Message">What went wrong, or null.</param>
internal sealed record JobOutcome(int ExitCode, string Word, string? Message)
{
    /// <summary>The outcome of a job at its end.</summary>
    public static JobOutcome Of(Job job) => job.State switch
    {
        JobState.Completed when job.Progress.BatchesFailed > 0 => new(Cli.ExitCode.Error, "done_with_failed_batches", Incomplete(job)),
        JobState.Completed when job.Progress.FilesRejected > 0 => new(Cli.ExitCode.DoneWithRejectedFiles, "done_with_rejected", null),
        JobState.Completed => new(Cli.ExitCode.Done, "done", null),
        JobState.Cancelled => new(Cli.ExitCode.Error, "cancelled", $"the job was cancelled: {job.Reason}"),
        _ => new(Cli.ExitCode.Error, "failed", $"the job failed: {job.Reason}"),
    };

    private static string Incomplete(Job job)
    {
        string first = job.Failures.Count > 0 ? $" (the first, number {Quantity.Count(job.Failures[0].Ordinal)}: {job.Failures[0].Reason})" : "";
        return $"the knowledge base is incomplete: {Quantity.Count(job.Progress.BatchesFailed)} {(job.Progress.BatchesFailed == 1 ? "batch" : "batches")} "
            + $"could not be read{first}; remove the cause and start the job again";
    }
}
