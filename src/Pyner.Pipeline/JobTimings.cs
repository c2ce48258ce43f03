namespace Pyner.Pipeline;

/// <summary>Where an execution's time went; null where it is not known.</summary>
internal sealed class JobTimings
{
    /// <summary>Until the ledger and the source were open.</summary>
    public TimeSpan? Opening { get; init; }

    /// <summary>Reading the checkpoints of an earlier execution.</summary>
    public TimeSpan Resuming { get; set; }

    /// <summary>Reading, parsing and merging, checkpoints included.</summary>
    public TimeSpan Building { get; set; }

    /// <summary>Merging, while the other threads went on.</summary>
    public TimeSpan Merging { get; set; }

    /// <summary>Recording checkpoints, while the other threads went on.</summary>
    public TimeSpan Checkpoints { get; set; }

    /// <summary>Writing the outputs.</summary>
    public TimeSpan Publishing { get; set; }

    /// <summary>Reading and parsing, summed over the threads.</summary>
    public TimeSpan Busy { get; set; }
}
