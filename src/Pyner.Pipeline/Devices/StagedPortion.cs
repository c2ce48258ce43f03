using Pyner.Xml.Devices;

namespace Pyner.Pipeline.Devices;

/// <summary>A part of a batch: as many files as fit a buffer, and what the reader went by with them.</summary>
/// <param name="buffer">The buffer.</param>
internal sealed class StagedPortion(IDocumentBuffer buffer) : IDisposable
{
    private Task<bool>? _indexed;

    /// <summary>The files' bytes, and their indices once <see cref="Wait"/> came back.</summary>
    public IDocumentBuffer Buffer => buffer;

    /// <summary>What the reader went by, in order.</summary>
    public List<StagedEvent> Events { get; } = [];

    /// <summary>The last file, if it goes on behind what the buffer has of it.</summary>
    public StagedEvent? Unfinished => Events.Count > 0 && Events[^1].GoesOn ? Events[^1] : null;

    /// <summary>Whether a device indexed the files.</summary>
    public bool IsIndexed { get; private set; }

    /// <summary>Empties it. What is left of a file that did not fit stays readable until the next file is added.</summary>
    public void Clear()
    {
        Events.Clear();
        Buffer.Clear();
        IsIndexed = false;
    }

    /// <summary>Hands the files to a device.</summary>
    public void Submit(IDocumentIndexer device)
    {
        if (Events.Exists(staged => staged.IsIndexed))
            _indexed = device.IndexAsync(buffer);
    }

    /// <summary>Waits for the device.</summary>
    /// <returns>What it did since the last call; null where it was given nothing.</returns>
    public DeviceCounters? Wait()
    {
        if (_indexed is null)
            return null;
        IsIndexed = _indexed.GetAwaiter().GetResult();
        _indexed = null;
        return buffer.Counters;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The device may be writing to it.
        Wait();
        buffer.Dispose();
    }
}
