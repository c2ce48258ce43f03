using System.Globalization;
using System.Text.RegularExpressions;

namespace Pyner.Sra.Tests.Tables;

/// <summary>
/// Makes the rows of a document in the simplest way there is: by looking up each column's place in a tree in memory. Shares nothing with what it checks, the
/// descriptions of the tables included.
/// </summary>
internal sealed partial class OracleRows
{
    private static readonly string[] s_attribute = ["TAG=tag", "VALUE=value", "UNITS=units"];
    private static readonly string[] s_link =
    [
        "*/name()=type", "*/DB=db", "*/ID=id", "*/QUERY=query", "*/URL=url", "*/LABEL=label", "*/@accession=accession", "*/@refname=refname",
        "*/@refcenter=refcenter",
    ];

    private static readonly string[] s_readSpec =
    [
        "READ_INDEX=read_index", "READ_LABEL=read_label", "READ_CLASS=read_class", "READ_TYPE=read_type", "BASE_COORD=base_coord",
        "RELATIVE_ORDER/@follows_read_index=follows_read_index", "RELATIVE_ORDER/@precedes_read_index=precedes_read_index",
        "EXPECTED_BASECALL=expected_basecall", "EXPECTED_BASECALL_TABLE/@default_length=default_length",
        "EXPECTED_BASECALL_TABLE/@base_coord=expected_base_coord", "EXPECTED_BASECALL_TABLE/BASECALL=basecall",
        "EXPECTED_BASECALL_TABLE/BASECALL/@read_group_tag=read_group_tag",
    ];

    private readonly string _submission;
    private readonly List<string> _rows = [];
    private int _position;

    private OracleRows(string submission) => _submission = submission;

    /// <summary>The rows of a document, as <see cref="RowText"/> writes them, in the tables' order.</summary>
    public static List<string> Of(byte[] document, string submission, SubmissionFileKind kind)
    {
        var rows = new OracleRows(submission);
        string[] records = kind is SubmissionFileKind.Study or SubmissionFileKind.Submission ? ["STUDY", "SUBMISSION"] : ["EXPERIMENT", "SAMPLE", "RUN"];
        rows.Look(OracleElement.Read(document), records, kind.ToString().ToUpperInvariant());
        rows._rows.Sort(StringComparer.Ordinal);
        return rows._rows;
    }

    private void Look(OracleElement element, string[] records, string wanted)
    {
        foreach (OracleElement child in element.Children)
        {
            if (!records.Contains(child.Name))
                Look(child, records, wanted);
            else if (child.Name == wanted)
                Add(child);
        }
    }

    private void Add(OracleElement record)
    {
        var row = new RowText(record.Name switch
        {
            "STUDY" => "studies",
            _ => record.Name.ToLowerInvariant() + "s",
        });
        row.Set("submission", _submission);
        row.Set("position", _position.ToString(CultureInfo.InvariantCulture));
        foreach (string name in new[] { "accession", "alias", "center_name", "broker_name" })
            row.Set(name, Attribute(record, name));
        switch (record.Name)
        {
            case "SUBMISSION":
                Submission(record, row);
                break;
            case "STUDY":
                Study(record, row);
                break;
            case "EXPERIMENT":
                Experiment(record, row);
                break;
            case "SAMPLE":
                Sample(record, row);
                break;
            default:
                Run(record, row);
                break;
        }
        _rows.Add(row.ToString());
        _position++;
    }

    private static void Submission(OracleElement record, RowText row)
    {
        foreach (string name in new[] { "lab_name", "submission_date", "submission_comment" })
            row.Set(name, Attribute(record, name));
        row.Set("title", Text(record, "TITLE"));
        row.SetList("links", record.At("SUBMISSION_LINKS/SUBMISSION_LINK"), s_link);
        row.SetList("attributes", record.At("SUBMISSION_ATTRIBUTES/SUBMISSION_ATTRIBUTE"), s_attribute);
    }

