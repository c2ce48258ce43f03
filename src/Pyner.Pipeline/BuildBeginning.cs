using Pyner.Pipeline.Ledgers;

namespace Pyner.Pipeline;

/// <summary>What is known of a job when its work begins.</summary>
public sealed record BuildBeginning
{
    /// <summary>The job's id.</summary>
    public required string JobId { get; init; }

    /// <summary>What decides the job's result.</summary>
    public required JobIdentity Identity { get; init; }

    /// <summary>Submissions to read, or null where that is not known before.</summary>
    public required long? Submissions { get; init; }

    /// <summary>Threads at work.</summary>
    public required int Threads { get; init; }

    /// <summary>The checkpoint that the job goes on from, or null.</summary>
    public required Checkpoint? ResumedFrom { get; init; }

    /// <summary>Whether the source changed since that checkpoint, so that it must first be proven to begin with the same batches.</summary>
    public required bool Proves { get; init; }
}
