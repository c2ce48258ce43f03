using Pyner.Pipeline.Ledgers;

namespace Pyner.Pipeline.Outputs;

/// <summary>What <c>job.json</c> says of a job and of the execution that ended it.</summary>
internal sealed record JobRecord
{
    public required LedgerJob Job { get; init; }

    public required JobIdentity Identity { get; init; }

    public required BuildOptions Options { get; init; }

    public required BuildResult Result { get; init; }

    public required DateTimeOffset Began { get; init; }

    public required DateTimeOffset Ended { get; init; }

    public required JobTimings Timings { get; init; }

    /// <summary>What reads the XML.</summary>
    public required string Indexer { get; init; }

    public required Checkpoint? ResumedFrom { get; init; }

    public required IReadOnlyList<Checkpoint> Checkpoints { get; init; }
}
