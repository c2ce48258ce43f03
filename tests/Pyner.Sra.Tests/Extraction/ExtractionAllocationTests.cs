using Pyner.Corpus;
using Pyner.Sra.Extraction;
using Pyner.Sra.Sources;
using Pyner.Sra.Sources.Tree;
using Pyner.TestData;
using Pyner.Xml.Tests.Indexing;
using Xunit;

namespace Pyner.Sra.Tests.Extraction;

/// <summary>Reading submissions allocates nothing once their values are known, from opening a file to handing over its records.</summary>
public sealed class ExtractionAllocationTests
{
    public static TheoryData<string> IndexerNames => [.. Indexers.Names];

    [Theory]
    [MemberData(nameof(IndexerNames))]
    public void Generated_submissions_allocate_nothing(string indexer)
    {
        using var folder = new TemporaryFolder();
        // Without what is left to XmlReader: documents with a DOCTYPE or in another encoding.
        CorpusGenerator.WriteTree(
            folder["tree"], new CorpusOptions { Submissions = 300, Oddity = 0, MaxExperiments = 200 }, cancellation: TestContext.Current.CancellationToken);
        AssertAllocatesNothing(folder["tree"], indexer, atLeast: 1000);
    }

    [Theory]
    [MemberData(nameof(IndexerNames))]
    public void Real_submissions_allocate_nothing(string indexer)
    {
        Assert.SkipUnless(RealDocuments.Available, RealDocuments.Absent);
        AssertAllocatesNothing(RealDocuments.Path("tree"), indexer, atLeast: 100);
    }

    private static void AssertAllocatesNothing(string tree, string indexer, long atLeast)
    {
        Assert.SkipUnless(LinuxTreeRoot.IsSupported, "direct calls are made on Linux only");
        using SubmissionSource source = SubmissionSources.Open(tree);
        SubmissionBatch[] batches = [.. source.Plan(100, null, 0, 1, TestContext.Current.CancellationToken)];
        using SubmissionBatchReader reader = source.CreateReader();
        var document = new BatchDocument(reader);
        var records = new RecordCounter();
        using var extractor = new SraDocumentExtractor(records, new SraValues(), Indexers.Require(indexer));
        // The first pass meets the values and the shapes of the records, the second whatever code runs only where they are known.
        ReadAll();
        ReadAll();
        long recordsBefore = records.Count;
        // While other tests run beside it, a pass was now and then charged with some bytes. What the code itself allocates, it allocates in each of them.
        long allocated = long.MaxValue;
        for (int pass = 0; pass < 3 && allocated > 0; pass++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            ReadAll();
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.InRange(records.Count - recordsBefore, atLeast, long.MaxValue);
        Assert.Equal(0, allocated);

        void ReadAll()
        {
            foreach (SubmissionBatch batch in batches)
            {
                reader.Open(batch);
                while (reader.MoveToNextSubmission())
                {
                    while (reader.MoveToNextFile())
                    {
                        if (SubmissionFileName.IsRead(reader.Kind, forTables: false))
                            extractor.Extract(document, reader.Kind);
                    }
                }
            }
        }
    }
}
