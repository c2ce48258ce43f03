using Pyner.KnowledgeBase;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline.Tests.Fakes;

/// <summary>Calls back before each batch.</summary>
internal sealed class StoppingParser(IBatchParser inner, Action before) : IBatchParser
{
    public string Indexer => inner.Indexer;

    public Partial Parse(SubmissionBatchReader reader)
    {
        before();
        return inner.Parse(reader);
    }

    public void Dispose() => inner.Dispose();
}
