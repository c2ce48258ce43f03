using Pyner.Cli.Terminal;
using Pyner.Pipeline;
using Pyner.Sra.Sources;

namespace Pyner.Cli.Building;

/// <summary>What is said on the way, in a log as on a terminal.</summary>
internal static class BuildNotices
{
    /// <summary>Said at the first signal to stop.</summary>
    public const string Stopping = "stopping at a checkpoint; once more stops at once";

    /// <summary>What is being read, by how many threads, and from where it goes on.</summary>
    public static string Beginning(BuildBeginning beginning)
    {
        string kind = Kind(beginning.Identity.SourceKind);
        string submissions = beginning.Submissions is long count ? $"{Quantity.Count(count, "submission")}, " : "";
        string from = beginning.ResumedFrom is { } checkpoint
            ? $"; going on after {Quantity.Count(checkpoint.Submissions, "submission")} (checkpoint {Quantity.Count(checkpoint.Sequence + 1)})"
            : "";
        string proof = beginning.Proves ? "; the archive changed since, so its beginning is read again to prove that it is the same" : "";
        return $"reading {beginning.Identity.SourcePath} ({kind}, {submissions}{Quantity.Count(beginning.Threads, "thread")}){from}{proof}";
    }

    /// <summary>A source's kind, as documented for <c>--json</c> and shown to people.</summary>
    public static string Kind(SourceKind kind) => kind switch
    {
        SourceKind.DirectoryTree => "tree",
        SourceKind.Tar => "tar",
        SourceKind.TarGz => "tar.gz",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown kind of source"),
    };
}
