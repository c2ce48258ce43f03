using Pyner.KnowledgeBase;
using Pyner.Pipeline.Ledgers;
using Pyner.Pipeline.Outputs;
using Pyner.Pipeline.Tables;

namespace Pyner.Pipeline;

/// <summary>A job of the ledger at the beginning of an execution: planned anew, or found, with all that its checkpoints have.</summary>
internal sealed record OpenedJob
{
    /// <summary>The job in the ledger.</summary>
    public required LedgerJob Job { get; init; }

    /// <summary>What was asked for now.</summary>
    public required JobIdentity Identity { get; init; }

    /// <summary>What is merged.</summary>
    public required Partial Whole { get; init; }

    /// <summary>Its checkpoints.</summary>
    public required CheckpointLog Checkpoints { get; init; }

    /// <summary>Places in the source from which to go on.</summary>
    public required PlaceLog Places { get; init; }

    /// <summary>How fast it was, earlier executions included.</summary>
    public required ThroughputLog Throughput { get; init; }

    /// <summary>Where its tables are made; null where none are wanted.</summary>
    public required TableFolders? TableFolders { get; init; }

    /// <summary>What makes its tables; null where none are wanted.</summary>
    public required TableAssembly? Tables { get; init; }

    /// <summary>The checkpoint that it goes on from; null for the beginning.</summary>
    public Checkpoint? ResumedFrom { get; init; }

    /// <summary>Whether the source changed, so that it has to be proven that it begins as it did.</summary>
    public bool Proves { get; init; }

    /// <summary>What a person should know of how it was opened; null for nothing.</summary>
    public string? Notice { get; init; }
}
