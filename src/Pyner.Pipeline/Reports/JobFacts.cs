using Pyner.Pipeline.Outputs;

namespace Pyner.Pipeline.Reports;

/// <summary>What a report shows of a job.json.</summary>
internal sealed record JobFacts
{
    public required string Job { get; init; }

    public required string State { get; init; }

    public required string? Message { get; init; }

    public required DateTimeOffset Started { get; init; }

    public required DateTimeOffset Ended { get; init; }

    public required double ElapsedSeconds { get; init; }

    public required long Submissions { get; init; }

    public required int? Stage { get; init; }

    public required long RejectedFiles { get; init; }

    /// <summary>Rejected files by error code; null where the record does not say.</summary>
    public required IReadOnlyDictionary<string, long>? RejectedByCode { get; init; }

    public required long Bytes { get; init; }

    public required double SubmissionsPerSecond { get; init; }

    public required double BytesPerSecond { get; init; }

    public required double? CpuSeconds { get; init; }

    public required long? PeakMemory { get; init; }

    public required long IgnoredFiles { get; init; }

    /// <summary>Files by kind, in the file's order.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> Files { get; init; }

    public required string SourcePath { get; init; }

    /// <summary>Submissions that the last execution went on from, or null.</summary>
    public required long? ResumedFrom { get; init; }

    public required IReadOnlyList<CheckpointFact> Checkpoints { get; init; }

    /// <summary>Empty where the job did not record its course.</summary>
    public required IReadOnlyList<ThroughputPoint> Throughput { get; init; }

    public required IReadOnlyList<DeviceFact> Devices { get; init; }

    /// <summary>Batches that the services gave up: what is in them is missing in the knowledge base.</summary>
    public required long FailedBatches { get; init; }

    /// <summary>Reasons of the first of them.</summary>
    public required IReadOnlyList<string> Failures { get; init; }

    /// <summary>Source, options, versions, machine and timings, name by name, as they stand in the file.</summary>
    public required IReadOnlyList<KeyValuePair<string, IReadOnlyList<KeyValuePair<string, string>>>> Environment { get; init; }
}
