using Pyner.KnowledgeBase;
using Pyner.Sra.Sources;
using Pyner.Sra.Tables;

namespace Pyner.Pipeline.Tests.Distribution;

/// <summary>Is never done with the first file of a batch, as with one of many gigabytes.</summary>
internal sealed class EndlessParser : IBatchParser
{
    public string Indexer => "endless";

    public Partial Parse(SubmissionBatchReader reader, IRowStore? rows = null)
    {
        reader.MoveToNextSubmission();
        reader.MoveToNextFile();
        byte[] buffer = new byte[1024];
        while (true)
        {
            reader.Read(buffer);
            Thread.Sleep(1);
        }
    }

    public void Dispose()
    {
    }
}
