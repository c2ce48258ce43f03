using Pyner.Cli.Terminal;
using Pyner.Pipeline;

namespace Pyner.Cli.Building;

/// <summary>What is shown of a job's progress: shares, rates and the time left, which its figures imply.</summary>
/// <param name="progress">The job's figures.</param>
internal readonly struct ProgressView(BuildProgress progress)
{
    /// <summary>All of it together.</summary>
    public ProgressFigures Figures => new()
    {
        Fraction = Fraction,
        Outlook = Outlook,
        Elapsed = progress.Elapsed,
        Submissions = Submissions,
        Bytes = Bytes,
        Rate = Rate,
        ByteRate = ByteRate,
        Rejected = Rejected,
        AnyRejected = progress.Rejected > 0,
    };

    /// <summary>Share of the source done, 0 to 1, or null where nothing tells.</summary>
    public double? Fraction => progress.Phase is BuildPhase.Publishing or BuildPhase.Ended ? 1 : Known(Furthest);

    /// <summary>
    /// Time left at this execution's speed; null while nothing tells. What checkpoints had cost this execution nothing, but for a stream that had to be
    /// read from its start again.
    /// </summary>
    public TimeSpan? Remaining
    {
        get
        {
            double before = progress is { SourceBytesTotal: not null, SkippedSourceBytes: 0 }
                ? 0
                : Math.Max(0, Math.Max(
                    Share(progress.ResumedSubmissions, progress.SubmissionsTotal), Share(progress.SkippedSourceBytes, progress.SourceBytesTotal)));
            // A limit's share stands still while a stream is read up to where it was.
            bool isCatchingUp = before == 0 && progress.ResumedSubmissions > 0
                && progress.Submissions == progress.ResumedSubmissions && progress.SubmissionsTotal is not null;
            if (progress.Phase is not (BuildPhase.Building or BuildPhase.Proving) || Fraction is not double done || done <= before || isCatchingUp)
                return null;
            double seconds = progress.Elapsed.TotalSeconds * (1 - done) / (done - before);
            return seconds < TimeSpan.FromDays(30).TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
        }
    }

    /// <summary>Such as <c>12,300 of 50,000 submissions</c>.</summary>
    public string Submissions => progress.SubmissionsTotal is long total
        ? $"{Quantity.Count(progress.Submissions)} of {Quantity.Count(total, "submission")}"
        : Quantity.Count(progress.Submissions, "submission");

    /// <summary>Such as <c>2.41 GB</c>: XML read.</summary>
    public string Bytes => Quantity.Bytes(progress.Bytes);

    /// <summary>Submissions a second, of this execution.</summary>
    public string Rate => Quantity.Rate(progress.Submissions - progress.ResumedSubmissions, progress.Elapsed);

    /// <summary>XML bytes a second, of this execution.</summary>
    public string ByteRate => Quantity.ByteRate(progress.Bytes - progress.ResumedBytes, progress.Elapsed);

    /// <summary>Such as <c>3 rejected</c>.</summary>
    public string Rejected => $"{Quantity.Count(progress.Rejected)} rejected";

    /// <summary>Such as <c>ETA 0:12</c>, or what is being done where that has no end in sight, or nothing.</summary>
    public string Outlook => progress.Phase switch
    {
        BuildPhase.Opening => "opening",
        BuildPhase.Resuming => "resuming",
        BuildPhase.Publishing => "writing",
        _ => Remaining is TimeSpan left ? $"ETA {Quantity.Clock(left)}" : "",
    };

    // With a limit on a stream both figures are known, and whichever is reached first ends the job.
    private double Furthest => Math.Max(
        Share(progress.Submissions, progress.SubmissionsTotal), Share(progress.SourceBytes, progress.SourceBytesTotal));

    private static double Share(long done, long? total) => total is null ? -1 : total == 0 ? 1 : Math.Clamp((double)done / total.Value, 0, 1);

    private static double? Known(double share) => share < 0 ? null : share;
}
