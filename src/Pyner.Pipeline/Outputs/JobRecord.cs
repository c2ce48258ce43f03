using Pyner.Pipeline.Devices;
using Pyner.Pipeline.Ledgers;

namespace Pyner.Pipeline.Outputs;

/// <summary>What <c>job.json</c> says of a job and of the execution that ended it.</summary>
internal sealed record JobRecord
{
    public required string JobId { get; init; }

    /// <summary>When the job began, in whichever execution.</summary>
    public required DateTimeOffset Started { get; init; }

    public required JobIdentity Identity { get; init; }

    public required long CheckpointEvery { get; init; }

    public required BuildOutcome Outcome { get; init; }

    public string? Message { get; init; }

    public required BuildSummary Summary { get; init; }

    public required DateTimeOffset Began { get; init; }

    public required DateTimeOffset Ended { get; init; }

    public required JobTimings Timings { get; init; }

    /// <summary>What reads the XML, or null where that is not known.</summary>
    public required string? Indexer { get; init; }

    public required Checkpoint? ResumedFrom { get; init; }

    public required IReadOnlyList<Checkpoint> Checkpoints { get; init; }

    /// <summary>The course of the job, in a few hundred points at most.</summary>
    public IReadOnlyList<ThroughputPoint> Throughput { get; init; } = [];

    /// <summary>What the devices of this process did; the processor is none.</summary>
    public IReadOnlyList<DeviceReport> Devices { get; init; } = [];

    /// <summary>What only the services have; null for a job of one process.</summary>
    public ServicesRecord? Services { get; init; }
}
