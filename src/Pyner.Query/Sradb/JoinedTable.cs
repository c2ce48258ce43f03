namespace Pyner.Query.Sradb;

/// <summary>
/// SRAdb's table <c>sra</c>: a row for each run, with what its experiment, sample, study and submission say; and <c>sra_ft</c>, its full-text index.
/// </summary>
internal static class JoinedTable
{
    /// <summary>Its columns behind the number of the row, with where they come from; null where the export has nothing.</summary>
    public static IReadOnlyList<(string Name, string? Source)> Columns { get; } =
    [
        ("SRR_bamFile", "run.bamFile"), ("SRX_bamFile", "experiment.bamFile"), ("SRX_fastqFTP", "experiment.fastqFTP"),
        ("run_ID", "run.run_ID"), ("run_alias", "run.run_alias"), ("run_accession", "run.run_accession"), ("run_date", "run.run_date"),
        ("updated_date", null), ("spots", null), ("bases", null), ("run_center", "run.run_center"), ("experiment_name", "run.experiment_name"),
        ("run_url_link", "run.run_url_link"), ("run_entrez_link", "run.run_entrez_link"), ("run_attribute", "run.run_attribute"),
        ("experiment_ID", "experiment.experiment_ID"), ("experiment_alias", "experiment.experiment_alias"),
        ("experiment_accession", "run.experiment_accession"), ("experiment_title", "experiment.title"), ("study_name", "experiment.study_name"),
        ("sample_name", "experiment.sample_name"), ("design_description", "experiment.design_description"), ("library_name", "experiment.library_name"),
        ("library_strategy", "experiment.library_strategy"), ("library_source", "experiment.library_source"),
        ("library_selection", "experiment.library_selection"), ("library_layout", "experiment.library_layout"),
        ("library_construction_protocol", "experiment.library_construction_protocol"), ("adapter_spec", "experiment.adapter_spec"),
        ("read_spec", "experiment.read_spec"), ("platform", "experiment.platform"), ("instrument_model", "experiment.instrument_model"),
        ("instrument_name", "run.instrument_name"), ("platform_parameters", "experiment.platform_parameters"),
        ("sequence_space", "experiment.sequence_space"), ("base_caller", "experiment.base_caller"), ("quality_scorer", "experiment.quality_scorer"),
        ("number_of_levels", "experiment.number_of_levels"), ("multiplier", "experiment.multiplier"), ("qtype", "experiment.qtype"),
        ("experiment_url_link", "experiment.experiment_url_link"), ("experiment_entrez_link", "experiment.experiment_entrez_link"),
        ("experiment_attribute", "experiment.experiment_attribute"), ("sample_ID", "sample.sample_ID"), ("sample_alias", "sample.sample_alias"),
        ("sample_accession", "experiment.sample_accession"), ("taxon_id", "sample.taxon_id"), ("common_name", "sample.common_name"),
        ("anonymized_name", "sample.anonymized_name"), ("individual_name", "sample.individual_name"), ("description", "sample.description"),
        ("sample_url_link", "sample.sample_url_link"), ("sample_entrez_link", "sample.sample_entrez_link"),
        ("sample_attribute", "sample.sample_attribute"), ("study_ID", "study.study_ID"), ("study_alias", "study.study_alias"),
        ("study_accession", "experiment.study_accession"), ("study_title", "study.study_title"), ("study_type", "study.study_type"),
        ("study_abstract", "study.study_abstract"), ("center_project_name", "study.center_project_name"),
        ("study_description", "study.study_description"), ("study_url_link", "study.study_url_link"), ("study_entrez_link", "study.study_entrez_link"),
        ("study_attribute", "study.study_attribute"), ("related_studies", "study.related_studies"), ("primary_study", "study.primary_study"),
        ("submission_ID", "submission.submission_ID"), ("submission_accession", "run.submission_accession"),
        ("submission_comment", "submission.submission_comment"), ("submission_center", "submission.center_name"),
        ("submission_lab", "submission.lab_name"), ("submission_date", "submission.submission_date"), (SradbSchema.Updated, "run.sradb_updated"),
    ];

    /// <summary>Makes and fills the table, with an index for each kind of accession.</summary>
    public static string Definition =>
        $"""
        CREATE TABLE sra (sra_ID INTEGER PRIMARY KEY, {string.Join(", ", Columns.Select(column => $"{column.Name} {Type(column.Name)}"))});
        INSERT INTO sra SELECT run.run_ID, {string.Join(", ", Columns.Select(column => column.Source ?? "NULL"))} FROM run
            LEFT JOIN experiment ON experiment.experiment_accession = run.experiment_accession
            LEFT JOIN sample ON sample.sample_accession = experiment.sample_accession
            LEFT JOIN study ON study.study_accession = experiment.study_accession
            LEFT JOIN submission ON submission.submission_accession = run.submission_accession
            ORDER BY run.run_ID;
        {string.Join('\n', SradbSchema.All.Select(table => $"CREATE INDEX sra_{table.Name}_acc_idx ON sra ({table.Key});"))}
        """;

    /// <summary>Makes and fills the full-text index. The kind (fts3) is SRAdb's: its queries are written for it.</summary>
    public static string FullText
    {
        get
        {
            string names = string.Join(", ", Columns.Select(column => column.Name));
            return $"""
                CREATE VIRTUAL TABLE sra_ft USING fts3 ({names});
                INSERT INTO sra_ft (docid, {names}) SELECT sra_ID, {names} FROM sra ORDER BY sra_ID;
                INSERT INTO sra_ft (sra_ft) VALUES ('optimize');
                """;
        }
    }

    /// <summary>The type of a column.</summary>
    public static string Type(string name) =>
        name.EndsWith("_ID", StringComparison.Ordinal) || name is "spots" or "bases" or "taxon_id" or "number_of_levels" ? "INTEGER" : "TEXT";
}
