using Pyner.Xml.Indexing;
using Pyner.Xml.Reading;

namespace Pyner.Sra.Extraction;

/// <summary>Extracts the records of SRA documents. One instance serves one thread.</summary>
public sealed class SraDocumentExtractor : IDisposable
{
    private readonly SraRecordAssembler _assembler;
    private readonly DocumentReader<SraElementVisitor> _reader;

    /// <summary>Makes an extractor.</summary>
    /// <param name="sink">Takes the records.</param>
    /// <param name="values">Gives values their numbers.</param>
    /// <param name="indexer">The indexer; by default the one that <see cref="StructuralIndexers.Choose()"/> gives.</param>
    /// <param name="windowSize">Bytes read at once; by default 256 KiB.</param>
    public SraDocumentExtractor(ISraRecordSink sink, SraValues values, StructuralIndexer? indexer = null, int? windowSize = null)
    {
        _assembler = new SraRecordAssembler(sink, values);
        var visitor = new SraElementVisitor(_assembler);
        _reader = windowSize is int size ? new(visitor, indexer, size) : new(visitor, indexer);
    }

    /// <summary>Name of the indexer in use.</summary>
    public string Indexer => _reader.Indexer;

    /// <summary>
    /// Reads a document. The sink gets its records as they come; they stand only if the outcome is accepted.
    /// </summary>
    /// <param name="document">The document's bytes.</param>
    /// <param name="kind">The kind of file it is: only records of that kind count.</param>
    public ReadOutcome Extract(IByteSource document, SubmissionFileKind kind)
    {
        _assembler.FileKind = kind;
        return _reader.Read(document);
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();
}
