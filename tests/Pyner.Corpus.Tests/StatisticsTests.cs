using Pyner.Corpus.Randomness;
using Pyner.Corpus.Truth;

namespace Pyner.Corpus.Tests;

public class StatisticsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(0xFFFF_FFFF_FFFF_FFFF)]
    public void Submissions_have_a_median_of_3_experiments_a_mean_of_18_and_a_half_and_a_heavy_tail(ulong seed)
    {
        int[] sizes = [.. Enumerable.Range(0, 50_000).Select(i => SubmissionSize.Of(seed, i, CorpusOptions.LargestSubmission)).Order()];
        Assert.Equal(3, sizes[25_000]);
        Assert.InRange(sizes.Average(), 17.5, 19.7);
        Assert.Equal(1, sizes[0]);
        Assert.InRange(sizes[^1], 12_000, CorpusOptions.LargestSubmission);
        Assert.InRange(sizes[^500], 150, 300);
    }

    [Fact]
    public void Neighbouring_parts_of_a_corpus_have_nearly_the_same_mean_size()
    {
        for (int part = 0; part < 10; part++)
            Assert.InRange(Enumerable.Range(part * 20_000, 20_000).Average(i => SubmissionSize.Of(1, i, CorpusOptions.LargestSubmission)), 17, 20.2);
    }

    [Fact]
    public void A_corpus_has_the_size_and_the_shape_of_the_dump()
    {
        // Without the largest submissions, of which 2,000 have too few for a steady mean.
        var options = new CorpusOptions { Submissions = 2_000, Seed = 31, MaxExperiments = 1_000 };
        var truth = new CorpusTruth();
        var experiments = new List<long>();
        foreach (GeneratedSubmission submission in CorpusGenerator.Generate(options))
        {
            truth.Add(submission.Expected);
            if (submission.Files.Any(file => file.Kind == CorpusFileKind.Experiment))
                experiments.Add(submission.Expected.Experiments + submission.Expected.ExperimentsMissingFields);
        }
        experiments.Sort();
        Assert.InRange(experiments[experiments.Count / 2], 2, 4);
        Assert.InRange(experiments.Average(), 13, 17);
        long files = truth.Files(CorpusFileKind.Sample) + truth.Files(CorpusFileKind.Experiment) + truth.Files(CorpusFileKind.Run);
        Assert.InRange((double)files / options.Submissions, 2.72, 2.84);
        Assert.InRange((double)truth.Bytes / options.Submissions, 55_000, 85_000);
        Assert.True(truth.Catalog(TruthCatalog.Organisms).Count > 300);
        Assert.True(truth.Catalog(TruthCatalog.Attributes).Count > 500);
        Assert.True(truth.Catalog(TruthCatalog.Strategies).Count > 25);
        KeyValuePair<string, TruthTally> first = truth.Sorted(TruthCatalog.Organisms).First();
        Assert.True(first.Value.Submissions > options.Submissions / 20, $"{first.Key} in {first.Value.Submissions} submissions: no heavy head");
        Assert.True(truth.Rejected.Count == 0);
    }
}
