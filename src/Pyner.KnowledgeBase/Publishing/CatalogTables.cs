using System.Text;
using Pyner.Sra;
using Pyner.Sra.Tables;

namespace Pyner.KnowledgeBase.Publishing;

/// <summary>The catalogs of a knowledge base as tables. Their rows have the catalogs' order: largest count first, equal counts by name.</summary>
public static class CatalogTables
{
    private static readonly (string Table, string Column, string Meaning)[] s_simple =
    [
        (PublishedCatalogs.Strategies, "strategy", "Library strategy"),
        (PublishedCatalogs.Sources, "source", "Library source; empty for experiments that lack one"),
        (PublishedCatalogs.Selections, "selection", "Library selection; empty for experiments that lack one"),
        (PublishedCatalogs.Layouts, "layout", "Library layout"),
        (PublishedCatalogs.Platforms, "platform", "Platform"),
        (PublishedCatalogs.InstrumentModels, "instrument_model", "Instrument model"),
        (PublishedCatalogs.Attributes, "attribute", "Tag of sample attributes, in small letters"),
    ];

    /// <summary>Organisms: scientific names, with their samples.</summary>
    public static TableSchema Organisms { get; } = Catalog("organisms", "organism", "Scientific name", "Samples of the organism");

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
        .. s_simple.Select(simple => Catalog(
            simple.Table, simple.Column, simple.Meaning, simple.Table == PublishedCatalogs.Attributes ? "Samples that have the attribute, with a value" : "Experiments that have it")),
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
        foreach (TableSchema table in All.Where(table => PublishedCatalogs.Names.Contains(table.Name)))
        {
            var rows = new TableBuffer(table);
            foreach ((string value, ValueTally tally) in PublishedCatalogs.Of(whole, table.Name))
                Add(rows, store, Encoding.UTF8.GetBytes(value), tally.Count, tally.Submissions);
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

    private static TableSchema Catalog(string table, string column, string meaning, string count) => new(table, $"A value of the catalog {table}",
    [
        Text(column, meaning, repeats: false),
        Number("count", count),
        Number("submissions", "Distinct submissions that these are in"),
    ]);

    private static TableColumn Text(string name, string meaning, bool repeats) =>
        new() { Name = name, Source = ColumnSource.Given("the catalog"), Meaning = meaning, IsRequired = true, Repeats = repeats };

    private static TableColumn Number(string name, string meaning) =>
        new() { Name = name, Type = ColumnType.Number, Source = ColumnSource.Given("the catalog"), Meaning = meaning, IsRequired = true };
}
