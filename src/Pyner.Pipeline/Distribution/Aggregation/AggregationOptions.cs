namespace Pyner.Pipeline.Distribution.Aggregation;

/// <summary>How an aggregator works.</summary>
public sealed record AggregationOptions
{
    /// <summary>How often it looks for finished batches where no message wakes it.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often at least it looks whether the job is to be cancelled.</summary>
    public TimeSpan StatusInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often at most the ledger gets a note of what was found, for those who watch.</summary>
    public TimeSpan FindingsInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Most finished batches to fetch at a time; they are in memory until they are merged.</summary>
    public int ReadAhead { get; init; } = 16;

    /// <summary>How long to go on trying where the outputs can't be written: a disk may be made room on, a volume be mounted again.</summary>
    public TimeSpan PublishPatience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The longest pause between two tries.</summary>
    public TimeSpan LongestPublishPause { get; init; } = TimeSpan.FromSeconds(30);
}
