using Pyner.Contracts.V1;

namespace Pyner.Cli.Jobs;

/// <summary>What a job's state means at the terminal.</summary>
internal static class JobStates
{
    /// <summary>Whether the job changes no more.</summary>
    public static bool IsEnd(this JobState state) => state is JobState.Completed or JobState.Failed or JobState.Cancelled;

    /// <summary>The state in a word, as shown and as documented for <c>--json</c>.</summary>
    public static string Word(this JobState state) => state switch
    {
        JobState.Queued => "queued",
        JobState.Running => "running",
        JobState.Publishing => "publishing",
        JobState.Completed => "completed",
        JobState.Failed => "failed",
        JobState.Cancelled => "cancelled",
        _ => "unknown",
    };

    /// <summary>A source's kind in a word, or null while it is not known.</summary>
    public static string? Word(this SourceKind kind) => kind switch
    {
        SourceKind.Tree => "tree",
        SourceKind.Tar => "tar",
        SourceKind.TarGz => "tar.gz",
        _ => null,
    };
}
