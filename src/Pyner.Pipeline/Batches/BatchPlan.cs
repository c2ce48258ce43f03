namespace Pyner.Pipeline.Batches;

/// <summary>Which batches of a source a job reads, and how.</summary>
internal sealed record BatchPlan
{
    /// <summary>The job, for the batches' ids.</summary>
    public required string JobId { get; init; }

    /// <summary>Submissions per batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>How many submissions to read, or null for all.</summary>
    public required long? Limit { get; init; }

    /// <summary>Ordinal of the first batch to read.</summary>
    public required long FirstBatch { get; init; }

    /// <summary>Ordinal of the first batch to parse. Those before it are only read, to prove that a checkpoint was made of them.</summary>
    public required long ParseFrom { get; init; }

    /// <summary>Folder for the parts that the batches' rows go into; null where none are wanted.</summary>
    public string? PartsFolder { get; init; }

    /// <summary>Threads that work at the same time.</summary>
    public required int Threads { get; init; }
}
