using Pyner.Sra;
using Xunit;

namespace Pyner.KnowledgeBase.Tests;

public sealed class CatalogTests
{
    private static readonly SubmissionAccession s_submission = SubmissionAccession.Parse("SRA000001");

    [Fact]
    public void Entries_come_largest_count_first_and_equal_counts_by_code_point()
    {
        Catalog catalog = new();
        foreach (string value in new[] { "b", "\U0001F9EC", "a", "\uFFFD", "" })
            catalog.Add(value, 2, 1);
        catalog.Add("z", 3, 1);
        Assert.Equal(["z", "", "a", "b", "\uFFFD", "\U0001F9EC"], catalog.Select(e => e.Key));
    }

    [Fact]
    public void Organisms_and_pairs_come_in_the_same_order()
    {
        Partial partial = new();
        foreach (string organism in new[] { "\U0001F9EC", "b", "\uFFFD" })
        {
            partial.Organisms.Add(organism, 1, s_submission);
            partial.OrganismStrategies.Add(organism, "WGS", 1, 1);
            partial.OrganismStrategies.Add(organism, "EST", 1, 1);
        }
        partial.Organisms.Add("z", 2, s_submission);
        partial.OrganismStrategies.Add("z", "WGS", 2, 1);
        Assert.Equal(["z", "b", "\uFFFD", "\U0001F9EC"], partial.Organisms.Select(e => e.Key));
        Assert.Equal(["zWGS", "bEST", "bWGS"], partial.OrganismStrategies.Take(3).Select(e => e.Key.Organism + e.Key.Strategy));
    }

    [Fact]
    public void Case_and_normal_form_tell_values_apart()
    {
        Catalog catalog = new();
        foreach (string value in new[] { "Homo sapiens", "homo sapiens", "Ä", "A\u0308" })
            catalog.Add(value, 1, 1);
        Assert.Equal(4, catalog.Count);
    }

    [Fact]
    public void Adding_nothing_adds_no_entry()
    {
        Catalog catalog = new();
        catalog.Add("WGS", 0, 0);
        Assert.Equal(0, catalog.Count);
    }

    [Fact]
    public void Less_than_nothing_and_sums_beyond_63_bits_are_refused()
    {
        Catalog catalog = new();
        catalog.Add("WGS", long.MaxValue, 1);
        Assert.Throws<OverflowException>(() => catalog.Add("WGS", 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => catalog.Add("WGS", -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OrganismCatalog().Add("x", 0, s_submission));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused_because_it_can_not_be_published()
    {
        // No inline data: an attribute's text is stored as UTF-8, which has no form for these.
        foreach (string value in new[] { "\uD83E", "a\uDDECb", "\uDDEC\uD83E" })
        {
            Assert.Throws<ArgumentException>(() => new Catalog().Add(value, 1, 1));
            Assert.Throws<ArgumentException>(() => new OrganismCatalog().Add(value, 1, s_submission));
            Assert.Throws<ArgumentException>(() => new OrganismStrategyCatalog().Add("x", value, 1, 1));
        }
    }

    [Fact]
    public void A_rejected_files_texts_are_made_publishable()
    {
        RejectedFile file = new()
        {
            Accession = s_submission,
            Kind = SubmissionFileKind.Run,
            Path = "a\uD800b",
            Code = "code",
            Message = "'\uDC00' is no character",
        };
        Assert.Equal("a\uFFFDb", file.Path);
        Assert.Equal("'\uFFFD' is no character", file.Message);
    }
}
