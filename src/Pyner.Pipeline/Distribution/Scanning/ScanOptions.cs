namespace Pyner.Pipeline.Distribution.Scanning;

/// <summary>How a scanner works.</summary>
public sealed record ScanOptions
{
    /// <summary>The folder for the batches of streams, which scanner and workers see under the same path.</summary>
    public required string SpoolFolder { get; init; }

    /// <summary>Most bytes of a job's spool. The batch that passes it is still written, so that a job with huge batches goes on.</summary>
    public long MaxSpoolBytes { get; init; } = 4L << 30;

    /// <summary>Most batches of a job that wait for a worker, or are with one.</summary>
    public int MaxUnparsedBatches { get; init; } = 256;

    /// <summary>
    /// Most submissions of a job in batches that no checkpoint has, which bounds what the ledger holds of partials. It is raised to the interval between
    /// two checkpoints where that is longer: there would never be one otherwise.
    /// </summary>
    public long MaxUnmergedSubmissions { get; init; } = 50_000;

    /// <summary>How long a batch waits for a worker until it is announced again.</summary>
    public TimeSpan OverdueAge { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often to look for batches that are overdue, and for a request to cancel.</summary>
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often to look for room while there is none.</summary>
    public TimeSpan RoomInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Threads that list the folders of a tree.</summary>
    public int Threads { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <summary>How long to go on trying where the spool can't be written, or the source of a job that was begun is away.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The longest pause between two tries.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);
}
