namespace Pyner.Sra.Tables;

/// <summary>
/// The tables of records: one for each kind of record, and one for the samples' attributes. What a column is called, holds and comes from is said here
/// once: the extractor, the writer and the documentation go by it.
/// </summary>
public static class SraTables
{
    /// <summary>Version of the schema of all tables, catalogs included. It changes when a reader of the former one would be misled.</summary>
    public const int SchemaVersion = 2;

    private const string Attribute = "TAG=tag VALUE=value UNITS=units";
    private const string ReadSpec = "READ_INDEX=read_index READ_LABEL=read_label READ_CLASS=read_class READ_TYPE=read_type BASE_COORD=base_coord "
        + "RELATIVE_ORDER/@follows_read_index=follows_read_index RELATIVE_ORDER/@precedes_read_index=precedes_read_index EXPECTED_BASECALL=expected_basecall "
        + "EXPECTED_BASECALL_TABLE/@default_length=default_length EXPECTED_BASECALL_TABLE/@base_coord=expected_base_coord "
        + "EXPECTED_BASECALL_TABLE/BASECALL=basecall EXPECTED_BASECALL_TABLE/BASECALL/@read_group_tag=read_group_tag";

    private const string Link = "*/name()=type */DB=db */ID=id */QUERY=query */URL=url */LABEL=label "
        + "*/@accession=accession */@refname=refname */@refcenter=refcenter";

    /// <summary>Who submitted, when: a row for each SUBMISSION.</summary>
    public static RecordTable Submissions { get; } = new(0, "submissions", "A SUBMISSION of a submission file", "SUBMISSION", SubmissionFileKind.Submission,
    [
        .. Head("SUBMISSION"),
        Text("lab_name", "@lab_name", "Laboratory within the submitting centre", repeats: true),
        Text("submission_date", "@submission_date", "When it was prepared, as written", repeats: true),
        Text("submission_comment", "@submission_comment", "The submitter's comment", repeats: true),
        Text("title", "TITLE", "Short text for search results"),
        List("links", "SUBMISSION_LINKS/SUBMISSION_LINK", Link, "Links to other resources"),
        List("attributes", "SUBMISSION_ATTRIBUTES/SUBMISSION_ATTRIBUTE", Attribute, "Attributes in their order"),
    ]);

    /// <summary>A row for each STUDY.</summary>
    public static RecordTable Studies { get; } = new(1, "studies", "A STUDY of a study file", "STUDY", SubmissionFileKind.Study,
    [
        .. Head("STUDY"),
        new() { Name = "bioproject", Source = ColumnSource.BioProjectIn("IDENTIFIERS"), Meaning = "The study's BioProject" },
        Text("title", "DESCRIPTOR/STUDY_TITLE", "Title, as a publication would have it"),
        Text("study_type", "DESCRIPTOR/STUDY_TYPE/@existing_study_type", "The study's purpose, of the schema's vocabulary", repeats: true),
        Text("new_study_type", "DESCRIPTOR/STUDY_TYPE/@new_study_type", "The study's purpose, where it is outside the vocabulary", repeats: true),
        Text("abstract", "DESCRIPTOR/STUDY_ABSTRACT", "Goals, purpose and scope"),
        Text("description", "DESCRIPTOR/STUDY_DESCRIPTION", "More extensive description"),
        Text("center_project_name", "DESCRIPTOR/CENTER_PROJECT_NAME", "The submitter's name for the project"),
        Text("project_id", "DESCRIPTOR/PROJECT_ID", "Number in the former Genome Project database"),
        List("related_studies", "DESCRIPTOR/RELATED_STUDIES/RELATED_STUDY",
            "RELATED_LINK/DB=db RELATED_LINK/ID=id RELATED_LINK/LABEL=label IS_PRIMARY=is_primary", "Related studies and projects"),
        List("links", "STUDY_LINKS/STUDY_LINK", Link, "Links to other resources: publications, databases"),
        List("attributes", "STUDY_ATTRIBUTES/STUDY_ATTRIBUTE", Attribute, "Attributes in their order"),
    ]);

