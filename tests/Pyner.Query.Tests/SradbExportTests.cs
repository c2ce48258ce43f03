using System.Text.RegularExpressions;
using Pyner.Query.Sradb;
using Pyner.TestData;
using Xunit;

namespace Pyner.Query.Tests;

public sealed class SradbExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // As SRAmetadb.sqlite has them: scripts name columns, and some count them.
    [Theory]
    [InlineData(
        "submission",
        "submission_ID submission_alias submission_accession submission_comment files broker_name center_name lab_name submission_date sra_link "
        + "submission_url_link xref_link submission_entrez_link ddbj_link ena_link submission_attribute sradb_updated")]
    [InlineData(
        "study",
        "study_ID study_alias study_accession study_title study_type study_abstract broker_name center_name center_project_name study_description "
        + "related_studies primary_study sra_link study_url_link xref_link study_entrez_link ddbj_link ena_link study_attribute submission_accession "
        + "sradb_updated")]
    [InlineData(
        "sample",
        "sample_ID sample_alias sample_accession broker_name center_name taxon_id scientific_name common_name anonymized_name individual_name "
        + "description sra_link sample_url_link xref_link sample_entrez_link ddbj_link ena_link sample_attribute submission_accession sradb_updated")]
    [InlineData(
        "experiment",
        "experiment_ID bamFile fastqFTP experiment_alias experiment_accession broker_name center_name title study_name study_accession "
        + "design_description sample_name sample_accession sample_member library_name library_strategy library_source library_selection library_layout "
        + "targeted_loci library_construction_protocol spot_length adapter_spec read_spec platform instrument_model platform_parameters sequence_space "
        + "base_caller quality_scorer number_of_levels multiplier qtype sra_link experiment_url_link xref_link experiment_entrez_link ddbj_link "
        + "ena_link experiment_attribute submission_accession sradb_updated")]
    [InlineData(
        "run",
        "run_ID bamFile run_alias run_accession broker_name instrument_name run_date run_file run_center total_data_blocks experiment_accession "
        + "experiment_name sra_link run_url_link xref_link run_entrez_link ddbj_link ena_link run_attribute submission_accession sradb_updated")]
    [InlineData(
        "sra",
        "sra_ID SRR_bamFile SRX_bamFile SRX_fastqFTP run_ID run_alias run_accession run_date updated_date spots bases run_center experiment_name "
        + "run_url_link run_entrez_link run_attribute experiment_ID experiment_alias experiment_accession experiment_title study_name sample_name "
        + "design_description library_name library_strategy library_source library_selection library_layout library_construction_protocol adapter_spec "
        + "read_spec platform instrument_model instrument_name platform_parameters sequence_space base_caller quality_scorer number_of_levels "
        + "multiplier qtype experiment_url_link experiment_entrez_link experiment_attribute sample_ID sample_alias sample_accession taxon_id "
        + "common_name anonymized_name individual_name description sample_url_link sample_entrez_link sample_attribute study_ID study_alias "
        + "study_accession study_title study_type study_abstract center_project_name study_description study_url_link study_entrez_link "
        + "study_attribute related_studies primary_study submission_ID submission_accession submission_comment submission_center submission_lab "
        + "submission_date sradb_updated")]
    public void Tables_have_the_columns_that_SRAdb_has(string table, string columns)
    {
        using SqliteAnswers sra = Exported(Handwritten());
        Assert.Equal(columns, string.Join(' ', sra.Column($"SELECT name FROM pragma_table_info('{table}')")));
        if (table == "sra")
            Assert.Equal(columns, "sra_ID " + string.Join(' ', sra.Column("SELECT name FROM pragma_table_info('sra_ft')")));
        // And each is explained, with its type.
        Assert.Equal("0", Assert.Single(sra.Column(
            $"SELECT count(*) FROM col_desc d LEFT JOIN pragma_table_info('{table}') c ON c.name = d.field_name "
            + $"WHERE d.table_name = '{table}' AND d.type IS NOT replace(c.type, ' PRIMARY KEY', '')")));
        Assert.Equal(
            columns.Split(' ').Where(name => name != "sra_ID"),
            sra.Column($"SELECT field_name FROM col_desc WHERE table_name = '{table}' AND description <> '' ORDER BY col_desc_ID"));
    }

    [Fact]
    public void Values_have_the_forms_that_SRAdb_gives_them()
    {
        using SqliteAnswers sra = Exported(Handwritten());
        Dictionary<string, string?> run = Assert.Single(sra.Records("SELECT * FROM sra WHERE run_accession = 'DRR000002'"));
        var expected = new Dictionary<string, string?>
        {
            ["run_alias"] = "2008-09-12.Bsu168-Lane5",
            ["run_date"] = "2008-09-12",
            ["run_center"] = "NIG",
            ["run_attribute"] = "notes: repackaged seq prb sig2",
            ["experiment_name"] = "BSU168_SEP08",
            ["experiment_accession"] = "DRX000002",
            ["experiment_title"] = "B. subtilis resequencing Sep08",
            ["library_layout"] = "PAIRED - NOMINAL_LENGTH: 153; NOMINAL_SDEV: 29.528; ",
            ["read_spec"] = "READ_INDEX: 0; READ_CLASS: Application Read; READ_TYPE: Forward; BASE_COORD: 1 || READ_INDEX: 1",
            ["platform"] = "ILLUMINA",
            ["instrument_model"] = "Illumina Genome Analyzer II",
            ["platform_parameters"] = "INSTRUMENT_MODEL: Illumina Genome Analyzer II",
            ["sample_accession"] = "DRS000002",
            ["sample_name"] = "B. subtilis 168 DNA",
            ["taxon_id"] = "224308",
            ["common_name"] = "Bacillus subtilis subsp. subtilis str. 168",
            ["sample_attribute"] = "strain: str. 168 || depth: 5: m || note",
            ["study_accession"] = "DRP000002",
            ["study_alias"] = "Resequence B. subtilis 168",
            ["study_title"] = "Whole genome resequencing of Bacillus subtilis subsp. subtilis 168",
            ["study_type"] = "Whole Genome Sequencing",
            ["study_entrez_link"] = "pubmed: 20398357",
            ["study_url_link"] = "home: http://example.org/ || other: http://example.org/2",
            ["related_studies"] = "DB: bioproject; ID: 39275; LABEL: PRJDA39275 || DB: bioproject; ID: 1",
            ["primary_study"] = "true",
            ["submission_accession"] = "DRA000002",
            ["submission_comment"] = "Bacillus subtilis resequencing",
            ["submission_center"] = "KEIO",
            ["submission_lab"] = "Bioinformatics Lab.",
            ["submission_date"] = "2009-07-09",
            ["sradb_updated"] = "2026-01-01 00:00:00",
            ["spots"] = null,
            ["sample_url_link"] = null,
        };
        Assert.Equal(expected.OrderBy(pair => pair.Key), run.Where(pair => expected.ContainsKey(pair.Key)).OrderBy(pair => pair.Key));
        Dictionary<string, string?> experiment = Assert.Single(sra.Records("SELECT * FROM experiment"));
        Assert.Equal(("DRS7", "16S rRNA", "72"), (experiment["sample_member"], experiment["targeted_loci"], experiment["spot_length"]));
        Assert.Equal(["integer"], sra.Column("SELECT DISTINCT typeof(taxon_id) FROM sample WHERE taxon_id IS NOT NULL"));
        Assert.Equal(["1.0", "2026-01-01 00:00:00"], sra.Column("SELECT value FROM metaInfo"));
    }

    [Fact]
    public void An_accession_has_one_row_that_of_the_first_submission()
    {
        using SqliteAnswers sra = Exported(Handwritten());
        Assert.Equal(["Whole genome resequencing of Bacillus subtilis subsp. subtilis 168"], sra.Column("SELECT study_title FROM study"));
        Assert.Equal(
            [("DRS000002", "strain: str. 168 || depth: 5: m || note"), ("DRS000003", null), (null, "no: accession"), ("DRS000006", "a: 1 || 2")],
            sra.Records("SELECT sample_accession, sample_attribute FROM sample ORDER BY sample_ID").Select(row => (row["sample_accession"], row["sample_attribute"])));
    }

    [Fact]
    public void A_run_whose_experiment_is_elsewhere_has_a_row_all_the_same()
    {
        using SqliteAnswers sra = Exported(Handwritten());
        Dictionary<string, string?> run = Assert.Single(sra.Records("SELECT * FROM sra WHERE run_accession = 'DRR000003'"));
        Assert.Equal(
            ("DRX999999", null, "DRA000002", "KEIO"),
            (run["experiment_accession"], run["platform"], run["submission_accession"], run["submission_center"]));
    }

    [Theory]
    [InlineData("pangolins", "DRR000002")]
    [InlineData("PANGOL*", "DRR000002")]
    [InlineData("\"ultrasonic waves\" bioproject", "DRR000002")]
    [InlineData("study_abstract:pangolins OR experiment_accession:DRX999999", "DRR000002 DRR000003")]
    [InlineData("pangolins NOT bacillus", "")]
    [InlineData("run_accession:DRR000003", "DRR000003")]
    public void The_full_text_index_answers_SRAdbs_queries(string terms, string runs)
    {
        using SqliteAnswers sra = Exported(Handwritten());
        string literal = terms.Replace("'", "''", StringComparison.Ordinal);
        Assert.Equal(runs, string.Join(' ', sra.Column($"SELECT run_accession FROM sra_ft WHERE sra_ft MATCH '{literal}' ORDER BY docid")));
        Assert.Equal(sra.Column("SELECT sra_ID FROM sra"), sra.Column("SELECT docid FROM sra_ft"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_record_is_there_and_the_joined_table_joins_them(bool real)
    {
        Assert.SkipUnless(!real || RealDocuments.Available, RealDocuments.Absent);
        TableBuild.Run(real ? RealDocuments.Path("tree") : SampleKnowledgeBase.Source, _folder["kb"]);
        using SqliteAnswers sra = Exported(_folder["kb"]);
        using var tables = TableDatabase.Open(_folder["kb"]);
        foreach ((string table, string source) in new[]
        {
            ("submission", "submissions"), ("study", "studies"), ("sample", "samples"), ("experiment", "experiments"), ("run", "runs")
        })
        {
            Assert.Equal(
                tables.Rows($"SELECT DISTINCT accession FROM {source} WHERE accession <> ''").Order(StringComparer.Ordinal),
                sra.Column($"SELECT {table}_accession FROM {table} WHERE {table}_accession IS NOT NULL").Order(StringComparer.Ordinal));
        }
        ILookup<string?, Dictionary<string, string?>> By(string table) => sra.Records($"SELECT * FROM {table}").ToLookup(row => row[table + "_accession"]);
        ILookup<string?, Dictionary<string, string?>> experiments = By("experiment"), samples = By("sample"),
            studies = By("study"), submissions = By("submission");
        List<Dictionary<string, string?>> joined = sra.Records("SELECT * FROM sra ORDER BY sra_ID");
        List<Dictionary<string, string?>> runs = sra.Records("SELECT * FROM run ORDER BY run_ID");
        Assert.Equal(runs.Count, joined.Count);
        Assert.NotEmpty(runs);
        foreach ((Dictionary<string, string?> run, Dictionary<string, string?> row) in runs.Zip(joined))
        {
            Dictionary<string, string?>? experiment = experiments[run["experiment_accession"] ?? "none"].SingleOrDefault();
            Dictionary<string, string?>? sample = samples[experiment?["sample_accession"] ?? "none"].SingleOrDefault();
            Dictionary<string, string?>? study = studies[experiment?["study_accession"] ?? "none"].SingleOrDefault();
            Assert.Equal(
                (run["run_accession"], experiment?["library_strategy"], sample?["sample_attribute"], study?["study_title"],
                    submissions[run["submission_accession"]].SingleOrDefault()?["lab_name"]),
                (row["run_accession"], row["library_strategy"], row["sample_attribute"], row["study_title"], row["submission_lab"]));
        }
        // The samples' attributes once more, put together by DuckDB.
        Assert.Equal(
            tables.Rows(
                """
                SELECT s.accession, coalesce(nullif(string_agg(concat_ws(': ', a.tag, a.value, nullif(a.units, '')), ' || ' ORDER BY a.position), ''), 'NULL')
                FROM samples s LEFT JOIN sample_attributes a ON a.submission = s.submission AND a.sample_position = s.position
                WHERE s.accession <> '' GROUP BY s.accession, s.submission, s.position
                QUALIFY row_number() OVER (PARTITION BY s.accession ORDER BY s.submission, s.position) = 1
                """).Order(StringComparer.Ordinal),
            sra.Records("SELECT * FROM sample WHERE sample_accession IS NOT NULL")
                .Select(row => $"{row["sample_accession"]}\t{row["sample_attribute"] ?? "NULL"}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_same_knowledge_base_gives_the_same_bytes()
    {
        string kb = Handwritten();
        SradbExport.Write(kb, _folder["a.sqlite"], TestContext.Current.CancellationToken);
        SradbExport.Write(kb, _folder["b.sqlite"], TestContext.Current.CancellationToken);
        Assert.Equal(File.ReadAllBytes(_folder["a.sqlite"]), File.ReadAllBytes(_folder["b.sqlite"]));
    }

    [Theory]
    [InlineData("submission")]
    [InlineData("sample")]
    [InlineData("run")]
    [InlineData("sra")]
    public void An_export_that_is_ended_on_the_way_leaves_nothing(string table)
    {
        string kb = Handwritten();
        using var ended = new CancellationTokenSource();
        var begun = new List<string>();
        Assert.ThrowsAny<OperationCanceledException>(() => SradbExport.Write(kb, _folder["a.sqlite"], Begins, ended.Token));
        Assert.Equal(table, begun[^1]);
        Assert.Empty(Directory.EnumerateFiles(_folder.Path));

        void Begins(string name)
        {
            begun.Add(name);
            Assert.EndsWith(".tmp", Assert.Single(Directory.EnumerateFiles(_folder.Path)), StringComparison.Ordinal);
            if (name == table)
                ended.Cancel();
        }
    }

    [Fact]
    public void An_export_that_is_ended_before_it_begins_leaves_nothing()
    {
        string kb = Handwritten();
        using var ended = new CancellationTokenSource();
        ended.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => SradbExport.Write(kb, _folder["a.sqlite"], ended.Token));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path));
    }

    [Fact]
    public void What_an_export_that_was_killed_left_is_removed()
    {
        string kb = Handwritten();
        string left = _folder[$"a.sqlite.{Guid.NewGuid():N}.tmp"];
        File.WriteAllText(left, "half a database");
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddHours(-1));
        SradbExport.Write(kb, _folder["a.sqlite"], TestContext.Current.CancellationToken);
        Assert.Equal([_folder["a.sqlite"]], Directory.EnumerateFiles(_folder.Path));
    }

    [Theory]
    [InlineData("submission")]
    [InlineData("sra")]
    public void Of_two_exports_of_one_file_at_once_one_is_complete_and_the_other_says_that_it_is_not(string table)
    {
        string kb = Handwritten();
        QueryException e = Assert.Throws<QueryException>(() => SradbExport.Write(kb, _folder["a.sqlite"], Begins, TestContext.Current.CancellationToken));
        Assert.Contains("a.sqlite' can't be written", e.Message, StringComparison.Ordinal);
        Assert.Equal([_folder["a.sqlite"]], Directory.EnumerateFiles(_folder.Path));
        SradbExport.Write(kb, _folder["b.sqlite"], TestContext.Current.CancellationToken);
        Assert.Equal(File.ReadAllBytes(_folder["b.sqlite"]), File.ReadAllBytes(_folder["a.sqlite"]));

        void Begins(string name)
        {
            foreach (string file in Directory.EnumerateFiles(_folder.Path))
                File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-1));
            if (name == table)
                SradbExport.Write(kb, _folder["a.sqlite"], TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [InlineData("there.sqlite", "exists")]
    [InlineData("nowhere/a.sqlite", "is no folder")]
    [InlineData("kb", "exists")]
    public void A_place_that_will_not_do_is_said(string name, string words)
    {
        string kb = Handwritten();
        File.WriteAllText(_folder["there.sqlite"], "mine");
        QueryException e = Assert.Throws<QueryException>(() => SradbExport.Write(kb, _folder[name], TestContext.Current.CancellationToken));
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(_folder["there.sqlite"]));
    }

    private string Handwritten()
    {
        SradbDocuments.WriteTree(_folder["source"]);
        TableBuild.Run(_folder["source"], _folder["kb"]);
        string description = _folder["kb/tables/tables.json"];
        File.WriteAllText(description, Regex.Replace(File.ReadAllText(description), "(?<=\"timestamp\": \")[^\"]*", "2026-01-01T00:00:00Z"));
        return _folder["kb"];
    }

    private SqliteAnswers Exported(string kb)
    {
        SradbExport.Write(kb, _folder["sra.sqlite"], TestContext.Current.CancellationToken);
        return new SqliteAnswers(_folder["sra.sqlite"]);
    }
}
