namespace Pyner.Pipeline.Batches;

/// <summary>
/// The threads that read and parse a source's batches. Whatever ends the work (the source's end, a request to stop, a fault), the batches handed out
/// until then leave no gap, but for those that a source lets begin before their turn: all before some ordinal are among them.
/// </summary>
internal interface IBatchCrew : IDisposable
{
    /// <summary>What stopped the work, once <see cref="Next"/> gave null; null where nothing failed.</summary>
    Exception? Failure { get; }

    /// <summary>Whether every batch of the source was handed out, once <see cref="Next"/> gave null.</summary>
    bool ReachedEnd { get; }

    /// <summary>The next batch that is done, in no order; null when there is none left.</summary>
    CompletedBatch? Next();

    /// <summary>Makes room for another batch: one was merged, or waits condensed.</summary>
    void Release();
}
