using System.Text;
using Pyner.Sra;
using Pyner.Sra.Tables;

namespace Pyner.KnowledgeBase.Publishing;

/// <summary>The catalogs of a knowledge base as tables. Their rows have the catalogs' order: largest count first, equal counts by name.</summary>
public static class CatalogTables
{
    private static readonly (CatalogKind Kind, TableSchema Table)[] s_plain =
    [
        Plain(CatalogKind.Strategies, "Library strategy"),
        Plain(CatalogKind.Sources, "Library source; empty for experiments that lack one"),
        Plain(CatalogKind.Selections, "Library selection; empty for experiments that lack one"),
        Plain(CatalogKind.Layouts, "Library layout"),
        Plain(CatalogKind.Platforms, "Platform"),
        Plain(CatalogKind.InstrumentModels, "Instrument model"),
        Plain(CatalogKind.Attributes, "Tag of sample attributes, in small letters"),
    ];

    /// <summary>Organisms: scientific names, with their samples.</summary>
    public static TableSchema Organisms { get; } = Catalog(CatalogKind.Organisms, "Scientific name", "Samples of the organism");

    /// <summary>Pairs of an organism and a strategy, with their experiments.</summary>
    public static TableSchema OrganismStrategies { get; } = new("organism_strategies", "An organism and a library strategy that occur together",
    [
        Text("organism", "Scientific name of the sample", repeats: true),
        Text("strategy", "Library strategy of the experiments", repeats: true),
        Number("count", "Experiments of the strategy that point to a sample of the organism in the same submission"),
        Number("submissions", "Distinct submissions that have such an experiment"),
    ]);

    /// <summary>The submissions behind each organism.</summary>
    public static TableSchema OrganismSubmissions { get; } = new("organism_submissions", "An organism and a submission that has a sample of it",
    [
        Text("organism", "Scientific name", repeats: true),
        Text("submission", "Accession of the submission", repeats: false),
    ]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<TableSchema> All { get; } =
    [
        Organisms,
        .. s_plain.Select(plain => plain.Table),
        OrganismStrategies,
        OrganismSubmissions,
    ];

    /// <summary>Writes the rows of all catalogs.</summary>
    /// <param name="whole">Everything merged, with no join open.</param>
    /// <param name="store">Takes the rows.</param>
    /// <exception cref="InvalidOperationException">Joins are open: the partial is not the finished whole.</exception>
    public static void Write(Partial whole, IRowStore store)
    {
        KnowledgeBaseFile.RequireResolved(whole);
        var organisms = new TableBuffer(Organisms);
        var submissions = new TableBuffer(OrganismSubmissions);
        Span<byte> accession = stackalloc byte[SubmissionAccession.MaxLength];
        foreach ((string name, OrganismTally tally) in whole.Organisms)
        {
            byte[] organism = Encoding.UTF8.GetBytes(name);
            Add(organisms, store, organism, tally.Count, tally.Submissions.Count);
            foreach (SubmissionAccession submission in tally.Submissions)
            {
                submission.TryFormat(accession, out int length);
                submissions.SetText(0, organism);
                submissions.SetText(1, accession[..length]);
                EndRow(submissions, store);
            }
        }
        organisms.WriteAll(store);
        submissions.WriteAll(store);
        foreach ((CatalogKind kind, TableSchema table) in s_plain)
        {
            var rows = new TableBuffer(table);
            foreach (CatalogEntry entry in kind.Of(whole))
                Add(rows, store, Encoding.UTF8.GetBytes(entry.Value), entry.Count, entry.Submissions);
            rows.WriteAll(store);
        }
        var pairs = new TableBuffer(OrganismStrategies);
        foreach ((OrganismStrategy pair, ValueTally tally) in whole.OrganismStrategies)
        {
            pairs.SetText(0, Encoding.UTF8.GetBytes(pair.Organism));
            pairs.SetText(1, Encoding.UTF8.GetBytes(pair.Strategy));
            pairs.SetNumber(2, tally.Count);
            pairs.SetNumber(3, tally.Submissions);
            EndRow(pairs, store);
        }
        pairs.WriteAll(store);
    }

    private static void Add(TableBuffer rows, IRowStore store, byte[] value, long count, long submissions)
    {
        rows.SetText(0, value);
        rows.SetNumber(1, count);
        rows.SetNumber(2, submissions);
        EndRow(rows, store);
    }

    private static void EndRow(TableBuffer rows, IRowStore store)
    {
        rows.EndRow();
        if (rows.IsFull)
            rows.WriteAll(store);
    }

    private static (CatalogKind Kind, TableSchema Table) Plain(CatalogKind kind, string meaning) => (
        kind, Catalog(kind, meaning, kind == CatalogKind.Attributes ? "Samples that have the attribute, with a value" : "Experiments that have it"));

    private static TableSchema Catalog(CatalogKind kind, string meaning, string count) => new(kind.Name, $"A value of the catalog {kind.Name}",
    [
        Text(kind.Value.Replace(' ', '_'), meaning, repeats: false),
        Number("count", count),
        Number("submissions", "Distinct submissions that these are in"),
    ]);

    private static TableColumn Text(string name, string meaning, bool repeats) =>
        new() { Name = name, Source = ColumnSource.Given("the catalog"), Meaning = meaning, IsRequired = true, Repeats = repeats };

    private static TableColumn Number(string name, string meaning) =>
        new() { Name = name, Type = ColumnType.Number, Source = ColumnSource.Given("the catalog"), Meaning = meaning, IsRequired = true };
}
