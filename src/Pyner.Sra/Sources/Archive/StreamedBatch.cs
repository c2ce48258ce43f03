namespace Pyner.Sra.Sources.Archive;

/// <summary>
/// Consecutive groups of a stream. Handed out as soon as it begins, and filled while it is read, so that a file of any size goes through.
/// </summary>
internal sealed class StreamedBatch : SubmissionBatch
{
    /// <summary>The reading that fills it.</summary>
    public required TarGzReading Reading { get; init; }

    /// <summary>Digest of the stream from its start to the batch's end; set before the last portion is handed out.</summary>
    public ulong Digest { get; set; }

    /// <summary>What waits to be read. Guarded by the exchange's lock, as all below.</summary>
    public Queue<StreamPortion> Portions { get; } = new();

    /// <summary>Whether its last portion was handed out.</summary>
    public bool IsInflated { get; set; }

    /// <summary>Whether nobody will read on: what still comes is dropped.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>What stopped the reading within this batch.</summary>
    public SourceException? Fault { get; set; }
}
