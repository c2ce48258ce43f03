namespace Pyner.Verification;

/// <summary>One document as .NET's <c>XmlReader</c> sees it: rejected, or accepted with its records in document order.</summary>
public sealed class VerifiedDocument
{
    private VerifiedDocument(Rejection? rejection, IReadOnlyList<VerifiedRecord> records)
    {
        Rejection = rejection;
        Records = records;
    }

    /// <summary>Why the document is rejected, or null where it was read to its end.</summary>
    public Rejection? Rejection { get; }

    /// <summary>Whether the document was read to its end.</summary>
    public bool IsAccepted => Rejection is null;

    /// <summary>The records, in the order in which they end; empty where the document is rejected.</summary>
    public IReadOnlyList<VerifiedRecord> Records { get; }

    /// <summary>Reads a whole document and keeps its records: for tests and small files.</summary>
    /// <param name="stream">The document's bytes; not closed.</param>
    /// <param name="kind">The kind of its file, which decides which records are misplaced.</param>
    /// <exception cref="IOException">The stream can't be read.</exception>
    public static VerifiedDocument Read(Stream stream, DocumentKind kind)
    {
        var records = new List<VerifiedRecord>();
        Rejection? rejection = DocumentReader.Read(stream, kind, records.Add);
        return new VerifiedDocument(rejection, rejection is null ? records : []);
    }
}
