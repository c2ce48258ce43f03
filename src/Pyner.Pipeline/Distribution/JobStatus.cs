using Pyner.Pipeline.Batches;
using Pyner.Pipeline.Devices;
using Pyner.Pipeline.Ledgers;

namespace Pyner.Pipeline.Distribution;

/// <summary>
/// A job of the services at one moment, as the ledger has it. Of two snapshots, the one with the greater <see cref="Revision"/> is the later
/// one, and none of its counts is smaller.
/// </summary>
public sealed record JobStatus
{
    /// <summary>The job's id.</summary>
    public required string Id { get; init; }

    /// <summary>What was asked for.</summary>
    public required JobRequest Request { get; init; }

    /// <summary>Where it stands.</summary>
    public required DistributedJobState State { get; init; }

    /// <summary>Grows with every change to the job.</summary>
    public required long Revision { get; init; }

    /// <summary>Whether someone asked to cancel it.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>Why it failed, or the words with which someone asked to cancel it; null otherwise, and of one that was completed all the same.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was asked for (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a scanner took it up (UTC).</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended (UTC).</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The source as the scanner found it; null before.</summary>
    public JobIdentity? Identity { get; init; }

    /// <summary>Submissions to read, or null where that is not known yet.</summary>
    public long? SubmissionsTotal { get; init; }

    /// <summary>Bytes of a streamed source read by the scanner.</summary>
    public long SourceBytes { get; init; }

    /// <summary>Bytes of a streamed source, or null.</summary>
    public long? SourceBytesTotal { get; init; }

    /// <summary>
    /// Of a streamed source, the bytes that were read for batches that are parsed or given up (<see cref="PlannedBatch.SourceBytes"/>, added up): how
    /// far the job is where the number of submissions is not known, for the scanner reads ahead of the workers.
    /// </summary>
    public long FinishedSourceBytes { get; init; }

    /// <summary>Whether every batch is planned.</summary>
    public bool PlanEnded { get; init; }

    /// <summary>Batches planned.</summary>
    public long PlannedBatches { get; init; }

    /// <summary>Submissions in them (groups of files, where an archive holds submissions apart).</summary>
    public long PlannedSubmissions { get; init; }

    /// <summary>Batches that some worker holds now. The only count that may shrink.</summary>
    public long LeasedBatches { get; init; }

    /// <summary>Batches parsed.</summary>
    public long ParsedBatches { get; init; }

    /// <summary>What was in them.</summary>
    public BatchFigures Parsed { get; init; }

    /// <summary>Batches given up.</summary>
    public long FailedBatches { get; init; }

    /// <summary>The first of them, with the reason.</summary>
    public IReadOnlyList<FailedBatch> Failures { get; init; } = [];

    /// <summary>Batches in the last checkpoint.</summary>
    public long MergedBatches { get; init; }

    /// <summary>Submissions in the last checkpoint.</summary>
    public long MergedSubmissions { get; init; }

    /// <summary>Checkpoints recorded.</summary>
    public int Checkpoints { get; init; }

    /// <summary>The share of each device, by its name.</summary>
    public IReadOnlyList<DeviceShare> Devices { get; init; } = [];
}
