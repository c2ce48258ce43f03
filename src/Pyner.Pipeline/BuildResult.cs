namespace Pyner.Pipeline;

/// <summary>How a job's execution ended, and what it found.</summary>
public sealed record BuildResult
{
    /// <summary>How it ended.</summary>
    public required BuildOutcome Outcome { get; init; }

    /// <summary>For a failed job what went wrong, for an interrupted one how to go on, for one that was done before that it was; else null.</summary>
    public string? Message { get; init; }

    /// <summary>The figures: of the whole source for a job that is done, else of what the last checkpoint has.</summary>
    public required BuildSummary Summary { get; init; }

    /// <summary>The exit code of a process that did nothing else.</summary>
    public int ExitCode => Outcome switch
    {
        BuildOutcome.Done => 0,
        BuildOutcome.DoneWithRejected => 1,
        BuildOutcome.Interrupted => 130,
        _ => 2,
    };
}
