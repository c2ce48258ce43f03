namespace Pyner.Query.Sradb;

/// <summary>
/// The tables of records of SRAdb's <c>SRAmetadb.sqlite</c>: names, columns and their order are SRAdb's, so that what was written for it goes on working.
/// </summary>
internal static class SradbSchema
{
    /// <summary>Column that says when a row was made.</summary>
    public const string Updated = "sradb_updated";

    /// <summary>Column of the samples' attributes, which come from a table of their own.</summary>
    public const string SampleAttribute = "sample_attribute";

    /// <summary>Submissions.</summary>
    public static SradbTable Submission { get; } = new("submission", "submissions",
    [
        Number("submission_ID"),
        Text("submission_alias", "alias"),
        Text("submission_accession", "accession"),
        Text("submission_comment", "submission_comment"),
        Absent("files"),
        Text("broker_name", "broker_name"),
        Text("center_name", "center_name"),
        Text("lab_name", "lab_name"),
        new("submission_date", "TEXT", SradbValues.Date("submission_date"), "submissions.submission_date without the time of day"),
        .. Links("submission"),
        Attributes("submission"),
        UpdatedColumn,
    ]);

    /// <summary>Studies.</summary>
    public static SradbTable Study { get; } = new("study", "studies",
    [
        Number("study_ID"),
        Text("study_alias", "alias"),
        Text("study_accession", "accession"),
        Text("study_title", "title"),
        Text("study_type", "study_type"),
        Text("study_abstract", "abstract"),
        Text("broker_name", "broker_name"),
        Text("center_name", "center_name"),
        Text("center_project_name", "center_project_name"),
        Text("study_description", "description"),
        new("related_studies", "TEXT", SradbValues.Named("related_studies", "db", "id", "label"), "studies.related_studies"),
        new("primary_study", "TEXT", SradbValues.First("related_studies", "is_primary"), "IS_PRIMARY of the first of studies.related_studies"),
        .. Links("study"),
        Attributes("study"),
        Text("submission_accession", "submission"),
        UpdatedColumn,
    ]);

    /// <summary>Samples.</summary>
    public static SradbTable Sample { get; } = new("sample", "samples",
    [
        Number("sample_ID"),
        Text("sample_alias", "alias"),
        Text("sample_accession", "accession"),
        Text("broker_name", "broker_name"),
        Text("center_name", "center_name"),
        new("taxon_id", "INTEGER", "taxon_id", "samples.taxon_id"),
        Text("scientific_name", "scientific_name"),
        Text("common_name", "common_name"),
        Text("anonymized_name", "anonymized_name"),
        Text("individual_name", "individual_name"),
        Text("description", "description"),
        .. Links("sample"),
        new(SampleAttribute, "TEXT", null, "The sample's rows of sample_attributes"),
        Text("submission_accession", "submission"),
        UpdatedColumn,
    ]);

    /// <summary>Experiments.</summary>
    public static SradbTable Experiment { get; } = new("experiment", "experiments",
    [
        Number("experiment_ID"),
        Absent("bamFile"),
        Absent("fastqFTP"),
        Text("experiment_alias", "alias"),
        Text("experiment_accession", "accession"),
        Text("broker_name", "broker_name"),
        Text("center_name", "center_name"),
        Text("title", "title"),
        Text("study_name", "study_name"),
        Text("study_accession", "study_accession"),
        Text("design_description", "design_description"),
        Text("sample_name", "sample_name"),
        Text("sample_accession", "sample_accession"),
        new("sample_member", "TEXT", SradbValues.First("pool", "accession", "MEMBER"), "Accession of the first MEMBER of experiments.pool"),
        Text("library_name", "library_name"),
        Text("library_strategy", "library_strategy"),
        Text("library_source", "library_source"),
        Text("library_selection", "library_selection"),
        new("library_layout", "TEXT",
            "library_layout || ' - ' || coalesce('NOMINAL_LENGTH: ' || nominal_length || '; ', '') || coalesce('NOMINAL_SDEV: ' || nominal_sdev || '; ', '')",
            "experiments.library_layout, nominal_length and nominal_sdev"),
        new("targeted_loci", "TEXT", SradbValues.First("targeted_loci", "locus_name"), "Name of the first of experiments.targeted_loci"),
        Text("library_construction_protocol", "library_construction_protocol"),
        new("spot_length", "INTEGER", "spot_length", "experiments.spot_length"),
        Absent("adapter_spec"),
        new("read_spec", "TEXT", SradbValues.Named("read_specs", "read_index", "read_label", "read_class", "read_type", "base_coord"),
            "experiments.read_specs"),
        Text("platform", "platform"),
        Text("instrument_model", "instrument_model"),
        new("platform_parameters", "TEXT", "'INSTRUMENT_MODEL: ' || nullif(instrument_model, '')", "experiments.instrument_model"),
        Absent("sequence_space"),
        Absent("base_caller"),
        Absent("quality_scorer"),
        new("number_of_levels", "INTEGER", null, Nothing),
        Absent("multiplier"),
        Absent("qtype"),
        .. Links("experiment"),
        Attributes("experiment"),
        Text("submission_accession", "submission"),
        UpdatedColumn,
    ]);

    /// <summary>Runs.</summary>
    public static SradbTable Run { get; } = new("run", "runs",
    [
        Number("run_ID"),
        Absent("bamFile"),
        Text("run_alias", "alias"),
        Text("run_accession", "accession"),
        Text("broker_name", "broker_name"),
        Text("instrument_name", "instrument_name"),
        new("run_date", "TEXT", SradbValues.Date("run_date"), "runs.run_date without the time of day"),
        Absent("run_file"),
        Text("run_center", "run_center"),
        new("total_data_blocks", "INTEGER", null, Nothing),
        Text("experiment_accession", "experiment_accession"),
        Text("experiment_name", "experiment_name"),
        .. Links("run"),
        Attributes("run"),
        Text("submission_accession", "submission"),
        UpdatedColumn,
    ]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SradbTable> All { get; } = [Submission, Study, Sample, Experiment, Run];

    private const string Nothing = "Always NULL: what it had is not in the XML, or not kept in the tables";

    private static SradbColumn UpdatedColumn => new(Updated, "TEXT", null, "When the knowledge base was built");

    private static SradbColumn Number(string name) => new(name, "INTEGER", null, "Number of the row");

    private static SradbColumn Text(string name, string source) => new(name, "TEXT", SradbValues.Text(source), $"{source} of the record table");

    private static SradbColumn Absent(string name) => new(name, "TEXT", null, Nothing);

    private static SradbColumn Attributes(string record) => new(record + "_attribute", "TEXT", SradbValues.Attributes, "attributes of the record table");

    private static SradbColumn[] Links(string record) =>
    [
        Link("sra_link", "SRA_LINK"),
        Link(record + "_url_link", "URL_LINK"),
        Link("xref_link", "XREF_LINK"),
        Link(record + "_entrez_link", "ENTREZ_LINK"),
        Link("ddbj_link", "DDBJ_LINK"),
        Link("ena_link", "ENA_LINK"),
    ];

    private static SradbColumn Link(string name, string element) => new(name, "TEXT", SradbValues.Links(element), $"{element} of links of the record table");
}
