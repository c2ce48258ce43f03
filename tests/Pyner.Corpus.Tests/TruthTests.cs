using Pyner.Corpus.Truth;
using Pyner.Verification;
using Pyner.Verification.Counting;
using Pyner.Verification.Sources;

namespace Pyner.Corpus.Tests;

public class TruthTests
{
    public static TheoryData<ulong, double, double> Corpora => new() { { 1, 0, 1 }, { 2, 0, 100 }, { 3, 0.2, 1 }, { 4, 0.3, 50 } };

    [Theory]
    [MemberData(nameof(Corpora))]
    public void The_truth_is_what_a_recount_with_XmlReader_finds(ulong seed, double malformed, double oddity)
    {
        using var folder = new TemporaryFolder();
        var options = new CorpusOptions { Submissions = 700, Seed = seed, Malformed = malformed, Oddity = oddity, MaxExperiments = 40, Threads = 2 };
        CorpusTruth truth = CorpusGenerator.WriteTree(folder["tree"], options, cancellation: TestContext.Current.CancellationToken);
        var recount = Recount.Of(VerifiedSource.Open(folder["tree"]), keepStudies: true, cancellation: TestContext.Current.CancellationToken);
        AssertSame(options, truth, recount);
    }

    [Fact]
    public void An_interleaved_archive_has_the_truth_of_its_tree()
    {
        using var folder = new TemporaryFolder();
        var options = new CorpusOptions { Submissions = 500, Seed = 9, Malformed = 0.1, Oddity = 10, MaxExperiments = 40, Interleave = true };
        CorpusTruth truth = CorpusGenerator.WriteTarGz(folder["corpus.tar.gz"], options, cancellation: TestContext.Current.CancellationToken);
        var source = VerifiedSource.Open(folder["corpus.tar.gz"]);
        AssertSame(options, truth, Recount.Of(source, keepStudies: true, cancellation: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_truth_of_the_whole_is_the_sum_of_its_submissions_in_any_order()
    {
        using var folder = new TemporaryFolder();
        var options = new CorpusOptions { Submissions = 120, Seed = 11, Malformed = 0.1, Oddity = 30, MaxExperiments = 40 };
        CorpusTruth sum = new();
        foreach (GeneratedSubmission submission in CorpusGenerator.Generate(options).Reverse())
            sum.Add(submission.Expected);
        CorpusGenerator.WriteTree(folder["tree"], options, cancellation: TestContext.Current.CancellationToken);
        CorpusGenerator.WriteTruth(folder["sum.json"], options, sum);
        Assert.Equal(File.ReadAllText(CorpusGenerator.TruthPath(folder["tree"])), File.ReadAllText(folder["sum.json"]));
    }

    [Fact]
    public void A_submission_with_a_broken_sample_file_keeps_its_experiments_and_joins_none()
    {
        var options = new CorpusOptions { Submissions = 400, Seed = 12, Malformed = 0.3, MaxExperiments = 10 };
        int found = 0;
        foreach (GeneratedSubmission submission in CorpusGenerator.Generate(options))
        {
            bool Broken(CorpusFileKind kind) => submission.Files.Any(file => file.Kind == kind && file.Fault is not null);
            bool Sound(CorpusFileKind kind) => submission.Files.Any(file => file.Kind == kind && file.Fault is null);
            if (!Broken(CorpusFileKind.Sample) || !Sound(CorpusFileKind.Experiment))
                continue;
            found++;
            Assert.Equal(0, submission.Expected.Samples);
            Assert.Empty(submission.Expected.Catalog(TruthCatalog.Attributes));
            Assert.Equal(submission.Expected.Experiments, submission.Expected.UnresolvedSampleReferences);
            Assert.Empty(submission.Expected.OrganismStrategies);
            Assert.Contains(submission.Expected.Rejected, rejected => rejected.Kind == CorpusFileKind.Sample);
        }
        Assert.True(found > 20, $"{found} such submissions");
    }

    [Fact]
    public void Broken_files_that_are_not_read_are_not_listed()
    {
        var options = new CorpusOptions { Submissions = 100, Seed = 13, Malformed = 1, MaxExperiments = 3 };
        foreach (GeneratedSubmission submission in CorpusGenerator.Generate(options))
        {
            Assert.All(submission.Files, file => Assert.Equal(file.Kind == CorpusFileKind.Other, file.Fault is null));
            Assert.All(
                submission.Expected.Rejected,
                file => Assert.True(file.Kind is CorpusFileKind.Sample or CorpusFileKind.Experiment or CorpusFileKind.Run));
            Assert.Equal(0, submission.Expected.Runs);
        }
    }

    [Fact]
    public void Names_are_ordered_by_code_point_and_not_by_UTF16_unit()
    {
        string[] names = ["", "A", "AB", "Z", "a", "é", "\uD7FF", "\uE000", "\uFF21", "\U00010000", "\U0001D6FC", "\U0001D6FCx"];
        Assert.Equal(names, names.Reverse().Order(CodePointOrder.Instance));
        Assert.Equal(names, names.OrderBy(
            name => System.Text.Encoding.UTF8.GetBytes(name), Comparer<byte[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y))));
    }

    private static void AssertSame(CorpusOptions options, CorpusTruth truth, Recount recount)
    {
        Assert.Equal(recount.Submissions, truth.Submissions);
        Assert.Equal(recount.Experiments, truth.Experiments);
        Assert.Equal(recount.ExperimentsMissingFields, truth.ExperimentsMissingFields);
        Assert.Equal(recount.Samples, truth.Samples);
        Assert.Equal(recount.SamplesMissingFields, truth.SamplesMissingFields);
        Assert.Equal(recount.Runs, truth.Runs);
        Assert.Equal(recount.MisplacedRecords, truth.MisplacedRecords);
        Assert.Equal(recount.UnresolvedSampleReferences, truth.UnresolvedSampleReferences);
        Assert.Equal(recount.IgnoredFiles, truth.Files(CorpusFileKind.Other));
        foreach (DocumentKind kind in Enum.GetValues<DocumentKind>())
            Assert.Equal(recount.Files(kind), truth.Files(Enum.Parse<CorpusFileKind>(kind.ToString())));
        Assert.Equal(
            recount.Rejected.Select(file => file.Path).Order(StringComparer.Ordinal),
            truth.Rejected.Select(file => file.Path).Order(StringComparer.Ordinal));
        AssertSame(truth.Catalog(TruthCatalog.Organisms), recount.Organisms);
        AssertSame(truth.Catalog(TruthCatalog.Strategies), recount.Strategies);
        AssertSame(truth.Catalog(TruthCatalog.Sources), recount.Sources);
        AssertSame(truth.Catalog(TruthCatalog.Selections), recount.Selections);
        AssertSame(truth.Catalog(TruthCatalog.Layouts), recount.Layouts);
        AssertSame(truth.Catalog(TruthCatalog.Platforms), recount.Platforms);
        AssertSame(truth.Catalog(TruthCatalog.InstrumentModels), recount.InstrumentModels);
        AssertSame(truth.Catalog(TruthCatalog.Attributes), recount.Attributes);
        AssertSame(truth.OrganismStrategies, recount.OrganismStrategies);
        foreach (string organism in truth.Catalog(TruthCatalog.Organisms).Keys)
        {
            Assert.Equal(
                recount.Studies(organism).Select(study => study.ToString()).Order(StringComparer.Ordinal),
                truth.SubmissionsOf(organism).Select(index => CorpusAccession.Of(options, index)).Order(StringComparer.Ordinal));
        }
    }

    private static void AssertSame<TValue>(IReadOnlyDictionary<TValue, TruthTally> truth, VerifiedCatalog<TValue> recount)
        where TValue : notnull
    {
        Dictionary<TValue, (long, long)> ours = truth.ToDictionary(entry => entry.Key, entry => (entry.Value.Count, entry.Value.Submissions));
        Assert.Equal(recount.Tallies.ToDictionary(entry => entry.Key, entry => (entry.Value.Count, entry.Value.Submissions)), ours);
    }
}
