using Pyner.Corpus;
using Pyner.KnowledgeBase;
using Pyner.Pipeline.Batches;
using Pyner.Sra.Sources;
using Pyner.TestData;
using Xunit;

namespace Pyner.Pipeline.Tests;

/// <summary>What a worker makes of a batch that it knows by reference is what the planning process would make of it: id, content and partial.</summary>
public sealed class ReferencedBatchTests : IClassFixture<RealSources>, IDisposable
{
    private const string Job = "0199a1b2";

    private readonly TemporaryFolder _folder = new();
    private readonly RealSources _sources;

    public ReferencedBatchTests(RealSources sources) => _sources = sources;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tree", 1, null)]
    [InlineData("tree", 7, 100L)]
    [InlineData("tree", 1000, null)]
    [InlineData("tar", 1, null)]
    [InlineData("tar", 7, 100L)]
    [InlineData("tar", 1000, null)]
    [InlineData("tar.gz", 1, null)]
    [InlineData("tar.gz", 7, 100L)]
    [InlineData("tar.gz", 1000, null)]
    public void Every_kind_of_source_gives_the_same_partials_at_any_batch_size(string kind, int batchSize, long? limit)
    {
        using SubmissionSource source = SubmissionSources.Open(_sources[kind]);
        List<WorkedBatch> batches = AssertSame(source, batchSize, limit);
        Assert.True(batches.Sum(b => b.Partial.Length) > 1000 * Math.Sqrt(batches.Count));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("", true)]
    [InlineData(".tar", true)]
    [InlineData(".tar.gz", false)]
    [InlineData(".tar.gz", true)]
    public void A_corpus_of_odd_and_broken_documents_gives_the_same_partials(string suffix, bool mixed)
    {
        var options = new CorpusOptions
        {
            Submissions = 200,
            Seed = 12,
            Malformed = 0.1,
            Oddity = 100,
            MaxExperiments = 30,
            Nested = mixed,
            Interleave = mixed
        };
        string path = _folder["corpus"] + suffix;
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        _ = suffix switch
        {
            ".tar" => CorpusGenerator.WriteTar(path, options, cancellation: cancellation),
            ".tar.gz" => CorpusGenerator.WriteTarGz(path, options, cancellation: cancellation),
            _ => CorpusGenerator.WriteTree(path, options, cancellation: cancellation),
        };
        using SubmissionSource source = SubmissionSources.Open(path);
        AssertSame(source, 100, null);
        AssertSame(source, 9, null);
    }

    [Fact]
    public void The_real_tree_gives_the_same_partials()
    {
        Assert.SkipUnless(RealDocuments.Available, RealDocuments.Absent);
        using SubmissionSource source = SubmissionSources.Open(RealDocuments.Path("tree"));
        AssertSame(source, 1, null);
        AssertSame(source, 100, null);
    }

    private List<WorkedBatch> AssertSame(SubmissionSource source, int batchSize, long? limit)
    {
        var spool = new BatchSpool(_folder[$"spool-{batchSize}"], Job);
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        var expected = new List<WorkedBatch>();
        using (SubmissionBatchReader reader = source.CreateReader())
        using (var parser = new SubmissionBatchParser())
            foreach (SubmissionBatch batch in source.Plan(batchSize, limit, 0, 1, cancellation))
                expected.Add(WorkedBatch.Of(reader, parser, batch));

        SpooledBatch[] planned = [.. source.Plan(batchSize, limit, 0, 2, cancellation).Select(batch =>
            source.Kind == SourceKind.TarGz ? spool.Write(source, batch) : new SpooledBatch(source.Refer(batch), source.ListSubmissions(batch), 0))];
        using var referenced = ReferencedSource.Open(source.Kind, source.Path, source.Fingerprint, spool);
        var actual = new WorkedBatch[planned.Length];
        // As workers do: several at a time, each with a reader of its own, in no order.
        Parallel.For(0, 3, new ParallelOptions { CancellationToken = cancellation }, worker =>
        {
            using SubmissionBatchReader reader = referenced.CreateReader();
            using var parser = new SubmissionBatchParser();
            for (int ordinal = planned.Length - 1 - worker; ordinal >= 0; ordinal -= 3)
                actual[ordinal] = WorkedBatch.Of(reader, parser, referenced.Open(planned[ordinal].Reference, ordinal));
        });
        Assert.Equal(expected.Select(b => b.Id), actual.Select(b => b.Id));
        Assert.Equal(expected.Select(b => b.Id), planned.Select((batch, ordinal) => BatchId.Compute(Job, ordinal, batch.Submissions)));
        Assert.Equal(expected.Select(b => b.Groups), planned.Select(b => b.Submissions.Count));
        Assert.Equal(expected.Select(b => b.Partial), actual.Select(b => b.Partial));
        return expected;
    }

    /// <summary>A batch that was read and parsed, all that depends on its bytes.</summary>
    private sealed record WorkedBatch(BatchId Id, int Groups, byte[] Partial)
    {
        public static WorkedBatch Of(SubmissionBatchReader inner, SubmissionBatchParser parser, SubmissionBatch batch)
        {
            // Not disposed: the caller's reader goes on.
            var reader = new RecordingBatchReader(inner);
            reader.Open(batch);
            using var bytes = new MemoryStream();
            parser.Parse(reader).WriteTo(bytes);
            return new WorkedBatch(reader.Id(Job), reader.Groups, bytes.ToArray());
        }
    }
}
