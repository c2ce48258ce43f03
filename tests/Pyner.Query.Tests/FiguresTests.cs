using Pyner.Corpus;
using Pyner.KnowledgeBase.Publishing;
using Pyner.TestData;
using Xunit;

namespace Pyner.Query.Tests;

/// <summary>
/// Every figure of the knowledge base, computed once more by SQL from the records' own fields. The tables say of a record whether it counts; here that too is
/// computed, and compared.
/// </summary>
public sealed class FiguresTests : IDisposable
{
    private const string CountedExperiments =
        "SELECT * FROM experiments WHERE coalesce(accession, '') <> '' AND coalesce(title, '') <> '' AND coalesce(library_strategy, '') <> ''";

    private const string CountedSamples = "SELECT * FROM samples WHERE coalesce(scientific_name, '') <> ''";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tree")]
    [InlineData("tar")]
    [InlineData("tar.gz")]
    public void The_tables_of_a_generated_corpus_give_the_knowledge_bases_figures(string form)
    {
        var options = new CorpusOptions { Submissions = 400, Seed = 7, MaxExperiments = 30, Oddity = 20, Malformed = 0.02, Interleave = form != "tree" };
        string source = _folder["corpus." + form];
        if (form == "tree")
            CorpusGenerator.WriteTree(source, options, null, TestContext.Current.CancellationToken);
        else if (form == "tar")
            CorpusGenerator.WriteTar(source, options, null, TestContext.Current.CancellationToken);
        else
            CorpusGenerator.WriteTarGz(source, options, null, TestContext.Current.CancellationToken);
        Check(source, rejects: true);
    }

    [Fact]
    public void Tables_of_several_files_give_the_knowledge_bases_figures()
    {
        string source = _folder["corpus"];
        var options = new CorpusOptions { Submissions = 1_150, Seed = 8, MaxExperiments = 4, Oddity = 20, Malformed = 0.02 };
        CorpusGenerator.WriteTree(source, options, null, TestContext.Current.CancellationToken);
        // A thousand batches of one submission to a file.
        Check(source, rejects: true, batchSize: 1, files: 2);
    }

    [Fact]
    public void The_tables_of_real_documents_give_the_knowledge_bases_figures()
    {
        Assert.SkipUnless(RealDocuments.Available, RealDocuments.Absent);
        Check(RealDocuments.Path("tree"), rejects: false);
    }

    // Batches that cut through everything, and a part in every one.
    private void Check(string source, bool rejects, int batchSize = 7, int files = 1)
    {
        string folder = _folder["kb"];
        TableBuild.Run(source, folder, options => options with { BatchSize = batchSize, CheckpointEvery = 50 });
        Assert.All(Sra.Tables.SraTables.All, table => Assert.Equal(files, Directory.GetFiles(Path.Combine(folder, "tables", table.Name)).Length));
        PublishedKnowledgeBase kb = KnowledgeBaseFile.Read(folder);
        Assert.Equal(rejects, kb.Statistics.RejectedFiles > 0);
        using var tables = TableDatabase.Open(folder);
        Assert.Equal(0, Number(tables,
            "SELECT count(*) FROM experiments WHERE counted <> (coalesce(accession, '') <> '' AND coalesce(title, '') <> '' "
            + "AND coalesce(library_strategy, '') <> '')"));
        Assert.Equal(0, Number(tables, "SELECT count(*) FROM samples WHERE counted <> (coalesce(scientific_name, '') <> '')"));
        Assert.Equal(kb.Statistics.TotalExperiments, Number(tables, $"SELECT count(*) FROM ({CountedExperiments})"));
        Assert.Equal(kb.Statistics.TotalExperiments, Number(tables, "SELECT count(*) FROM experiments WHERE counted"));
        Assert.Equal(kb.Statistics.ExperimentsMissingFields, Number(tables, "SELECT count(*) FROM experiments WHERE NOT counted"));
        Assert.Equal(kb.Statistics.TotalSamples, Number(tables, $"SELECT count(*) FROM ({CountedSamples})"));
        Assert.Equal(kb.Statistics.TotalSamples, Number(tables, "SELECT count(*) FROM samples WHERE counted"));
        Assert.Equal(kb.Statistics.SamplesMissingFields, Number(tables, "SELECT count(*) FROM samples WHERE NOT counted"));
        Assert.Equal(kb.Statistics.TotalRuns, Number(tables, "SELECT count(*) FROM runs"));

        CheckCatalog(tables, kb.Organisms, "organisms", "organism", $"SELECT scientific_name, submission FROM ({CountedSamples})");
        CheckCatalog(tables, kb.Strategies, "strategies", "strategy", $"SELECT library_strategy, submission FROM ({CountedExperiments})");
        CheckCatalog(tables, kb.Sources, "sources", "source", $"SELECT coalesce(library_source, ''), submission FROM ({CountedExperiments})");
        CheckCatalog(tables, kb.Selections, "selections", "selection", $"SELECT coalesce(library_selection, ''), submission FROM ({CountedExperiments})");
        CheckCatalog(
            tables, kb.Layouts, "layouts", "layout", $"SELECT library_layout, submission FROM ({CountedExperiments}) WHERE library_layout IS NOT NULL");
        CheckCatalog(tables, kb.Platforms, "platforms", "platform", $"SELECT platform, submission FROM ({CountedExperiments}) WHERE platform IS NOT NULL");
        CheckCatalog(tables, kb.InstrumentModels, "instrument_models", "instrument_model",
            $"SELECT instrument_model, submission FROM ({CountedExperiments}) WHERE coalesce(instrument_model, '') <> ''");
        CheckCatalog(tables, kb.Attributes, "attributes", "attribute",
            $"""
            SELECT normalised_tag, submission FROM (
                SELECT DISTINCT a.submission, a.sample_position, a.normalised_tag
                FROM sample_attributes a JOIN ({CountedSamples}) s ON s.submission = a.submission AND s.position = a.sample_position
                WHERE coalesce(a.normalised_tag, '') <> '' AND coalesce(a.value, '') <> '')
            """);
        CheckJoin(tables, kb);
        CheckOrganismSubmissions(tables, kb);
        CheckAccessions(tables, source);
        CheckAttributes(tables, source);
    }

