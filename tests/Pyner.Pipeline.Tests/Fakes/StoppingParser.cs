using Pyner.KnowledgeBase;
using Pyner.Sra.Sources;
using Pyner.Sra.Tables;

namespace Pyner.Pipeline.Tests.Fakes;

/// <summary>Calls back before each batch.</summary>
internal sealed class StoppingParser(IBatchParser inner, Action before) : IBatchParser
{
    public string Indexer => inner.Indexer;

    public Partial Parse(SubmissionBatchReader reader, IRowStore? rows = null)
    {
        before();
        return inner.Parse(reader, rows);
    }

    public void Dispose() => inner.Dispose();
}