    private static void Study(OracleElement record, RowText row)
    {
        row.Set("bioproject", Identifier(record, "bioproject", BioProject()));
        row.Set("title", Text(record, "DESCRIPTOR/STUDY_TITLE"));
        OracleElement? type = record.At("DESCRIPTOR/STUDY_TYPE").FirstOrDefault();
        row.Set("study_type", Attribute(type, "existing_study_type"));
        row.Set("new_study_type", Attribute(type, "new_study_type"));
        row.Set("abstract", Text(record, "DESCRIPTOR/STUDY_ABSTRACT"));
        row.Set("description", Text(record, "DESCRIPTOR/STUDY_DESCRIPTION"));
        row.Set("center_project_name", Text(record, "DESCRIPTOR/CENTER_PROJECT_NAME"));
        row.Set("project_id", Text(record, "DESCRIPTOR/PROJECT_ID"));
        row.SetList("related_studies", record.At("DESCRIPTOR/RELATED_STUDIES/RELATED_STUDY"),
            ["RELATED_LINK/DB=db", "RELATED_LINK/ID=id", "RELATED_LINK/LABEL=label", "IS_PRIMARY=is_primary"]);
        row.SetList("links", record.At("STUDY_LINKS/STUDY_LINK"), s_link);
        row.SetList("attributes", record.At("STUDY_ATTRIBUTES/STUDY_ATTRIBUTE"), s_attribute);
    }

    private static void Experiment(OracleElement record, RowText row)
    {
        const string Library = "DESIGN/LIBRARY_DESCRIPTOR/";
        string? title = Text(record, "TITLE");
        string? strategy = Text(record, Library + "LIBRARY_STRATEGY");
        row.Set("counted", Attribute(record, "accession") is not (null or "") && title is not (null or "") && strategy is not (null or "") ? "1" : "0");
        row.Set("title", title);
        OracleElement? study = record.At("STUDY_REF").FirstOrDefault();
        row.Set("study_accession", Attribute(study, "accession"));
        row.Set("study_name", Attribute(study, "refname"));
        row.Set("study_center", Attribute(study, "refcenter"));
        row.Set("bioproject", Identifier(study, "bioproject", BioProject()));
        row.Set("design_description", Text(record, "DESIGN/DESIGN_DESCRIPTION"));
        OracleElement? sample = record.At("DESIGN/SAMPLE_DESCRIPTOR").FirstOrDefault();
        row.Set("sample_accession", Attribute(sample, "accession"));
        row.Set("sample_name", Attribute(sample, "refname"));
        row.Set("sample_center", Attribute(sample, "refcenter"));
        row.Set("biosample", Identifier(sample, "biosample", BioSample()));
        row.SetList("pool", sample?.At("POOL/DEFAULT_MEMBER", "POOL/MEMBER") ?? [],
        [
            "name()=type", "@accession=accession", "@refname=refname", "@refcenter=refcenter", "@member_name=member_name", "@proportion=proportion",
            "READ_LABEL=read_label", "IDENTIFIERS/PRIMARY_ID=primary_id", "IDENTIFIERS/EXTERNAL_ID=external_id",
            "IDENTIFIERS/EXTERNAL_ID/@namespace=external_namespace",
        ]);
        row.Set("library_name", Text(record, Library + "LIBRARY_NAME"));
        row.Set("library_strategy", strategy);
        row.Set("library_source", Text(record, Library + "LIBRARY_SOURCE"));
        row.Set("library_selection", Text(record, Library + "LIBRARY_SELECTION"));
        OracleElement? layout = record.At(Library + "LIBRARY_LAYOUT/*").FirstOrDefault();
        row.Set("library_layout", layout?.Name);
        row.Set("nominal_length", Number(Attribute(layout, "NOMINAL_LENGTH")));
        row.Set("nominal_sdev", Real(Attribute(layout, "NOMINAL_SDEV")));
        row.SetList("targeted_loci", record.At(Library + "TARGETED_LOCI/LOCUS"), ["@locus_name=locus_name", "@description=description"]);
        row.Set("library_construction_protocol", Text(record, Library + "LIBRARY_CONSTRUCTION_PROTOCOL"));
        row.Set("spot_length", Number(Text(record, "DESIGN/SPOT_DESCRIPTOR/SPOT_DECODE_SPEC/SPOT_LENGTH")));
        row.SetList("read_specs", record.At("DESIGN/SPOT_DESCRIPTOR/SPOT_DECODE_SPEC/READ_SPEC"), s_readSpec);
        Platform(record, row);
        row.SetList("links", record.At("EXPERIMENT_LINKS/EXPERIMENT_LINK"), s_link);
        row.SetList("attributes", record.At("EXPERIMENT_ATTRIBUTES/EXPERIMENT_ATTRIBUTE"), s_attribute);
    }

