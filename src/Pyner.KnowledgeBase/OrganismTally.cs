namespace Pyner.KnowledgeBase;

/// <summary>How often an organism was seen, and in which submissions.</summary>
public sealed class OrganismTally
{
    internal OrganismTally()
    {
    }

    /// <summary>Number of samples of the organism.</summary>
    public long Count { get; internal set; }

    /// <summary>The distinct submissions those samples are in.</summary>
    public SubmissionSet Submissions { get; } = new();
}
