using Pyner.KnowledgeBase.Parsing;
using Pyner.Sra;
using Pyner.Sra.Extraction;
using Pyner.Sra.Sources;
using Pyner.Xml.Indexing;
using Pyner.Xml.Reading;

namespace Pyner.KnowledgeBase;

/// <summary>Parses submission batches: a pure function from a batch's bytes to its <see cref="Partial"/>. One instance serves one thread.</summary>
public sealed class SubmissionBatchParser : IDisposable
{
    private readonly BatchTally _tally;
    private readonly SraDocumentExtractor _extractor;
    private readonly SubmissionFileBytes _bytes = new();

    /// <summary>Makes a parser.</summary>
    /// <param name="indexer">The indexer; by default the one that <see cref="StructuralIndexers.Choose()"/> gives.</param>
    public SubmissionBatchParser(StructuralIndexer? indexer = null)
    {
        var values = new SraValues();
        _tally = new BatchTally(values);
        _extractor = new SraDocumentExtractor(_tally, values, indexer);
    }

    /// <summary>Name of the indexer in use.</summary>
    public string Indexer => _extractor.Indexer;

    /// <summary>Parses the batch that a reader was opened on.</summary>
    /// <exception cref="SourceException">The source ended or is damaged; the batch contributes nothing.</exception>
    public Partial Parse(SubmissionBatchReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _bytes.Reader = reader;
        try
        {
            while (reader.MoveToNextSubmission())
                ParseSubmission(reader);
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
    public void Dispose() => _extractor.Dispose();

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
                Reject(reader, reader.Kind, "duplicate-file", "a second file of the same accession and kind; the first one counts");
            else if (reader.Kind is SubmissionFileKind.Sample or SubmissionFileKind.Experiment or SubmissionFileKind.Run)
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
                Reject(reader, SubmissionFileKind.Submission, "unreadable-folder", e.Message);
            }
        }
    }

    private void ParseFile(SubmissionBatchReader reader)
    {
        _bytes.Count = 0;
        try
        {
            ReadOutcome outcome = _extractor.Extract(_bytes, reader.Kind);
            if (outcome.Accepted)
            {
                _tally.CommitFile(reader.Accession);
            }
            else
            {
                _tally.RollbackFile();
                Reject(reader, outcome);
            }
        }
        catch (FileUnreadableException e)
        {
            _tally.RollbackFile();
            Reject(reader, reader.Kind, "unreadable-file", e.Message);
        }
        _tally.Partial.Totals.Bytes += _bytes.Count;
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
