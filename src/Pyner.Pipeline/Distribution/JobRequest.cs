namespace Pyner.Pipeline.Distribution;

/// <summary>What someone asks the services to do: the options of <c>pyner build</c> that make sense without a terminal.</summary>
public sealed record JobRequest
{
    /// <summary>
    /// Submissions per batch where nobody says otherwise: ten times those of <c>pyner build</c>, because a batch's way over the bus and through the ledger
    /// takes as much processor time as parsing a hundred submissions does.
    /// </summary>
    public const int StandardBatchSize = 1_000;

    /// <summary>Full path of the folder, tar or tar.gz to read, as the services see it.</summary>
    public required string SourcePath { get; init; }

    /// <summary>Full path of the folder for the outputs, as the services see it.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>The stage (1, 2 or 3), or null.</summary>
    public int? Stage { get; init; }

    /// <summary>How many submissions to read; stands before the stage's figure. Null for all.</summary>
    public long? Limit { get; init; }

    /// <summary>How many submissions to read, from <see cref="Limit"/> or <see cref="Stage"/>; null for all.</summary>
    public long? EffectiveLimit => Stages.Limit(Stage, Limit);

    /// <summary>Submissions per batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Submissions between two checkpoints.</summary>
    public required long CheckpointEvery { get; init; }

    /// <summary>Whether to write the submissions behind each organism.</summary>
    public bool Studies { get; init; }

    /// <summary>Whether to write tables.</summary>
    public bool Tables { get; init; }

    /// <summary>The time that the outputs carry (UTC). Settled once, so that a job that is published twice gives the same bytes.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The trace of the call that asked for it, to which what happens once for the whole job belongs; null where nothing is traced.</summary>
    public string? Trace { get; init; }
}
