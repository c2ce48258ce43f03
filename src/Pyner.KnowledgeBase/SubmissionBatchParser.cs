using Pyner.KnowledgeBase.Parsing;
using Pyner.Sra;
using Pyner.Sra.Extraction;
using Pyner.Sra.Sources;
using Pyner.Sra.Tables;
using Pyner.Xml.Indexing;
using Pyner.Xml.Reading;

namespace Pyner.KnowledgeBase;

/// <summary>Parses submission batches: a pure function from a batch's bytes to its <see cref="Partial"/>. One instance serves one thread.</summary>
public sealed class SubmissionBatchParser : IDisposable
{
    private readonly SraValues _values = new();
    private readonly BatchTally _tally;
    private readonly SraDocumentExtractor _extractor;
    private readonly StructuralIndexer? _indexer;
    private readonly SubmissionFileBytes _bytes = new();
    private RecordRows? _rows;
    private SraTableExtractor? _tableExtractor;
    private bool _makesRows;

    /// <summary>Makes a parser.</summary>
    /// <param name="indexer">The indexer; by default the one that <see cref="StructuralIndexers.Choose()"/> gives.</param>
    public SubmissionBatchParser(StructuralIndexer? indexer = null)
    {
        _indexer = indexer;
        _tally = new BatchTally(_values);
        _extractor = new SraDocumentExtractor(_tally, _values, indexer);
    }

    /// <summary>Name of the indexer in use.</summary>
    public string Indexer => _extractor.Indexer;

    /// <summary>Parses the batch that a reader was opened on.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="rows">Takes the rows of the batch's records; null where none are wanted, and then submission and study files are not read.</param>
    /// <exception cref="SourceException">The source ended or is damaged; the batch contributes nothing.</exception>
    public Partial Parse(SubmissionBatchReader reader, IRowStore? rows = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _bytes.Reader = reader;
        _makesRows = rows is not null;
        try
        {
            if (rows is not null)
            {
                _rows ??= new RecordRows();
                _tableExtractor ??= new SraTableExtractor(_tally, _values, _rows, _indexer);
                _rows.Begin(rows);
            }
            while (reader.MoveToNextSubmission())
                ParseSubmission(reader);
            if (_makesRows)
                _rows!.End();
        }
        catch
        {
            _tally.Abandon();
            throw;
        }
        _tally.Partial.Totals.IgnoredFiles += reader.IgnoredFiles;
        return _tally.Take();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _extractor.Dispose();
        _tableExtractor?.Dispose();
    }

    private void ParseSubmission(SubmissionBatchReader reader)
    {
        Totals totals = _tally.Partial.Totals;
        SubmissionAccession accession = reader.Accession;
        bool hasFiles = false;
        while (TryMoveToNextFile(reader))
        {
            hasFiles = true;
            totals[reader.Kind]++;
            if (reader.IsDuplicate)
                Reject(reader, reader.Kind, RejectionCodes.DuplicateFile, "a second file of the same accession and kind; the first one counts");
            else if (SubmissionFileName.IsRead(reader.Kind, _makesRows))
                ParseFile(reader);
        }
        if (hasFiles && reader.IsFirstGroup)
            totals.Submissions++;
        _tally.EndSubmission(accession, reader.IsWhole);
    }

    private bool TryMoveToNextFile(SubmissionBatchReader reader)
    {
        while (true)
        {
            try
            {
                return reader.MoveToNextFile();
            }
            catch (FileUnreadableException e)
            {
                Reject(reader, SubmissionFileKind.Submission, RejectionCodes.UnreadableFolder, e.Message);
            }
        }
    }

    private void ParseFile(SubmissionBatchReader reader)
    {
        _bytes.Count = 0;
        try
        {
            ReadOutcome outcome = _makesRows
                ? _tableExtractor!.Extract(_bytes, reader.Accession, reader.Kind)
                : _extractor.Extract(_bytes, reader.Kind);
            if (outcome.Accepted)
            {
                CommitFile(reader.Accession);
            }
            else
            {
                RollbackFile();
                // Before it is listed: where it can't be read to its end, that is what is listed.
                _bytes.ReadToEnd();
                Reject(reader, outcome);
            }
        }
        catch (FileUnreadableException e)
        {
            RollbackFile();
            Reject(reader, reader.Kind, RejectionCodes.UnreadableFile, e.Message);
        }
        // Only of files that are counted, so that this figure too is the same with and without tables.
        if (SubmissionFileName.IsRead(reader.Kind, forTables: false))
            _tally.Partial.Totals.Bytes += _bytes.Count;
    }

    private void CommitFile(SubmissionAccession submission)
    {
        _tally.CommitFile(submission);
        if (_makesRows)
            _rows!.CommitFile();
    }

    private void RollbackFile()
    {
        _tally.RollbackFile();
        if (_makesRows)
            _rows!.RollbackFile();
    }

    private void Reject(SubmissionBatchReader reader, in ReadOutcome outcome) => Reject(
        reader,
        reader.Kind,
        outcome.Fault.Code(),
        outcome.Detail ?? outcome.Fault.Describe(),
        outcome.Offset >= 0 ? outcome.Offset : null,
        outcome.Line > 0 ? outcome.Line : null,
        outcome.Column > 0 ? outcome.Column : null);

    private void Reject(
        SubmissionBatchReader reader,
        SubmissionFileKind kind,
        string code,
        string message,
        long? offset = null,
        long? line = null,
        long? column = null) =>
        _tally.Partial.Rejected.Add(new RejectedFile
        {
            Accession = reader.Accession,
            Kind = kind,
            Path = reader.FilePath,
            Code = code,
            Message = message,
            Offset = offset,
            Line = line,
            Column = column,
        });
}
