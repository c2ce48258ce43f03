using Pyner.Sra;
using Xunit;

namespace Pyner.KnowledgeBase.Tests;

public sealed class OpenJoinsTests
{
    private static readonly SubmissionAccession s_one = SubmissionAccession.Parse("SRA000001");
    private static readonly SubmissionAccession s_two = SubmissionAccession.Parse("SRA000002");

    [Fact]
    public void Resolving_gives_what_a_naive_join_of_the_facts_gives() => Law.Holds(additions =>
    {
        Partial whole = Addition.Build(additions.Where(f => f.Kind is AdditionKind.OpenExperiments or AdditionKind.OpenSample));
        whole.OpenJoins.Resolve();
        long unresolved = 0;
        Dictionary<(string, string), (long Count, HashSet<SubmissionAccession> Submissions)> pairs = [];
        foreach (Addition experiment in additions.Where(f => f.Kind == AdditionKind.OpenExperiments))
        {
            Addition? sample = experiment.Sample.Length == 0 ? null : additions.FirstOrDefault(f =>
                f.Kind == AdditionKind.OpenSample && f.Accession == experiment.Accession && f.Sample == experiment.Sample);
            if (sample is null)
            {
                unresolved += experiment.Occurrences;
                continue;
            }
            (string, string) pair = (sample.OtherName, experiment.OtherName);
            (long count, HashSet<SubmissionAccession> submissions) = pairs.GetValueOrDefault(pair, (0, []));
            submissions.Add(experiment.Accession);
            pairs[pair] = (count + experiment.Occurrences, submissions);
        }
        return whole.Totals.UnresolvedSampleReferences == unresolved
            && whole.OpenJoins.Count == 0
            && whole.OrganismStrategies.Count == pairs.Count
            && whole.OrganismStrategies.All(e =>
                pairs[(e.Key.Organism, e.Key.Strategy)] is var p && e.Value == new ValueTally(p.Count, p.Submissions.Count));
    });

    [Fact]
    public void Resolving_complete_submissions_early_gives_the_same_in_the_end_where_a_file_comes_in_one_partial() => Law.Holds((additions, order) =>
    {
        // Per submission and side one partial, merged in some order, with an early resolution after each.
        List<Partial> files = [.. additions.Where(f => f.Kind is AdditionKind.OpenExperiments or AdditionKind.OpenSample)
            .GroupBy(f => (f.Accession, f.Kind)).Select(Addition.Build)];
        Partial early = new();
        Partial late = new();
        foreach (Partial file in files.OrderBy(_ => order.Count == 0 ? 0 : order[0].Count ^ order[^1].Left))
        {
            early.Merge(file);
            early.OpenJoins.ResolveComplete();
            late.Merge(file);
        }
        early.OpenJoins.Resolve();
        late.OpenJoins.Resolve();
        return Law.Same(early, late);
    });

    [Fact]
    public void A_reference_across_submissions_is_unresolved()
    {
        Partial partial = new();
        partial.OpenJoins.AddExperiments(s_one, "SRS000001", "WGS", 3);
        partial.OpenJoins.AddSample(s_two, "SRS000001", "Homo sapiens");
        partial.OpenJoins.Resolve();
        Assert.Empty(partial.OrganismStrategies);
        Assert.Equal(3, partial.Totals.UnresolvedSampleReferences);
    }

    [Fact]
    public void Experiments_of_a_submission_that_arrive_apart_count_it_once_per_pair()
    {
        Partial first = new();
        first.OpenJoins.AddExperiments(s_one, "SRS000001", "WGS", 2);
        first.OpenJoins.AddExperiments(s_one, "SRS000002", "WGS", 1);
        Partial second = new();
        second.OpenJoins.AddSample(s_one, "SRS000002", "Homo sapiens");
        second.OpenJoins.AddSample(s_one, "SRS000001", "Homo sapiens");
        Partial whole = Law.Merged(second, first);
        whole.OpenJoins.ResolveComplete();
        Assert.Equal(new ValueTally(3, 1), whole.OrganismStrategies.Unordered[new OrganismStrategy("Homo sapiens", "WGS")]);
        Assert.Equal(0, whole.OpenJoins.Count);
    }

    [Fact]
    public void The_first_sample_of_an_accession_keeps_its_organism()
    {
        Partial partial = new();
        partial.OpenJoins.AddSample(s_one, "SRS000001", "Zea mays");
        partial.OpenJoins.AddSample(s_one, "SRS000001", "Homo sapiens");
        partial.OpenJoins.AddExperiments(s_one, "SRS000001", "WGS", 1);
        partial.OpenJoins.Resolve();
        Assert.Equal(new OrganismStrategy("Zea mays", "WGS"), Assert.Single(partial.OrganismStrategies).Key);
    }

    [Fact]
    public void A_hundred_thousand_samples_of_one_submission_join_in_no_time()
    {
        const int Samples = 100_000;
        Partial partial = new();
        for (int i = Samples; i > 0; i--)
        {
            partial.OpenJoins.AddExperiments(s_one, $"SRS{i:d7}", "AMPLICON", 1);
            partial.OpenJoins.AddSample(s_one, $"SRS{(i * 7919L % Samples) + 1:d7}", "Severe acute respiratory syndrome coronavirus 2");
        }
        partial.OpenJoins.Resolve();
        Assert.Equal(new ValueTally(Samples, 1), Assert.Single(partial.OrganismStrategies).Value);
        Assert.Equal(0, partial.Totals.UnresolvedSampleReferences);
    }

    [Theory]
    [InlineData("SRS000001", true)]
    [InlineData("SRS1", true)]
    [InlineData("ZZZ999999999999", true)]
    [InlineData("SRS", false)]
    [InlineData("SRS0000000000001", false)]
    [InlineData("SAMN00000001", false)]
    [InlineData("srs000001", false)]
    [InlineData("SRS00000٣", false)]
    public void Only_the_usual_form_of_accession_is_packed(string accession, bool packed)
    {
        Assert.Equal(packed, Joins.SampleKeys.TryPack(accession, out ulong key));
        if (packed)
            Assert.True(Joins.SampleKeys.IsValidPacked(key));
    }

    [Fact]
    public void Leading_zeros_tell_sample_accessions_apart()
    {
        Joins.SampleKeys keys = new();
        string[] accessions = ["SRS1", "SRS01", "SRS001", "ERS1", "SRT1", "SRS10", "sample 1", ""];
        Assert.Equal(accessions.Length, accessions.Select(keys.Key).Distinct().Count());
    }
}
