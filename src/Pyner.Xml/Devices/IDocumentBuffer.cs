using Pyner.Xml.Indexing;

namespace Pyner.Xml.Devices;

/// <summary>
/// Documents in memory that a device can copy from and to, and, once it has indexed them, their indices. Reused for one batch after the other; belongs
/// to one thread at a time, and to the device while it works on it.
/// </summary>
/// <remarks>
/// A document is added by reading into <see cref="Free"/>, saying how much was read (<see cref="Append"/>), and ending it with <see cref="Commit"/>.
/// </remarks>
public interface IDocumentBuffer : IDisposable
{
    /// <summary>Documents committed.</summary>
    int Count { get; }

    /// <summary>What the device did when it was last given this buffer, and whether it failed at it.</summary>
    DeviceCounters Counters { get; }

    /// <summary>Room for the document that is being added.</summary>
    Span<byte> Free { get; }

    /// <summary>What was added of the document that is not committed yet.</summary>
    ReadOnlySpan<byte> Uncommitted { get; }

    /// <summary>Says that so many bytes were put at the beginning of <see cref="Free"/>.</summary>
    void Append(int count);

    /// <summary>Ends the document that is being added.</summary>
    /// <param name="start">
    /// Where its index has to begin: at its first byte, or behind a byte order mark or a <c>&gt;</c>. Its length where it is not to be indexed.
    /// </param>
    /// <param name="state">The state there.</param>
    /// <returns>Its number.</returns>
    int Commit(int start, IndexerState state = IndexerState.Content);

    /// <summary>Drops all documents.</summary>
    void Clear();

    /// <summary>A document's bytes.</summary>
    ReadOnlySpan<byte> Document(int number);

    /// <summary>A document's index, once a device has made it. Valid until the buffer is cleared.</summary>
    DocumentIndex Index(int number);
}
