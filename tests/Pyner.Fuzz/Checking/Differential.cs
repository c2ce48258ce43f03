using Pyner.Fuzz.Mutation;
using Pyner.Verification;
using Pyner.Xml.Indexing;

namespace Pyner.Fuzz.Checking;

/// <summary>
/// Reads documents with <c>XmlReader</c> and with the extractor under every indexer that the machine has, and tells where they disagree:
/// on acceptance, or on a record.
/// </summary>
public sealed class Differential : IDisposable
{
    // The smallest window makes every token of a document of a few KB meet its end sooner or later.
    private const int SmallestWindow = 512;

    private readonly List<(FastReader Reader, int[] Pieces)> _readers = [];

    /// <summary>Makes readers for every indexer.</summary>
    /// <param name="windows">Window sizes beside the usual one.</param>
    public Differential(params int[] windows)
    {
        foreach (StructuralIndexer indexer in StructuralIndexers.Supported)
        {
            _readers.Add((new FastReader(indexer), []));
            foreach (int window in windows.Length > 0 ? windows : [SmallestWindow])
                _readers.Add((new FastReader(indexer, window), [97, 1, 64, 63]));
        }
    }

    /// <summary>Documents that were accepted so far.</summary>
    public long Accepted { get; private set; }

    /// <summary>Records in them.</summary>
    public long Records { get; private set; }

    /// <summary>Compares one document.</summary>
    /// <returns>What the readers disagree on, or null.</returns>
    public string? Disagreement(SeedDocument document)
    {
        using var stream = new MemoryStream(document.Bytes);
        VerifiedDocument expected = VerifiedDocument.Read(stream, document.Kind);
        string[] records = [.. expected.Records.Select(RecordText.Of)];
        if (expected.IsAccepted)
        {
            Accepted++;
            Records += records.Length;
        }
        foreach ((FastReader reader, int[] pieces) in _readers)
        {
            FastReading actual = reader.Read(document.Bytes, document.Kind, pieces);
            if (actual.Outcome.Accepted != expected.IsAccepted)
                return $"{reader.Name}: {Describe(actual)}, XmlReader: {Describe(expected)}";
            if (expected.IsAccepted && !actual.Records.SequenceEqual(records))
                return $"{reader.Name}: [{string.Join("; ", actual.Records)}], XmlReader: [{string.Join("; ", records)}]";
            if (expected.IsAccepted && actual.Outcome.Bytes != document.Bytes.Length)
                return $"{reader.Name}: says that it read {actual.Outcome.Bytes} of {document.Bytes.Length} bytes";
        }
        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((FastReader reader, _) in _readers)
            reader.Dispose();
    }

    private static string Describe(FastReading reading) => reading.Outcome.Accepted
        ? "accepted"
        : $"rejected ({reading.Outcome.Fault} at byte {reading.Outcome.Offset}{(reading.Outcome.Detail is string detail ? ": " + detail : "")})";

    private static string Describe(VerifiedDocument document) => document.Rejection is null
        ? "accepted"
        : $"rejected ({document.Rejection.Message})";
}
