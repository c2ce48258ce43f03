namespace Pyner.Pipeline;

/// <summary>What a job is asked to do: the options of <c>pyner build</c>.</summary>
public sealed record BuildOptions
{
    /// <summary>Most threads that make sense to ask for.</summary>
    public const int MaxThreads = 1024;

    /// <summary>Most submissions in a batch: what a batch contributes must fit in memory once per thread.</summary>
    public const int MaxBatchSize = 100_000;

    /// <summary>Most submissions between two checkpoints: what is merged of them is kept in memory, and done again after a crash.</summary>
    public const long MaxCheckpointEvery = 1_000_000;

    /// <summary>Most batches between two checkpoints: the services' ledger keeps each until then, and answers nobody else while it drops them.</summary>
    public const int MaxCheckpointBatches = 100_000;

    /// <summary>Submissions per batch where nobody says otherwise.</summary>
    public const int StandardBatchSize = 100;

    /// <summary>The folder, tar or tar.gz to read.</summary>
    public required string SourcePath { get; init; }

    /// <summary>The folder for the outputs and the ledger; made where it does not exist.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>1: the first 1,000 submissions on one thread; 2: 50,000; 3: 500,000; null: all.</summary>
    public int? Stage { get; init; }

    /// <summary>Read so many submissions; stands before the stage's figure.</summary>
    public long? Limit { get; init; }

    /// <summary>Threads; null for one per processor, or one for stage 1.</summary>
    public int? Threads { get; init; }

    /// <summary>Submissions per batch.</summary>
    public int BatchSize { get; init; } = StandardBatchSize;

    /// <summary>Submissions between two checkpoints.</summary>
    public long CheckpointEvery { get; init; } = 10_000;

    /// <summary>Whether to write <c>indices.json</c>, with the submissions behind each organism.</summary>
    public bool Studies { get; init; }

    /// <summary>Whether to write tables of the records and of the catalogs.</summary>
    public bool Tables { get; init; }

    /// <summary>Go on with the unfinished job in the output folder.</summary>
    public bool Resume { get; init; }

    /// <summary>Drop the unfinished job in the output folder and start anew.</summary>
    public bool Restart { get; init; }

    /// <summary>How many submissions to read, from <see cref="Limit"/> or <see cref="Stage"/>; null for all.</summary>
    public long? EffectiveLimit => Stages.Limit(Stage, Limit);

    /// <summary>Threads that will work.</summary>
    public int EffectiveThreads => Threads ?? (Stage == 1 ? 1 : Math.Min(Environment.ProcessorCount, MaxThreads));

    /// <summary>Most submissions between two checkpoints, where batches have so many.</summary>
    public static long MostBetweenCheckpoints(int batchSize) => Math.Min(MaxCheckpointEvery, (long)batchSize * MaxCheckpointBatches);

    /// <summary>Checks every value.</summary>
    /// <exception cref="JobException">One is out of its range, or two contradict each other.</exception>
    public void Validate()
    {
        if (string.IsNullOrWhiteSpace(SourcePath))
            throw new JobException("No source was given. Name a folder of submissions, a tar or a tar.gz.");
        if (string.IsNullOrWhiteSpace(OutputFolder))
            throw new JobException("No output folder was given. Name one with --out.");
        if (Stage is < 1 or > 3)
            throw new JobException($"--stage {Stage} does not exist. It is 1 (1,000 submissions), 2 (50,000) or 3 (500,000); leave it out for all.");
        if (Limit < 1)
            throw new JobException($"--limit {Limit} is out of range. Give 1 or more, or leave it out for all submissions.");
        if (Threads is < 1 or > MaxThreads)
            throw new JobException($"--threads {Threads} is out of range. Give 1 to {MaxThreads}.");
        if (BatchSize is < 1 or > MaxBatchSize)
            throw new JobException($"--batch-size {BatchSize} is out of range. Give 1 to {MaxBatchSize}.");
        if (CheckpointEvery is < 1 or > MaxCheckpointEvery)
            throw new JobException($"--checkpoint-every {CheckpointEvery} is out of range. Give 1 to {MaxCheckpointEvery} submissions.");
        if (CheckpointEvery > MostBetweenCheckpoints(BatchSize))
        {
            throw new JobException(
                $"--checkpoint-every {CheckpointEvery} with --batch-size {BatchSize} is more than {MaxCheckpointBatches} batches. "
                + $"Give --checkpoint-every {MostBetweenCheckpoints(BatchSize)} at most, or larger batches.");
        }
        if (Resume && Restart)
            throw new JobException("--resume and --restart exclude each other: one goes on with the unfinished job, the other drops it.");
    }
}
