namespace Pyner.Cli.Jobs;

/// <summary>What the command line asks the services to do.</summary>
internal sealed record JobAsked
{
    /// <summary>Full path of the source.</summary>
    public required string Source { get; init; }

    /// <summary>Full path of the folder for the outputs, or null for the gateway's choice.</summary>
    public string? Output { get; init; }

    /// <summary>The stage, or null.</summary>
    public int? Stage { get; init; }

    /// <summary>How many submissions to read, or null.</summary>
    public long? Limit { get; init; }

    /// <summary>Submissions per batch, or null.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Submissions from one checkpoint to the next, or null.</summary>
    public long? CheckpointEvery { get; init; }

    /// <summary>Whether to write indices.json.</summary>
    public bool Studies { get; init; }

    /// <summary>Whether to write tables.</summary>
    public bool Tables { get; init; }
}
