using System.Globalization;
using System.Text;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Pipeline.Ledgers;
using Pyner.Pipeline.Reports;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline;

/// <summary>Decides what to do with what a ledger holds: begin a job, go on with one, or stop and say why.</summary>
internal static class JobOpening
{
    /// <summary>Stops where an unfinished job has merged something and nobody said what to do with it, or one is to be resumed and there is none.</summary>
    public static void Check(LedgerJob? job, BuildOptions options)
    {
        if (job is null)
        {
            if (options.Resume)
                throw NothingToResume(options);
            return;
        }
        if (job.State == JobState.Finished || HasNothing(job) || options.Resume || options.Restart)
            return;
        Checkpoint last = job.LastCheckpoint!;
        var message = new StringBuilder();
        message.Append(
            CultureInfo.InvariantCulture,
            $"'{options.OutputFolder}' holds an unfinished job, started {Figure.Time(job.StartedAt)} on '{job.Identity.SourcePath}'");
        message.Append(
            CultureInfo.InvariantCulture,
            $": {last.Submissions:N0} submissions are merged (checkpoint {last.Sequence + 1}, {Figure.Time(last.RecordedAt)})");
        message.Append(job.State switch
        {
            JobState.Failed => $", then it failed: {job.Reason}",
            JobState.Interrupted => ", then it was interrupted",
            _ => "",
        });
        if (message[^1] != '.')
            message.Append('.');
        message.Append(" Go on with it by giving --resume, or drop it and start anew by giving --restart.");
        throw new JobException(message.ToString());
    }

    /// <summary>Whether a job ended, or was killed, before its first checkpoint: whoever begins anew in its place loses nothing.</summary>
    public static bool HasNothing(LedgerJob job) => job.LastCheckpoint is null;

    /// <summary>What to tell where a job begins in the place of one that has nothing.</summary>
    public static string InPlaceOf(LedgerJob job)
    {
        string how = job.State == JobState.Failed ? $"failed before its first checkpoint: {job.Reason}" : "ended before its first checkpoint.";
        return $"An earlier job on '{job.Identity.SourcePath}' {how}{(how[^1] == '.' ? "" : ".")} Nothing of it is lost: this one begins anew.";
    }

    /// <summary>Stops where a finished job's outputs would be replaced by those of another source, or of other options, and nobody asked for that.</summary>
    public static void CheckReplaces(LedgerJob job, JobIdentity asked, BuildOptions options)
    {
        if (job.State != JobState.Finished || options.Restart)
            return;
        string? difference = SourceDifference(job, asked);
        IReadOnlyList<(string Option, string Here, string There)> others = job.Identity.OptionDifferences(asked);
        if (difference is null && others.Count == 0)
            return;
        throw new JobException(
            $"'{options.OutputFolder}' holds the knowledge base of {Kind(job.Identity.SourceKind)} '{job.Identity.SourcePath}' "
            + string.Create(
                CultureInfo.InvariantCulture,
                $"({job.LastCheckpoint!.Submissions:N0} submissions, finished {Figure.Time(job.StateAt)}), and this job is another one: ")
            + (difference ?? Options(others))
            + ". Choose another folder with --out, or replace what is there by giving --restart.");
    }

    /// <summary>Stops where a folder has a knowledge base and no ledger, as services leave it, and nobody asked to replace it.</summary>
    public static void CheckReplacesForeign(BuildOptions options)
    {
        if (!options.Restart && File.Exists(Path.Combine(options.OutputFolder, KnowledgeBaseFile.Name)))
        {
            throw new JobException(
                $"'{options.OutputFolder}' holds a knowledge base without a ledger, as a job of the services leaves it. "
                + "Choose another folder with --out, or replace what is there by giving --restart.");
        }
    }

    /// <summary>What is said where --resume finds nothing.</summary>
    public static JobException NothingToResume(BuildOptions options) =>
        new($"'{options.OutputFolder}' holds no job to resume. Leave out --resume to start one.");

    /// <summary>Stops where the job that is to be resumed is another one.</summary>
    /// <returns>Whether the source changed in a way that can be proven harmless while it is read.</returns>
    public static bool CheckSame(LedgerJob job, JobIdentity asked, BuildOptions options)
    {
        IReadOnlyList<(string Option, string Here, string There)> differences = job.Identity.OptionDifferences(asked);
        if (differences.Count > 0)
        {
            throw new JobException(
                $"The job in '{options.OutputFolder}' can't be resumed with other options: "
                + Options(differences)
                + ". Give the same ones, choose another folder with --out, or drop the job by giving --restart.");
        }
        string before = Fingerprint(job);
        if (before == asked.Fingerprint)
            return false;
        if (job.Identity.SourceKind == SourceKind.TarGz && asked.SourceKind == SourceKind.TarGz && job.LastCheckpoint is not { EndsSource: true })
            return true;
        throw new JobException(
            $"The job in '{options.OutputFolder}' can't be resumed: its source changed. It was {Kind(job.Identity.SourceKind)} '{job.Identity.SourcePath}' "
            + $"with fingerprint {before}, now it is {Kind(asked.SourceKind)} '{asked.SourcePath}' with fingerprint {asked.Fingerprint}. "
            + "Give the source as it was, choose another folder with --out, or drop the job by giving --restart.");
    }

    /// <summary>What is said where a repaired archive does not begin as the faulty one did.</summary>
    public static JobException NotTheSameBeginning(Checkpoint last, BuildOptions options) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"The archive changed since the last checkpoint ({Figure.Time(last.RecordedAt)}), and it does not begin with the {last.Submissions:N0} submissions ")
        + "that were merged then. "
        + $"The job in '{options.OutputFolder}' can't be resumed with it: give the archive as it was, or drop the job by giving --restart.");

    // The fingerprint of a folder tells which submissions it has and not what is in them: another folder is another source. An archive may have moved.
    private static string? SourceDifference(LedgerJob job, JobIdentity asked)
    {
        string before = Fingerprint(job);
        if (job.Identity.SourceKind != asked.SourceKind || before != asked.Fingerprint)
            return $"its source, {Kind(asked.SourceKind)} '{asked.SourcePath}', has the fingerprint {asked.Fingerprint}, that one's was {before}";
        return asked.SourceKind == SourceKind.DirectoryTree && job.Identity.SourcePath != asked.SourcePath
            ? $"its source is the folder '{asked.SourcePath}'"
            : null;
    }

    private static string Fingerprint(LedgerJob job) => job.LastCheckpoint?.Fingerprint ?? job.Identity.Fingerprint;

    private static string Options(IEnumerable<(string Option, string Here, string There)> differences) =>
        string.Join("; ", differences.Select(d => $"{d.Option} was {d.Here}, is {d.There}"));

    private static string Kind(SourceKind kind) => kind switch
    {
        SourceKind.DirectoryTree => "the folder",
        SourceKind.Tar => "the tar",
        _ => "the tar.gz",
    };
}
