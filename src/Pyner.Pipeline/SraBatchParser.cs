using Pyner.KnowledgeBase;
using Pyner.Sra.Sources;
using Pyner.Sra.Tables;

namespace Pyner.Pipeline;

/// <summary>The parser of SRA documents, on the processor.</summary>
internal sealed class SraBatchParser : IBatchParser
{
    private readonly SubmissionBatchParser _parser;

    /// <summary>Makes a parser.</summary>
    /// <exception cref="JobException">The indexer that was asked for does not exist or does not run on this machine.</exception>
    public SraBatchParser()
    {
        try
        {
            _parser = new SubmissionBatchParser();
        }
        catch (NotSupportedException e)
        {
            throw new JobException(e.Message, e);
        }
    }

    public string Indexer => _parser.Indexer;

    public Partial Parse(SubmissionBatchReader reader, IRowStore? rows) => _parser.Parse(reader, rows);

    public void Dispose() => _parser.Dispose();
}
