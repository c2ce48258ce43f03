using Pyner.Sra.Sources;
using Xunit;

namespace Pyner.Sra.Tests.Sources;

/// <summary>Reads a source as the services do: one process plans and refers, another one, which knows no more than the references, reads.</summary>
internal static class ReferencedReading
{
    public const string JobId = "job-1";

    /// <summary>Reads it all, or up to a fault of the plan; the batches in reverse, since a worker may get them in any order.</summary>
    public static Delivery Read(SubmissionSource source, string spoolFolder, int batchSize = 3, long? limit = null, int threads = 1, bool catalogsOnly = false)
    {
        var delivery = new Delivery();
        var spool = new BatchSpool(spoolFolder, JobId);
        List<SpooledBatch> batches = [];
        try
        {
            foreach (SubmissionBatch batch in source.Plan(batchSize, limit, 0, threads, TestContext.Current.CancellationToken))
                batches.Add(Refer(source, batch, spool));
        }
        catch (SourceException e)
        {
            delivery.Fault = e;
        }
        using var referenced = ReferencedSource.Open(source.Kind, source.Path, source.Fingerprint, spool);
        using SubmissionBatchReader reader = referenced.CreateReader();
        for (int ordinal = batches.Count - 1; ordinal >= 0; ordinal--)
        {
            int before = delivery.Groups.Count;
            SourceReading.ReadBatch(reader, referenced.Open(batches[ordinal].Reference, ordinal), delivery, bufferSize: 777, catalogsOnly);
            Assert.Equal(delivery.Groups.Skip(before).Select(g => g.Accession), batches[ordinal].Submissions.Select(a => a.ToString()));
        }
        return delivery.InOrder();
    }

    /// <summary>Makes a batch readable elsewhere, the way that its kind of source asks for.</summary>
    public static SpooledBatch Refer(SubmissionSource source, SubmissionBatch batch, BatchSpool spool) =>
        source.Kind == SourceKind.TarGz ? spool.Write(source, batch) : new SpooledBatch(source.Refer(batch), source.ListSubmissions(batch), 0);

    /// <summary>Compares with what the source's own reader delivers, at several batch sizes.</summary>
    public static void AssertSame(SubmissionSource source, string spoolFolder, params int[] batchSizes)
    {
        foreach (int batchSize in batchSizes)
        {
            Delivery expected = SourceReading.Read(source, batchSize: batchSize, catalogsOnly: true);
            Delivery actual = Read(source, spoolFolder, batchSize, catalogsOnly: true);
            AssertSame(expected, actual);
        }
    }

    public static void AssertSame(Delivery expected, Delivery actual)
    {
        Assert.Equal(expected.Groups, actual.Groups);
        Assert.Equal(expected.Files, actual.Files);
        Assert.Equal(expected.UnreadableFolders, actual.UnreadableFolders.Order(StringComparer.Ordinal));
        Assert.Equal(expected.Ignored, actual.Ignored);
        Assert.Equal(expected.CompleteBatches, actual.CompleteBatches);
        Assert.Equal(expected.Fault?.Message, actual.Fault?.Message);
    }
}
