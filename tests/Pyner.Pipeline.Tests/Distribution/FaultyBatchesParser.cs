using Pyner.KnowledgeBase;
using Pyner.Sra.Sources;
using Pyner.Sra.Tables;

namespace Pyner.Pipeline.Tests.Distribution;

/// <summary>Can't read the batches that hold certain submissions, as if what they are on had gone.</summary>
/// <param name="inner">What reads the others.</param>
/// <param name="gone">The submissions; null for all.</param>
/// <param name="filesAlone">Whether only their files are not to be read, so that each is rejected.</param>
internal sealed class FaultyBatchesParser(IBatchParser inner, IReadOnlySet<string>? gone, bool filesAlone = false) : IBatchParser
{
    public string Indexer => inner.Indexer;

    public Partial Parse(SubmissionBatchReader reader, IRowStore? rows = null) => inner.Parse(new FaultyReader(reader, gone, filesAlone), rows);

    public void Dispose() => inner.Dispose();
}