    private void Sample(OracleElement record, RowText row)
    {
        string? organism = Text(record, "SAMPLE_NAME/SCIENTIFIC_NAME");
        row.Set("counted", organism is null or "" ? "0" : "1");
        row.Set("biosample", Identifier(record, "biosample", BioSample()));
        row.Set("title", Text(record, "TITLE"));
        row.Set("taxon_id", Number(Text(record, "SAMPLE_NAME/TAXON_ID")));
        row.Set("scientific_name", organism);
        foreach (string name in new[] { "common_name", "anonymized_name", "individual_name" })
            row.Set(name, Text(record, "SAMPLE_NAME/" + name.ToUpperInvariant()));
        row.Set("description", Text(record, "DESCRIPTION"));
        row.SetList("links", record.At("SAMPLE_LINKS/SAMPLE_LINK"), s_link);
        int position = 0;
        foreach (OracleElement attribute in record.At("SAMPLE_ATTRIBUTES/SAMPLE_ATTRIBUTE"))
        {
            var attributeRow = new RowText("sample_attributes");
            attributeRow.Set("submission", _submission);
            attributeRow.Set("sample_position", _position.ToString(CultureInfo.InvariantCulture));
            attributeRow.Set("sample_accession", Attribute(record, "accession"));
            attributeRow.Set("position", (position++).ToString(CultureInfo.InvariantCulture));
            string? tag = Text(attribute, "TAG");
            attributeRow.Set("tag", tag);
            attributeRow.Set("normalised_tag", tag?.ToLowerInvariant());
            attributeRow.Set("value", Text(attribute, "VALUE"));
            attributeRow.Set("units", Text(attribute, "UNITS"));
            attributeRow.Set("is_cut", "0");
            _rows.Add(attributeRow.ToString());
        }
    }

    private static void Run(OracleElement record, RowText row)
    {
        row.Set("title", Text(record, "TITLE"));
        foreach (string name in new[] { "run_date", "run_center", "instrument_name" })
            row.Set(name, Attribute(record, name));
        OracleElement? experiment = record.At("EXPERIMENT_REF").FirstOrDefault();
        row.Set("experiment_accession", Attribute(experiment, "accession"));
        row.Set("experiment_name", Attribute(experiment, "refname"));
        row.Set("experiment_center", Attribute(experiment, "refcenter"));
        Platform(record, row);
        string[] file =
            ["filename", "filetype", "quality_scoring_system", "quality_encoding", "ascii_offset", "checksum_method", "checksum", "unencrypted_checksum"];
        row.SetList("files", record.At("DATA_BLOCK/FILES/FILE"), [.. file.Select(name => $"@{name}={name}"), "READ_LABEL=read_label", "READ_TYPE=read_type"]);
        row.Set("spot_length", Number(Text(record, "SPOT_DESCRIPTOR/SPOT_DECODE_SPEC/SPOT_LENGTH")));
        row.SetList("read_specs", record.At("SPOT_DESCRIPTOR/SPOT_DECODE_SPEC/READ_SPEC"), s_readSpec);
        row.SetList("links", record.At("RUN_LINKS/RUN_LINK"), s_link);
        row.SetList("attributes", record.At("RUN_ATTRIBUTES/RUN_ATTRIBUTE"), s_attribute);
    }

    private static void Platform(OracleElement record, RowText row)
    {
        row.Set("platform", record.At("PLATFORM/*").FirstOrDefault()?.Name);
        row.Set("instrument_model", Text(record, "PLATFORM/*/INSTRUMENT_MODEL"));
    }

    private static string? Attribute(OracleElement? element, string name) => element?.Attributes.GetValueOrDefault(name);

    private static string? Text(OracleElement element, string path) => element.At(path).FirstOrDefault()?.Text;

    private static string? Identifier(OracleElement? element, string database, Regex looks) => element?
        .At("IDENTIFIERS/PRIMARY_ID", "IDENTIFIERS/SECONDARY_ID", "IDENTIFIERS/EXTERNAL_ID")
        .FirstOrDefault(id =>
            id.Text.Length > 0
                && new[] { "namespace", "label" }.Any(name =>
                    id.Attributes.GetValueOrDefault(name, "").StartsWith(database, StringComparison.OrdinalIgnoreCase))
            || looks.IsMatch(id.Text))?
        .Text;

    private static string? Number(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : null;

    private static string? Real(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number.ToString("R", CultureInfo.InvariantCulture)
            : null;

    [GeneratedRegex(@"\APRJ[A-Z]{1,2}[0-9]+\z")]
    private static partial Regex BioProject();

    [GeneratedRegex(@"\ASAM[A-Z]{1,2}[0-9]+\z")]
    private static partial Regex BioSample();
}
