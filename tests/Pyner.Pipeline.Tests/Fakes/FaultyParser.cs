using Pyner.KnowledgeBase;
using Pyner.Sra.Sources;
using Pyner.Sra.Tables;

namespace Pyner.Pipeline.Tests.Fakes;

/// <summary>A parser with a bug: after some batches it throws, or stops before the batch's end.</summary>
internal sealed class FaultyParser(int goodBatches, bool stops = false) : IBatchParser
{
    private readonly LineParser _parser = new();
    private int _batches;

    public string Indexer => "faulty";

    public Partial Parse(SubmissionBatchReader reader, IRowStore? rows = null)
    {
        if (_batches++ < goodBatches)
            return _parser.Parse(reader);
        return stops ? new Partial() : throw new InvalidOperationException("a bug");
    }

    public void Dispose() => _parser.Dispose();
}
