namespace Pyner.Xml.Devices;

/// <summary>
/// An opened device that makes structural indices, the same as the host's indexers make: of many documents at once, of several such batches at the same time.
/// Safe to use from any thread.
/// </summary>
public interface IDocumentIndexer : IDisposable
{
    /// <summary>The device.</summary>
    DeviceDescription Device { get; }

    /// <summary>What it did so far.</summary>
    DeviceCounters Counters { get; }

    /// <summary>Whether it failed so often, one time after the other, that it is not tried any more: the processor does it all.</summary>
    bool IsGivenUp { get; }

    /// <summary>Makes a buffer for batches of documents. To be disposed before the device.</summary>
    IDocumentBuffer CreateBuffer();

    /// <summary>Indexes the documents of a buffer of its own, which is not to be touched until the task is done.</summary>
    /// <returns>False where the device could not, for want of memory or because it failed: the documents have no index, and it is counted why.</returns>
    Task<bool> IndexAsync(IDocumentBuffer batch);
}
