using Pyner.Sra.Extraction;
using Pyner.Xml.Indexing;
using Pyner.Xml.Reading;

namespace Pyner.Sra.Tables;

/// <summary>
/// Extracts the records of SRA documents twice over, in one reading: as what is counted, and as rows. It accepts and rejects the same experiment, sample and
/// run files as <see cref="SraDocumentExtractor"/>. One instance serves one thread.
/// </summary>
public sealed class SraTableExtractor : IDisposable
{
    private readonly SraRecordAssembler _counted;
    private readonly RecordRowAssembler _countedRows;
    private readonly RecordRowAssembler _describedRows;
    private readonly DocumentReader<CountedRecordVisitor> _countedReader;
    private readonly DocumentReader<DescribedRecordVisitor> _describedReader;

    /// <summary>Makes an extractor.</summary>
    /// <param name="sink">Takes the records to count.</param>
    /// <param name="values">Gives values their numbers.</param>
    /// <param name="rows">Takes the rows.</param>
    /// <param name="indexer">The indexer; by default the one that <see cref="StructuralIndexers.Choose()"/> gives.</param>
    /// <param name="windowSize">Bytes read at once; by default 256 KiB.</param>
    public SraTableExtractor(ISraRecordSink sink, SraValues values, RecordRows rows, StructuralIndexer? indexer = null, int? windowSize = null)
    {
        _counted = new SraRecordAssembler(sink, values);
        _countedRows = new RecordRowAssembler(rows, RecordPlaces.Counted);
        _describedRows = new RecordRowAssembler(rows, RecordPlaces.Described);
        var counted = new CountedRecordVisitor(_counted, _countedRows);
        var described = new DescribedRecordVisitor(_describedRows);
        _countedReader = windowSize is int size ? new(counted, indexer, size) : new(counted, indexer);
        _describedReader = windowSize is int same ? new(described, indexer, same) : new(described, indexer);
    }

    /// <summary>
    /// Reads a document. The records and rows come as they are found; they stand only if the outcome is accepted.
    /// </summary>
    /// <param name="document">The document's bytes.</param>
    /// <param name="submission">The submission that the file belongs to.</param>
    /// <param name="kind">The kind of file it is: only records of that kind count, and have rows.</param>
    public ReadOutcome Extract(IByteSource document, SubmissionAccession submission, SubmissionFileKind kind)
    {
        if (kind is SubmissionFileKind.Submission or SubmissionFileKind.Study)
        {
            _describedRows.BeginFile(submission, kind);
            return _describedReader.Read(document);
        }
        _counted.FileKind = kind;
        _countedRows.BeginFile(submission, kind);
        return _countedReader.Read(document);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _countedReader.Dispose();
        _describedReader.Dispose();
    }
}
