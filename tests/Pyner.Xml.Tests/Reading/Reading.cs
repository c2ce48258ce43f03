using System.Text;
using Pyner.Xml.Indexing;
using Pyner.Xml.Reading;

namespace Pyner.Xml.Tests.Reading;

/// <summary>What reading a document gave.</summary>
/// <param name="Outcome">Accepted, or why and where not.</param>
/// <param name="Heard">What the visitor heard.</param>
internal sealed record Reading(ReadOutcome Outcome, IReadOnlyList<string> Heard)
{
    /// <summary>The smallest window that the reader takes.</summary>
    public const int SmallestWindow = 512;

    /// <summary>The usual window.</summary>
    public const int UsualWindow = 256 << 10;

    public static Reading Of(string document, int window = UsualWindow, string? indexer = null) =>
        Of(Encoding.UTF8.GetBytes(document), window, indexer);

    public static Reading Of(byte[] document, int window = UsualWindow, string? indexer = null) => Of(new DocumentBytes(document), window, indexer);

    public static Reading Of(IByteSource document, int window = UsualWindow, string? indexer = null) =>
        Of(document, window, indexer is null ? StructuralIndexers.Choose() : StructuralIndexers.Choose(indexer));

    public static Reading Of(IByteSource document, int window, StructuralIndexer indexer)
    {
        var heard = new List<string>();
        using var reader = new DocumentReader<RecordingVisitor>(new RecordingVisitor(heard), indexer, window);
        return new Reading(reader.Read(document), heard);
    }

    /// <summary>Reads with the smallest window and the usual one, checks that both give the same, and gives it.</summary>
    public static Reading OfAnyWindow(string document)
    {
        Reading usual = Of(document);
        Reading small = Of(document, SmallestWindow);
        Assert.Equal(usual.Outcome, small.Outcome);
        Assert.Equal(usual.Heard, small.Heard);
        return usual;
    }
}
