namespace Pyner.Cli.Building;

/// <summary>What is shown of a job's progress, in words.</summary>
internal sealed record ProgressFigures
{
    /// <summary>Share of the source done, 0 to 1, or null where nothing tells.</summary>
    public required double? Fraction { get; init; }

    /// <summary>Such as <c>ETA 0:12</c>, or what is being done, or nothing. Short.</summary>
    public required string Outlook { get; init; }

    /// <summary>Since the work began.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Such as <c>12,300 of 50,000 submissions</c>.</summary>
    public required string Submissions { get; init; }

    /// <summary>Such as <c>2.41 GB</c>: XML read.</summary>
    public required string Bytes { get; init; }

    /// <summary>Submissions a second.</summary>
    public required string Rate { get; init; }

    /// <summary>XML bytes a second.</summary>
    public required string ByteRate { get; init; }

    /// <summary>Such as <c>3 rejected</c>.</summary>
    public required string Rejected { get; init; }

    /// <summary>Whether anything was rejected: it is then shown in a colour.</summary>
    public required bool AnyRejected { get; init; }
}
