using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pyner.Corpus.Truth;

/// <summary>Writes <c>truth.json</c>: the keys of <c>knowledge_base.json</c> where they mean the same, and what only a generator knows.</summary>
internal static class TruthWriter
{
    private static readonly (TruthCatalog Catalog, string Key)[] s_catalogs =
    [
        (TruthCatalog.Strategies, "strategies"), (TruthCatalog.Sources, "sources"), (TruthCatalog.Selections, "selections"),
        (TruthCatalog.Layouts, "layouts"),
        (TruthCatalog.Platforms, "platforms"), (TruthCatalog.InstrumentModels, "instrument_models"),
        (TruthCatalog.Attributes, "attributes"),
    ];

    public static void Write(Stream stream, CorpusOptions options, CorpusTruth truth)
    {
        using var json = new Utf8JsonWriter(
            stream,
            new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        Options(json, options);
        json.WriteNumber("files_processed", truth.Submissions);
        json.WriteStartObject("files");
        foreach (CorpusFileKind kind in Enum.GetValues<CorpusFileKind>())
        {
            if (kind != CorpusFileKind.Other)
                json.WriteNumber(kind.ToString().ToLowerInvariant(), truth.Files(kind));
        }
        json.WriteEndObject();
        json.WriteNumber("ignored_files", truth.Files(CorpusFileKind.Other));
        json.WriteNumber("bytes", truth.Bytes);
        json.WriteNumber("rejected_bytes", truth.RejectedBytes);
        json.WriteNumber("all_bytes", truth.AllBytes);
        Statistics(json, truth);
        Organisms(json, truth);
        foreach ((TruthCatalog catalog, string key) in s_catalogs)
            Catalog(json, truth, catalog, key, tally => tally.Count);
        json.WriteStartObject("submissions_behind");
        foreach ((TruthCatalog catalog, string key) in s_catalogs)
            Catalog(json, truth, catalog, key, tally => tally.Submissions);
        json.WriteEndObject();
        Pairs(json, truth);
        json.WriteStartObject("off_vocabulary");
        foreach ((TruthCatalog catalog, string key) in s_catalogs[..6])
        {
            json.WriteStartArray(key);
            foreach (string value in truth.OffVocabulary(catalog))
                json.WriteStringValue(value);
            json.WriteEndArray();
        }
        json.WriteEndObject();
        Rejected(json, truth);
        Submissions(json, options, truth);
        json.WriteEndObject();
        json.Flush();
        stream.WriteByte((byte)'\n');
    }

    private static void Options(Utf8JsonWriter json, CorpusOptions options)
    {
        json.WriteStartObject("corpus");
        json.WriteNumber("submissions", options.Submissions);
        json.WriteNumber("seed", options.Seed);
        json.WriteNumber("malformed", options.Malformed);
        json.WriteNumber("oddity", options.Oddity);
        json.WriteNumber("max_experiments", options.MaxExperiments);
        json.WriteBoolean("nested", options.Nested);
        json.WriteEndObject();
    }

    private static void Statistics(Utf8JsonWriter json, CorpusTruth truth)
    {
        json.WriteStartObject("statistics");
        json.WriteNumber("total_experiments", truth.Experiments);
        json.WriteNumber("total_samples", truth.Samples);
        json.WriteNumber("total_runs", truth.Runs);
        json.WriteNumber("unique_organisms", truth.Catalog(TruthCatalog.Organisms).Count);
        foreach ((TruthCatalog catalog, string key) in s_catalogs)
            json.WriteNumber("unique_" + key, truth.Catalog(catalog).Count);
        json.WriteNumber("experiments_missing_fields", truth.ExperimentsMissingFields);
        json.WriteNumber("samples_missing_fields", truth.SamplesMissingFields);
        json.WriteNumber("missing_fields", truth.ExperimentsMissingFields + truth.SamplesMissingFields);
        json.WriteNumber("misplaced_records", truth.MisplacedRecords);
        json.WriteNumber("unresolved_sample_references", truth.UnresolvedSampleReferences);
        json.WriteNumber("rejected_files", truth.Rejected.Count);
        json.WriteEndObject();
    }

    private static void Organisms(Utf8JsonWriter json, CorpusTruth truth)
    {
        json.WriteStartObject("organisms");
        foreach ((string name, TruthTally tally) in truth.Sorted(TruthCatalog.Organisms))
        {
            json.WriteStartObject(name);
            json.WriteNumber("count", tally.Count);
            json.WriteNumber("studies", tally.Submissions);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Catalog(Utf8JsonWriter json, CorpusTruth truth, TruthCatalog catalog, string key, Func<TruthTally, long> figure)
    {
        json.WriteStartObject(key);
        foreach ((string name, TruthTally tally) in truth.Sorted(catalog))
            json.WriteNumber(name, figure(tally));
        json.WriteEndObject();
    }

    private static void Pairs(Utf8JsonWriter json, CorpusTruth truth)
    {
        json.WriteStartObject("organism_strategies");
        foreach (var organism in truth.OrganismStrategies.GroupBy(entry => entry.Key.Organism)
            .OrderByDescending(group => group.Sum(entry => entry.Value.Count)).ThenBy(group => group.Key, CodePointOrder.Instance))
        {
            json.WriteStartObject(organism.Key);
            foreach (((_, string strategy), TruthTally tally) in organism
                .OrderByDescending(entry => entry.Value.Count).ThenBy(entry => entry.Key.Strategy, CodePointOrder.Instance))
            {
                json.WriteStartObject(strategy);
                json.WriteNumber("count", tally.Count);
                json.WriteNumber("submissions", tally.Submissions);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Rejected(Utf8JsonWriter json, CorpusTruth truth)
    {
        json.WriteStartArray("rejected");
        foreach (RejectedTruth file in truth.Rejected.OrderBy(file => file.Path, CodePointOrder.Instance))
        {
            json.WriteStartObject();
            json.WriteString("accession", file.Accession);
            json.WriteString("kind", file.Kind.ToString().ToLowerInvariant());
            json.WriteString("file", file.Path);
            json.WriteString("fault", file.Fault.ToString());
            if (file.Offset is long offset)
                json.WriteNumber("offset", offset);
            else
                json.WriteNull("offset");
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>The submissions behind each organism, by accession, as <c>indices.json</c> has them.</summary>
    private static void Submissions(Utf8JsonWriter json, CorpusOptions options, CorpusTruth truth)
    {
        json.WriteStartObject("organism_submissions");
        foreach ((string name, _) in truth.Sorted(TruthCatalog.Organisms))
        {
            json.WriteStartArray(name);
            foreach (string accession in truth.SubmissionsOf(name).Select(index => CorpusAccession.Of(options, index)).Order(AccessionOrder.Instance))
                json.WriteStringValue(accession);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }
}