    /// <summary>A row for each EXPERIMENT.</summary>
    public static RecordTable Experiments { get; } = new(2, "experiments", "An EXPERIMENT of an experiment file", "EXPERIMENT", SubmissionFileKind.Experiment,
    [
        .. Head("EXPERIMENT"),
        Counted("accession, title and library_strategy are not empty"),
        Text("title", "TITLE", "Short text for search results"),
        Text("study_accession", "STUDY_REF/@accession", "The study it belongs to", repeats: true, clusters: true),
        Text("study_name", "STUDY_REF/@refname", "The study's alias, where the reference goes by it", repeats: true),
        Text("study_center", "STUDY_REF/@refcenter", "The centre whose alias that is", repeats: true),
        new() { Name = "bioproject", Source = ColumnSource.BioProjectIn("STUDY_REF/IDENTIFIERS"), Meaning = "The study's BioProject", Repeats = true },
        Text("design_description", "DESIGN/DESIGN_DESCRIPTION", "Goal and setup of the library", repeats: true),
        Text("sample_accession", "DESIGN/SAMPLE_DESCRIPTOR/@accession", "The sample that was sequenced", clusters: true),
        Text("sample_name", "DESIGN/SAMPLE_DESCRIPTOR/@refname", "The sample's alias, where the reference goes by it"),
        Text("sample_center", "DESIGN/SAMPLE_DESCRIPTOR/@refcenter", "The centre whose alias that is", repeats: true),
        new() { Name = "biosample", Source = ColumnSource.BioSampleIn("DESIGN/SAMPLE_DESCRIPTOR/IDENTIFIERS"), Meaning = "The sample's BioSample" },
        List("pool", "DESIGN/SAMPLE_DESCRIPTOR/POOL/DEFAULT_MEMBER,DESIGN/SAMPLE_DESCRIPTOR/POOL/MEMBER",
            "name()=type @accession=accession @refname=refname @refcenter=refcenter @member_name=member_name @proportion=proportion READ_LABEL=read_label "
            + "IDENTIFIERS/PRIMARY_ID=primary_id IDENTIFIERS/EXTERNAL_ID=external_id IDENTIFIERS/EXTERNAL_ID/@namespace=external_namespace",
            "The samples of a pool"),
        Text("library_name", "DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_NAME", "The submitter's name for the library"),
        Text("library_strategy", "DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_STRATEGY", "Sequencing technique", repeats: true),
        Text("library_source", "DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_SOURCE", "Type of source material", repeats: true),
        Text("library_selection", "DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_SELECTION", "Method of selection or enrichment", repeats: true),
        Text("library_layout", "DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_LAYOUT/*/name()", "SINGLE or PAIRED", repeats: true),
        Number("nominal_length", "DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_LAYOUT/*/@NOMINAL_LENGTH", "Expected length of the fragments"),
        new()
        {
            Name = "nominal_sdev",
            Type = ColumnType.Real,
            Source = ColumnSource.At("DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_LAYOUT/*/@NOMINAL_SDEV"),
            Meaning = "Standard deviation of that length; NULL where it is no number",
        },
        List("targeted_loci", "DESIGN/LIBRARY_DESCRIPTOR/TARGETED_LOCI/LOCUS", "@locus_name=locus_name @description=description", "Targeted genes and loci"),
        Text("library_construction_protocol", "DESIGN/LIBRARY_DESCRIPTOR/LIBRARY_CONSTRUCTION_PROTOCOL", "How the library was made", repeats: true),
        Number("spot_length", "DESIGN/SPOT_DESCRIPTOR/SPOT_DECODE_SPEC/SPOT_LENGTH", "Expected bases in a spot"),
        List("read_specs", "DESIGN/SPOT_DESCRIPTOR/SPOT_DECODE_SPEC/READ_SPEC", ReadSpec, "The reads of a spot"),
        Text("platform", "PLATFORM/*/name()", "Sequencing platform", repeats: true),
        Text("instrument_model", "PLATFORM/*/INSTRUMENT_MODEL", "Instrument model", repeats: true),
        List("links", "EXPERIMENT_LINKS/EXPERIMENT_LINK", Link, "Links to other resources"),
        List("attributes", "EXPERIMENT_ATTRIBUTES/EXPERIMENT_ATTRIBUTE", Attribute, "Attributes in their order"),
    ]);

    /// <summary>A row for each SAMPLE.</summary>
    public static RecordTable Samples { get; } = new(3, "samples", "A SAMPLE of a sample file", "SAMPLE", SubmissionFileKind.Sample,
    [
        .. Head("SAMPLE"),
        Counted("scientific_name is not empty"),
        new() { Name = "biosample", Source = ColumnSource.BioSampleIn("IDENTIFIERS"), Meaning = "The sample's BioSample" },
        Text("title", "TITLE", "Short text for search results"),
        Number("taxon_id", "SAMPLE_NAME/TAXON_ID", "Number in the NCBI Taxonomy"),
        Text("scientific_name", "SAMPLE_NAME/SCIENTIFIC_NAME", "The organism", repeats: true),
        Text("common_name", "SAMPLE_NAME/COMMON_NAME", "The organism's common name", repeats: true),
        Text("anonymized_name", "SAMPLE_NAME/ANONYMIZED_NAME", "Anonymous name of a person or subject"),
        Text("individual_name", "SAMPLE_NAME/INDIVIDUAL_NAME", "Public name of an individual"),
        Text("description", "DESCRIPTION", "The sample, its origin, how it was isolated", repeats: true),
        List("links", "SAMPLE_LINKS/SAMPLE_LINK", Link, "Links to other resources"),
    ]);

