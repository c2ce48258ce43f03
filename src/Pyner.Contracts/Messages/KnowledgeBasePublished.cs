namespace Pyner.Contracts.Messages;

/// <summary>Event: a job's outputs are written.</summary>
public sealed record KnowledgeBasePublished
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>Submissions in the knowledge base.</summary>
    public required long Submissions { get; init; }

    /// <summary>Files that could not be read as XML; rejected.jsonl lists them.</summary>
    public required long RejectedFiles { get; init; }
}
