using Pyner.KnowledgeBase;
using Pyner.Sra.Sources;
using Pyner.Sra.Tables;

namespace Pyner.Pipeline.Tests.Fakes;

/// <summary>Counts the batches it parses.</summary>
internal sealed class CountingParser : IBatchParser
{
    private readonly LineParser _parser = new();

    public int Batches { get; private set; }

    public string Indexer => _parser.Indexer;

    public Partial Parse(SubmissionBatchReader reader, IRowStore? rows = null)
    {
        Batches++;
        return _parser.Parse(reader);
    }

    public void Dispose() => _parser.Dispose();
}