    private static void CheckCatalog(TableDatabase tables, PublishedCatalog entries, string table, string column, string records)
    {
        Assert.NotEmpty(entries);
        var expected = new SortedDictionary<string, string>(
            entries.ToDictionary(entry => entry.Value, entry => $"{entry.Count}\t{entry.Submissions}"), StringComparer.Ordinal);
        Assert.Equal(expected, tables.Figures($"SELECT value, count(*), count(DISTINCT submission) FROM ({records}) AS r(value, submission) GROUP BY value"));
        // The catalog's own table, in its order.
        Assert.Equal(
            entries.Select(entry => $"{entry.Value}\t{entry.Count}\t{entry.Submissions}"),
            tables.Rows($"SELECT {column}, count, submissions FROM {table}"));
    }

    private static void CheckJoin(TableDatabase tables, PublishedKnowledgeBase kb)
    {
        const string Joined =
            $"""
            SELECT s.scientific_name AS organism, e.library_strategy AS strategy, e.submission
            FROM ({CountedExperiments}) e
            JOIN (SELECT submission, accession, arg_min(scientific_name, position) AS scientific_name
                  FROM ({CountedSamples}) WHERE coalesce(accession, '') <> '' GROUP BY ALL) s
            ON s.submission = e.submission AND s.accession = e.sample_accession
            """;
        string[] expected =
        [
            .. from organism in kb.OrganismStrategies
               from strategy in organism.Value
               select $"{organism.Key}\t{strategy.Value}\t{strategy.Count}\t{strategy.Submissions}",
        ];
        Assert.NotEmpty(expected);
        string[] Sorted(string sql) => [.. tables.Rows(sql).Order(StringComparer.Ordinal)];
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            Sorted($"SELECT organism, strategy, count(*), count(DISTINCT submission) FROM ({Joined}) GROUP BY ALL"));
        Assert.Equal(expected.Order(StringComparer.Ordinal), Sorted("FROM organism_strategies"));
        Assert.Equal(kb.Statistics.TotalExperiments - kb.Statistics.UnresolvedSampleReferences, Number(tables, $"SELECT count(*) FROM ({Joined})"));
    }

    private static void CheckOrganismSubmissions(TableDatabase tables, PublishedKnowledgeBase kb)
    {
        Assert.Equal(
            tables.Rows($"SELECT DISTINCT scientific_name, submission FROM ({CountedSamples}) ORDER BY ALL"),
            tables.Rows("SELECT organism, submission FROM organism_submissions ORDER BY ALL"));
        Assert.Equal(kb.Organisms.Sum(organism => organism.Submissions), Number(tables, "SELECT count(*) FROM organism_submissions"));
    }

    /// <summary>Every record of every file that is accepted has its row, once: its accession is there as often as it stands in the file.</summary>
    private static void CheckAccessions(TableDatabase tables, string source)
    {
        Dictionary<string, List<string>> expected = SourceAccessions.Of(source);
        foreach ((string table, List<string> accessions) in expected)
        {
            Assert.NotEmpty(accessions);
            Assert.Equal(accessions.Order(StringComparer.Ordinal), tables.Rows($"SELECT submission, accession FROM {table}").Order(StringComparer.Ordinal));
            Assert.Equal(0, Number(tables, $"SELECT count(*) FROM (SELECT submission, position FROM {table} GROUP BY ALL HAVING count(*) > 1)"));
        }
    }

    /// <summary>Every attribute of every sample has its row, with what stands in the file.</summary>
    private static void CheckAttributes(TableDatabase tables, string source)
    {
        List<string> expected = SourceAttributes.Of(source);
        Assert.NotEmpty(expected);
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            tables.Rows("SELECT submission, sample_position, position, tag, value, units FROM sample_attributes").Order(StringComparer.Ordinal));
        Assert.Equal(0, Number(tables, "SELECT count(*) FROM sample_attributes WHERE is_cut"));
    }

    private static long Number(TableDatabase tables, string sql) => long.Parse(tables.Rows(sql).Single(), System.Globalization.CultureInfo.InvariantCulture);
}
