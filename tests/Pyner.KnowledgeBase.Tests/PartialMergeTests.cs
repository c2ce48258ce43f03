using Xunit;

namespace Pyner.KnowledgeBase.Tests;

public sealed class PartialMergeTests
{
    [Fact]
    public void Merging_is_associative() => Law.Holds((a, b, c) =>
    {
        Partial left = Addition.Build(a);
        left.Merge(Addition.Build(b));
        left.Merge(Addition.Build(c));
        Partial right = Addition.Build(b);
        right.Merge(Addition.Build(c));
        Partial first = Addition.Build(a);
        first.Merge(right);
        return Law.Same(left, first);
    });

    [Fact]
    public void Merging_is_commutative() => Law.Holds((a, b) =>
    {
        Partial left = Addition.Build(a);
        left.Merge(Addition.Build(b));
        Partial right = Addition.Build(b);
        right.Merge(Addition.Build(a));
        return Law.Same(left, right);
    });

    [Fact]
    public void An_empty_partial_changes_nothing_on_either_side() => Law.Holds(a =>
    {
        Partial left = Addition.Build(a);
        left.Merge(new Partial());
        return Law.Same(left, Addition.Build(a)) && Law.Same(Law.Merged(Addition.Build(a)), left);
    });

    [Fact]
    public void The_partial_that_is_merged_stays_as_it_is_and_shares_nothing() => Law.Holds((a, b) =>
    {
        Partial source = Addition.Build(a);
        byte[] before = Law.Bytes(source);
        Partial whole = Law.Merged(source);
        foreach (Addition addition in b)
            addition.AddTo(whole);
        return Law.Bytes(source).AsSpan().SequenceEqual(before);
    });

    [Fact]
    public void Facts_cut_into_partials_anywhere_and_merged_give_what_they_give_at_once() => Law.Holds((additions, cuts) =>
    {
        // The organism of a sample follows from the sample here: a file comes in one partial, so two never name different ones.
        List<Addition> consistent = [.. additions.Select(f => f.Kind == AdditionKind.OpenSample ? f with { Right = f.Left + f.Submission } : f)];
        int parts = cuts.Count + 1;
        Partial whole = new();
        for (int part = 0; part < parts; part++)
            whole.Merge(Addition.Build(consistent.Where((_, i) => i % parts == part)));
        return Law.Same(whole, Addition.Build(consistent)) || HasTwoNamesForOneSample(consistent);
    });

    [Fact]
    public void Every_catalog_holds_what_a_naive_count_of_the_facts_gives() => Law.Holds((a, b) =>
    {
        Partial whole = Law.Merged(Addition.Build(a), Addition.Build(b));
        List<Addition> additions = [.. a, .. b];
        foreach (AdditionKind kind in Enum.GetValues<AdditionKind>().Where(k => k is >= AdditionKind.Strategy and <= AdditionKind.Attribute))
        {
            Catalog catalog = new Addition(kind, 0, 0, 0, 0).CatalogOf(whole);
            var expected = additions.Where(f => f.Kind == kind).GroupBy(f => f.Name)
                .ToDictionary(g => g.Key, g => new ValueTally(g.Sum(f => f.Occurrences), g.Count()));
            if (catalog.Count != expected.Count || catalog.Any(entry => expected[entry.Key] != entry.Value))
                return false;
        }
        foreach (var organism in additions.Where(f => f.Kind == AdditionKind.Organism).GroupBy(f => f.Name))
        {
            if (!whole.Organisms.Unordered.TryGetValue(organism.Key, out OrganismTally? tally)
                || tally.Count != organism.Sum(f => f.Occurrences)
                || !tally.Submissions.SequenceEqual(organism.Select(f => f.Accession).Distinct().Order()))
                return false;
        }
        return whole.Rejected.Count == additions.Count(f => f.Kind == AdditionKind.Rejected);
    });

    [Fact]
    public void A_partial_refuses_to_be_merged_into_itself()
    {
        Partial partial = new();
        Assert.Throws<ArgumentException>(() => partial.Merge(partial));
    }

    private static bool HasTwoNamesForOneSample(IEnumerable<Addition> additions) => additions.Where(f => f.Kind == AdditionKind.OpenSample)
        .GroupBy(f => (f.Accession, f.Sample)).Any(g => g.Select(f => f.OtherName).Distinct().Count() > 1);
}