    /// <summary>A row for each SAMPLE_ATTRIBUTE, whatever it lacks: nothing of it is dropped.</summary>
    public static RecordTable SampleAttributes { get; } = new(
        4, "sample_attributes", "A SAMPLE_ATTRIBUTE, whatever it lacks", "SAMPLE_ATTRIBUTES/SAMPLE_ATTRIBUTE", SubmissionFileKind.Sample,
    [
        Submission,
        Place("sample_position", "Position of the SAMPLE in its file, from 0"),
        new()
        {
            Name = "sample_accession",
            Source = ColumnSource.Given("SAMPLE/@accession"),
            Meaning = "The sample's accession",
            Repeats = true,
            IsClustered = true
        },
        Place("position", "Position of the attribute in its SAMPLE, from 0"),
        Text("tag", "TAG", "The tag as written", repeats: true),
        new()
        {
            Name = "normalised_tag",
            Source = ColumnSource.Given("TAG, in small letters (Unicode's simple case mapping)"),
            Meaning = "The tag as the catalog counts it",
            Repeats = true,
        },
        Text("value", "VALUE", "The value", repeats: true),
        Text("units", "UNITS", "The unit of the value", repeats: true),
        new()
        {
            Name = "is_cut",
            Type = ColumnType.Flag,
            Source = ColumnSource.Given("VALUE or UNITS has more than 4 MiB"),
            Meaning = "Whether only the first 4 MiB were kept",
            IsRequired = true,
        },
    ], Samples);

    /// <summary>A row for each RUN.</summary>
    public static RecordTable Runs { get; } = new(5, "runs", "A RUN of a run file", "RUN", SubmissionFileKind.Run,
    [
        .. Head("RUN"),
        Text("title", "TITLE", "Short text for search results"),
        Text("run_date", "@run_date", "When the run took place, as written"),
        Text("run_center", "@run_center", "Centre where the run took place", repeats: true),
        Text("instrument_name", "@instrument_name", "Name of the instrument, in documents of the older schemas", repeats: true),
        Text("experiment_accession", "EXPERIMENT_REF/@accession", "The experiment it belongs to", clusters: true),
        Text("experiment_name", "EXPERIMENT_REF/@refname", "The experiment's alias, where the reference goes by it"),
        Text("experiment_center", "EXPERIMENT_REF/@refcenter", "The centre whose alias that is", repeats: true),
        Text("platform", "PLATFORM/*/name()", "Sequencing platform, where the run says it", repeats: true),
        Text("instrument_model", "PLATFORM/*/INSTRUMENT_MODEL", "Instrument model, where the run says it", repeats: true),
        List("files", "DATA_BLOCK/FILES/FILE",
            "@filename=filename @filetype=filetype @quality_scoring_system=quality_scoring_system @quality_encoding=quality_encoding "
            + "@ascii_offset=ascii_offset @checksum_method=checksum_method @checksum=checksum @unencrypted_checksum=unencrypted_checksum "
            + "READ_LABEL=read_label READ_TYPE=read_type", "The submitted files"),
        Number("spot_length", "SPOT_DESCRIPTOR/SPOT_DECODE_SPEC/SPOT_LENGTH", "Expected bases in a spot, where the run says it"),
        List("read_specs", "SPOT_DESCRIPTOR/SPOT_DECODE_SPEC/READ_SPEC", ReadSpec, "The reads of a spot, where the run describes them"),
        List("links", "RUN_LINKS/RUN_LINK", Link, "Links to other resources"),
        List("attributes", "RUN_ATTRIBUTES/RUN_ATTRIBUTE", Attribute, "Attributes in their order"),
    ]);

    /// <summary>All of them, by their index.</summary>
    public static IReadOnlyList<RecordTable> All { get; } = [Submissions, Studies, Experiments, Samples, SampleAttributes, Runs];

    private static TableColumn Submission => new()
    {
        Name = "submission",
        Source = ColumnSource.Given("the file's name"),
        Meaning = "The submission that the file belongs to",
        IsRequired = true,
        Repeats = true,
        IsClustered = true,
    };

    private static TableColumn[] Head(string element) =>
    [
        Submission,
        Place("position", $"Position of the {element} in its file, from 0"),
        Text("accession", "@accession", "The record's accession", clusters: true),
        Text("alias", "@alias", "The submitter's name for it"),
        Text("center_name", "@center_name", "The submitting centre", repeats: true),
        Text("broker_name", "@broker_name", "The broker of the submission", repeats: true),
    ];

    private static TableColumn Place(string name, string meaning) => new()
    {
        Name = name,
        Type = ColumnType.Number,
        Source = ColumnSource.Given("order of the elements"),
        Meaning = meaning,
        IsRequired = true,
    };

    private static TableColumn Counted(string rule) => new()
    {
        Name = "counted",
        Type = ColumnType.Flag,
        Source = ColumnSource.Given(rule),
        Meaning = "Whether the catalogs count it",
        IsRequired = true,
    };

    private static TableColumn Text(string name, string path, string meaning, bool repeats = false, bool clusters = false) =>
        new() { Name = name, Source = ColumnSource.At(path), Meaning = meaning, Repeats = repeats, IsClustered = clusters };

    private static TableColumn Number(string name, string path, string meaning) =>
        new() { Name = name, Type = ColumnType.Number, Source = ColumnSource.At(path), Meaning = meaning + "; NULL where it is no whole number" };

    private static TableColumn List(string name, string paths, string members, string meaning) =>
        new() { Name = name, Source = ColumnSource.List(paths, members), Meaning = meaning, Repeats = true };
}
